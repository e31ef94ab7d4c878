import { Checked, Notebook } from '@element-plus/icons-vue'
import type { RouteRecordRaw } from 'vue-router'
import { readers } from '@/auth/readers'

const above = [{ title: '电子台账', name: 'records' }]

export default [
  {
    path: '/records',
    name: 'records',
    component: () => import('./RecordsPage.vue'),
    meta: { title: '电子台账', roles: readers, menu: { order: 11, icon: Notebook, about: '三会一课、主题党日等记录，逐月看应尽与已办', tab: '台账' } },
  },
  {
    path: '/records/review',
    name: 'records-review',
    component: () => import('./ReviewPage.vue'),
    meta: { title: '台账审核', roles: ['unit', 'organisation'], menu: { order: 14, icon: Checked, about: '审核党支部提交的记录，通过或退回', tab: '审核' } },
  },
  {
    path: '/records/overdue',
    name: 'records-overdue',
    component: () => import('./OverduePage.vue'),
    meta: { title: '逾期未办', roles: readers, above },
  },
  {
    path: '/records/new/:kind',
    name: 'record-start',
    component: () => import('./RecordStartPage.vue'),
    props: true,
    meta: { title: '填报记录', roles: ['branch'], above },
  },
  {
    path: '/records/:record',
    name: 'record',
    component: () => import('./RecordPage.vue'),
    props: true,
    meta: { title: '台账记录', roles: readers, above },
  },
  {
    path: '/records/:record/edit',
    name: 'record-edit',
    component: () => import('./RecordFormPage.vue'),
    props: true,
    meta: { title: '填报记录', roles: ['branch', 'unit', 'organisation'], above },
  },
] satisfies RouteRecordRaw[]
