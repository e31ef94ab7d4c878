import { Switch, User } from '@element-plus/icons-vue'
import type { RouteRecordRaw } from 'vue-router'
import { rosterReaders } from '@/auth/readers'

export default [
  {
    path: '/members',
    name: 'members',
    component: () => import('./MemberListPage.vue'),
    meta: {
      title: '党员名册', roles: rosterReaders,
      menu: { order: 34, icon: User, about: '按组织查党员，办理入册、变动、任职与转接', tab: '党员' },
    },
  },
  {
    path: '/members/:member',
    name: 'member',
    component: () => import('./MemberPage.vue'),
    props: true,
    meta: { title: '党员', roles: rosterReaders, above: [{ title: '党员名册', name: 'members' }] },
  },
  {
    path: '/transfers',
    name: 'transfers',
    component: () => import('./TransferListPage.vue'),
    meta: {
      title: '组织关系转接', roles: rosterReaders,
      menu: { order: 36, icon: Switch, about: '转出、接收党员组织关系，看介绍信是否到期', tab: '转接' },
    },
  },
] satisfies RouteRecordRaw[]
