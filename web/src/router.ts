import type { QueryClient } from '@tanstack/vue-query'
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { periodsQuery } from '@/api/lookups'
import { mayOpen, sessionQuery } from '@/auth/session'
import { remembered, remember } from '@/layout/period'
import { pageTitle } from '@/ui/pageTitle'

const features = import.meta.glob<RouteRecordRaw[]>('./features/*/routes.ts', { eager: true, import: 'default' })

const errorPage = () => import('@/layout/ErrorPage.vue')

const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/workbench' },
  { path: '/login', name: 'login', component: () => import('@/auth/LoginPage.vue'), meta: { title: '登录', bare: true, open: true } },
  ...Object.values(features).flat(),
  { path: '/403', name: 'forbidden', component: errorPage, props: { status: 403 }, meta: { title: '没有权限' } },
  { path: '/500', name: 'broken', component: errorPage, props: { status: 500 }, meta: { title: '出错了', bare: true, open: true } },
  { path: '/:rest(.*)*', name: 'missing', component: errorPage, props: { status: 404 }, meta: { title: '没有找到' } },
]

export function createAppRouter(queries: QueryClient) {
  const router = createRouter({
    history: createWebHistory(),
    routes,
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
  })

  router.beforeEach(async (to) => {
    if (to.meta.open) return true
    let session
    try {
      session = await queries.ensureQueryData(sessionQuery)
    } catch {
      return { name: 'broken', query: { next: to.fullPath } }
    }
    if (!session) return { name: 'login', query: to.path === '/workbench' ? {} : { next: to.fullPath } }
    if (session.must_choose && to.name !== 'password') return { name: 'password', query: { next: to.fullPath } }
    if (!mayOpen(session, to.meta.roles)) return { name: 'forbidden', query: { from: to.fullPath } }
    if (to.meta.period && !to.query.period) {
      const periods = await queries.ensureQueryData(periodsQuery).catch(() => null)
      const running = session.roles.some((each) => each.role === 'branch') ? periods?.running_month : null
      const period = remembered() ?? running ?? periods?.current_month ?? periods?.items[0]?.period
      if (period) return { ...to, query: { ...to.query, period }, replace: true }
    }
    if (typeof to.query.period === 'string' && to.meta.period) remember(to.query.period)
    return true
  })

  router.afterEach((to, from) => {
    if (to.path !== from.path) pageTitle.value = null
    document.title = `${to.meta.title ?? ''} - 堡垒`
  })

  // A page's code that cannot be fetched: the product was upgraded under an open window.
  router.onError((error, to) => {
    if (/dynamically imported module|Importing a module script failed/.test(String(error))) window.location.assign(to.fullPath)
  })

  return router
}
