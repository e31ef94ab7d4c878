import { computed } from 'vue'
import { useRouter, type RouteLocationRaw } from 'vue-router'
import type { Component } from 'vue'
import { mayOpen, useSession } from '@/auth/session'

/** The menu's parts: up to which order each reaches. The first, one's own daily work, needs no heading. */
const parts = [
  { upTo: 19, title: '' },
  { upTo: 29, title: '考核评星' },
  { upTo: 49, title: '组织与党员' },
  { upTo: 59, title: '办法与标准' },
  { upTo: Infinity, title: '系统' },
]

export const partOf = (order: number) => parts.find((part) => order <= part.upTo)?.title ?? ''

export interface MenuItem {
  key: string
  title: string
  tab: string
  icon: Component
  order: number
  to: RouteLocationRaw
  /** The route name under which it is the active one. */
  name: string
  own: boolean
}

/** The menu by role: every route that asks for a place and that this user may open. */
export function useMenu() {
  const router = useRouter()
  const { user, roles, ownBranch } = useSession()

  const items = computed<MenuItem[]>(() => {
    const session = user.value ? { user: user.value, roles: roles.value } : null
    const found: MenuItem[] = []
    for (const route of router.getRoutes()) {
      const name = route.name as string
      if (!mayOpen(session, route.meta.roles)) continue
      const { menu, ownMenu, title } = route.meta
      if (menu) {
        found.push({ key: name, name, own: false, icon: menu.icon, order: menu.order, title: menu.title ?? title, tab: menu.tab ?? title, to: { name } })
      }
      if (ownMenu && ownBranch.value) {
        found.push({
          key: `${name}:own`, name, own: true, icon: ownMenu.icon, order: ownMenu.order,
          title: ownMenu.title ?? title, tab: ownMenu.tab ?? title,
          to: { name, params: { branch: ownBranch.value.org_id ?? '' } },
        })
      }
    }
    return found.sort((a, b) => a.order - b.order)
  })

  return items
}
