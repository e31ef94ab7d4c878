import { OfficeBuilding, PieChart } from '@element-plus/icons-vue'
import type { RouteRecordRaw } from 'vue-router'
import { readers } from '@/auth/readers'

export default [
  {
    path: '/branches',
    name: 'branches',
    component: () => import('./BranchListPage.vue'),
    meta: {
      title: '党支部', roles: ['organisation', 'unit', 'leader', 'auditor'],
      menu: { order: 22, icon: OfficeBuilding, about: '按组织查支部，看画像与考核表', tab: '支部' },
    },
  },
  {
    path: '/branches/:branch',
    name: 'branch',
    component: () => import('./PicturePage.vue'),
    props: true,
    meta: {
      title: '支部画像', period: true, roles: readers, above: [{ title: '党支部', name: 'branches' }],
      ownMenu: { order: 13, icon: PieChart, title: '本支部画像', tab: '画像' },
    },
  },
] satisfies RouteRecordRaw[]
