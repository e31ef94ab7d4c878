import { Download } from '@element-plus/icons-vue'
import type { RouteRecordRaw } from 'vue-router'
import { rankingReaders } from '@/auth/readers'

export default [
  {
    path: '/downloads',
    name: 'downloads',
    component: () => import('./DownloadsPage.vue'),
    meta: { title: '下载中心', roles: rankingReaders, menu: { order: 60, icon: Download, about: '后台导出的文件，三天内可下载', tab: '下载' } },
  },
] satisfies RouteRecordRaw[]
