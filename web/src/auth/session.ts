import { queryOptions, useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { answer, api, ApiError, type Schemas } from '@/api/client'

/** Who is signed in; `null` is nobody. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => answer(api.GET('/api/v1/session')).catch((error: unknown) => {
    if (error instanceof ApiError && error.status === 401) return null
    throw error
  }),
  staleTime: 5 * 60_000,
  retry: false,
})

export function signIn(account: string, password: string) {
  return answer(api.POST('/api/v1/session', { body: { account, password } }))
}

export function useSession() {
  const { data } = useQuery(sessionQuery)
  const roles = computed(() => data.value?.roles ?? [])

  /** Ends the session and loads the sign-in page anew: nothing of the person stays in memory, and nothing under way can lead back. */
  async function signOut() {
    await answer(api.DELETE('/api/v1/session')).catch((error: unknown) => {
      if (!(error instanceof ApiError && error.status === 401)) throw error
    })
    window.location.assign('/login')
  }

  return {
    user: computed(() => data.value?.user ?? null),
    roles,
    has: (role: Schemas['Role']) => roles.value.some((each) => each.role === role),
    /** The branch of a secretary or member, if that is what they are. */
    ownBranch: computed(() => roles.value.find((each) => (each.role === 'branch' || each.role === 'member') && each.org_id) ?? null),
    signOut,
  }
}

/** Whether somebody with these roles may open a page that asks for one of `asked`. */
export function mayOpen(session: Partial<Schemas['SessionView']> | null | undefined, asked: readonly Schemas['Role'][] | undefined): boolean {
  return !asked || (session?.roles ?? []).some((each) => asked.includes(each.role))
}
