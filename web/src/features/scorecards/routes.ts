import { Tickets } from '@element-plus/icons-vue'
import type { RouteRecordRaw } from 'vue-router'
import { readers } from '@/auth/readers'

export default [
  {
    path: '/branches/:branch/scorecard',
    name: 'scorecard',
    component: () => import('./ScorecardPage.vue'),
    props: true,
    meta: {
      title: '考核表', period: true, roles: readers,
      above: [{ title: '党支部', name: 'branches' }, { title: '支部画像', name: 'branch' }],
      ownMenu: { order: 12, icon: Tickets, title: '本支部考核表', tab: '考核表' },
    },
  },
] satisfies RouteRecordRaw[]
