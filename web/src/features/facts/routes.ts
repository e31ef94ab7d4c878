import { Files } from '@element-plus/icons-vue'
import type { RouteRecordRaw } from 'vue-router'
import { rankingReaders } from '@/auth/readers'

export default [
  {
    path: '/facts',
    name: 'facts',
    component: () => import('./FactListPage.vue'),
    meta: { title: '事实查询', roles: rankingReaders, menu: { order: 28, icon: Files, about: '查台账记录、指标数据等计分依据', tab: '事实' } },
  },
  {
    path: '/facts/:fact',
    name: 'fact',
    component: () => import('./FactPage.vue'),
    props: true,
    meta: { title: '事实', roles: rankingReaders, above: [{ title: '事实查询', name: 'facts' }] },
  },
] satisfies RouteRecordRaw[]
