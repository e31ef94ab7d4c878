import { OfficeBuilding } from '@element-plus/icons-vue'
import type { RouteRecordRaw } from 'vue-router'

const overseers = ['organisation', 'unit', 'leader', 'auditor'] as const
const above = [{ title: '组织管理', name: 'orgs' }]

export default [
  {
    path: '/orgs',
    name: 'orgs',
    component: () => import('./OrgPage.vue'),
    meta: {
      title: '组织管理', roles: [...overseers, 'branch'],
      menu: { order: 30, icon: OfficeBuilding, about: '组织树、班子与任期、沿革，办理组织变更', tab: '组织' },
    },
  },
  {
    path: '/orgs/import',
    name: 'orgs-import',
    component: () => import('./OrgImportPage.vue'),
    meta: { title: '导入工作簿', roles: ['organisation'], above },
  },
  {
    path: '/elections',
    name: 'elections',
    component: () => import('./ElectionsPage.vue'),
    meta: { title: '换届安排', roles: overseers, above },
  },
  {
    path: '/org-flags',
    name: 'org-flags',
    component: () => import('./FlagsPage.vue'),
    meta: { title: '组织设置提醒', roles: overseers, above },
  },
] satisfies RouteRecordRaw[]
