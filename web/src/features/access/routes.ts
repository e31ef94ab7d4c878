import { Grid, Key, List, UserFilled } from '@element-plus/icons-vue'
import type { RouteRecordRaw } from 'vue-router'
import { accountReaders, logReaders } from '@/auth/readers'

export default [
  {
    path: '/accounts',
    name: 'accounts',
    component: () => import('./AccountListPage.vue'),
    meta: { title: '账号管理', roles: accountReaders, menu: { order: 80, icon: UserFilled, about: '账号、角色与一次性口令', tab: '账号' } },
  },
  {
    path: '/permissions',
    name: 'permissions',
    component: () => import('./MatrixPage.vue'),
    meta: { title: '权限矩阵', menu: { order: 82, icon: Grid, about: '每个角色可以做什么', tab: '权限' } },
  },
  {
    path: '/logs/operations',
    name: 'operation-log',
    component: () => import('./LogPage.vue'),
    props: { kind: 'operations' },
    meta: { title: '操作日志', roles: logReaders, menu: { order: 84, icon: List, about: '谁在何时做了什么、被拒绝了什么', tab: '操作' } },
  },
  {
    path: '/logs/sign-ins',
    name: 'sign-in-log',
    component: () => import('./LogPage.vue'),
    props: { kind: 'sign-ins' },
    meta: { title: '登录日志', roles: logReaders, menu: { order: 86, icon: Key, about: '登录、退出与密码错误', tab: '登录' } },
  },
  { path: '/sessions', name: 'sessions', component: () => import('./SessionsPage.vue'), meta: { title: '我的会话' } },
  { path: '/password', name: 'password', component: () => import('./PasswordPage.vue'), meta: { title: '修改密码', bare: true } },
] satisfies RouteRecordRaw[]
