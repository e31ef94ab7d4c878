import { HomeFilled } from '@element-plus/icons-vue'
import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/workbench',
    name: 'workbench',
    component: () => import('./WorkbenchPage.vue'),
    meta: { title: '工作台', period: true, menu: { order: 10, icon: HomeFilled } },
  },
] satisfies RouteRecordRaw[]
