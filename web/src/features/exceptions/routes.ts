import { Finished } from '@element-plus/icons-vue'
import type { RouteRecordRaw } from 'vue-router'
import { readers } from '@/auth/readers'

export default [
  {
    path: '/exceptions',
    name: 'exceptions',
    component: () => import('./ExceptionListPage.vue'),
    meta: { title: '例外审批', roles: readers, menu: { order: 26, icon: Finished, about: '职责例外的申请与审批', tab: '例外' } },
  },
] satisfies RouteRecordRaw[]
