import { Coin, Connection, Promotion, Setting, Switch, User } from '@element-plus/icons-vue'
import type { RouteRecordRaw } from 'vue-router'
import { rosterKeepers, rosterReaders } from '@/auth/readers'

export default [
  {
    path: '/members',
    name: 'members',
    component: () => import('./MemberListPage.vue'),
    meta: {
      title: '党员名册', roles: rosterReaders,
      menu: { order: 32, icon: User, about: '按组织查党员，办理入册、变动、任职与转接', tab: '党员' },
    },
  },
  {
    path: '/members/import',
    name: 'members-import',
    component: () => import('./MemberImportPage.vue'),
    meta: { title: '导入党员', roles: rosterKeepers, above: [{ title: '党员名册', name: 'members' }] },
  },
  {
    path: '/members/:member',
    name: 'member',
    component: () => import('./MemberPage.vue'),
    props: true,
    meta: { title: '党员', roles: rosterReaders, above: [{ title: '党员名册', name: 'members' }] },
  },
  {
    path: '/groups',
    name: 'groups',
    component: () => import('./GroupsPage.vue'),
    meta: {
      title: '党小组', roles: rosterReaders,
      menu: { order: 34.5, icon: Connection, about: '党小组的党员、组长和党小组会，办理成立、改名、编入与撤销', tab: '党小组' },
    },
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
  {
    path: '/candidates',
    name: 'candidates',
    component: () => import('./CandidateListPage.vue'),
    meta: {
      title: '发展党员', roles: rosterReaders,
      menu: { order: 34, icon: Promotion, about: '从申请到转正的步骤、间隔与表决，看下一步最早最晚的日期', tab: '发展' },
    },
  },
  {
    path: '/candidates/:candidate',
    name: 'candidate',
    component: () => import('./CandidatePage.vue'),
    props: true,
    meta: { title: '发展对象', roles: rosterReaders, above: [{ title: '发展党员', name: 'candidates' }] },
  },
  {
    path: '/dues',
    name: 'dues',
    component: () => import('./DuesPage.vue'),
    meta: {
      title: '党费', roles: rosterReaders,
      menu: { order: 38, icon: Coin, about: '按月登记党费，看应交、实交、未交', tab: '党费' },
    },
  },
  {
    path: '/norms',
    name: 'norms',
    component: () => import('./NormsPage.vue'),
    meta: {
      title: '标准参数', roles: rosterReaders,
      menu: { order: 56, icon: Setting, about: '党费费率、学时、发展党员间隔及其依据', tab: '标准' },
    },
  },
] satisfies RouteRecordRaw[]
