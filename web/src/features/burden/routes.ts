import { ScaleToOriginal } from '@element-plus/icons-vue'
import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/burden',
    name: 'burden',
    component: () => import('./BurdenPage.vue'),
    meta: {
      title: '减负', roles: ['organisation', 'unit', 'leader', 'auditor'],
      menu: { order: 52, icon: ScaleToOriginal, title: '减负', tab: '减负', about: '办法要求支部做多少、填多少、花多少时间' },
    },
  },
] satisfies RouteRecordRaw[]
