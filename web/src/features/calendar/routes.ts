import { Calendar } from '@element-plus/icons-vue'
import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/calendar',
    name: 'calendar',
    component: () => import('./CalendarPage.vue'),
    meta: { title: '工作日历', menu: { order: 55, icon: Calendar, about: '法定节假日与调休，决定工作日期限', tab: '日历' } },
  },
] satisfies RouteRecordRaw[]
