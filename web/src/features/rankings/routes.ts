import { Histogram } from '@element-plus/icons-vue'
import type { RouteRecordRaw } from 'vue-router'
import { rankingReaders } from '@/auth/readers'

export default [
  {
    path: '/rankings',
    name: 'rankings',
    component: () => import('./RankingPage.vue'),
    meta: { title: '分类排名', period: true, roles: rankingReaders, menu: { order: 20, icon: Histogram, about: '各类支部的名次、得分与星级', tab: '排名' } },
  },
] satisfies RouteRecordRaw[]
