import { List } from '@element-plus/icons-vue'
import type { RouteRecordRaw } from 'vue-router'
import { readers } from '@/auth/readers'

export default [
  {
    path: '/branches/:branch/duties',
    name: 'duties',
    component: () => import('./DutyPage.vue'),
    props: true,
    meta: {
      title: '应尽清单', roles: readers, above: [{ title: '党支部', name: 'branches' }],
      ownMenu: { order: 15, icon: List, title: '应尽清单', tab: '应尽', about: '本月应尽职责、期限与分值' },
    },
  },
] satisfies RouteRecordRaw[]
