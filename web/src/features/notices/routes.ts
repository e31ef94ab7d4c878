import { Bell } from '@element-plus/icons-vue'
import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/notices',
    name: 'notices',
    component: () => import('./NoticePage.vue'),
    meta: { title: '待办事项', menu: { order: 11, icon: Bell, about: '待办、待阅和已办', tab: '待办' } },
  },
] satisfies RouteRecordRaw[]
