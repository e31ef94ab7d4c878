import { Stamp } from '@element-plus/icons-vue'
import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/proofs',
    name: 'proofs',
    component: () => import('./ProofsPage.vue'),
    meta: { title: '存证', roles: ['auditor'], menu: { order: 90, icon: Stamp, about: '核验数据有没有被绕过程序改动', tab: '存证' } },
  },
] satisfies RouteRecordRaw[]
