import { Notebook } from '@element-plus/icons-vue'
import type { RouteRecordRaw } from 'vue-router'

export default [
  {
    path: '/schemes',
    name: 'schemes',
    component: () => import('./SchemeListPage.vue'),
    meta: { title: '考评办法', menu: { order: 50, icon: Notebook, about: '考核项、评分规则、评星与否决', tab: '办法' } },
  },
  {
    path: '/schemes/:code/:version',
    name: 'scheme',
    component: () => import('./SchemePage.vue'),
    props: true,
    meta: { title: '办法', above: [{ title: '考评办法', name: 'schemes' }] },
  },
] satisfies RouteRecordRaw[]
