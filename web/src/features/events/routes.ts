import { EditPen } from '@element-plus/icons-vue'
import type { RouteRecordRaw } from 'vue-router'
import { readers } from '@/auth/readers'

export default [
  {
    path: '/events',
    name: 'events',
    component: () => import('./EventListPage.vue'),
    meta: { title: '加减分登记', roles: readers, menu: { order: 24, icon: EditPen, about: '加分、扣分、否决事项的提出与审批', tab: '加减分' } },
  },
] satisfies RouteRecordRaw[]
