import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { answer, api, type Page, type Schemas } from '@/api/client'

export type Account = Schemas['AccountView']
export type LogLine = Schemas['LogView']
export type LogKind = 'operations' | 'sign-ins'

export type AccountFilter = Partial<Record<'q' | 'role' | 'state' | 'sort', string>> & { page?: number, size?: number }
export type LogFilter = Partial<Record<'q' | 'account' | 'from' | 'until' | 'action' | 'sort', string>> & { page?: number, size?: number }

export function askAccounts(query: AccountFilter, signal?: AbortSignal): Promise<Page<Account>> {
  return answer(api.GET('/api/v1/accounts', { params: { query }, signal })) as Promise<Page<Account>>
}

export function useAccounts(filter: MaybeRefOrGetter<AccountFilter>) {
  return useQuery({
    queryKey: ['accounts', computed(() => toValue(filter))],
    queryFn: ({ signal }) => askAccounts(toValue(filter), signal),
    placeholderData: keepPreviousData,
  })
}

export function askLog(kind: LogKind, query: LogFilter, signal?: AbortSignal): Promise<Page<LogLine>> {
  const asked = kind === 'operations'
    ? api.GET('/api/v1/logs/operations', { params: { query }, signal })
    : api.GET('/api/v1/logs/sign-ins', { params: { query }, signal })
  return answer(asked) as Promise<Page<LogLine>>
}

export function useLog(kind: MaybeRefOrGetter<LogKind>, filter: MaybeRefOrGetter<LogFilter>) {
  return useQuery({
    queryKey: ['logs', computed(() => toValue(kind)), computed(() => toValue(filter))],
    queryFn: ({ signal }) => askLog(toValue(kind), toValue(filter), signal),
    placeholderData: keepPreviousData,
  })
}

export function usePermissions() {
  return useQuery({ queryKey: ['permissions'], queryFn: () => answer(api.GET('/api/v1/permissions')), staleTime: Infinity })
}

export function useSessions() {
  return useQuery({ queryKey: ['sessions'], queryFn: () => answer(api.GET('/api/v1/sessions')) })
}

/** After a change every list of accounts is asked again. */
function useAccountChange<Asked, Answer>(change: (asked: Asked) => Promise<Answer>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: change, onSuccess: () => queries.invalidateQueries({ queryKey: ['accounts'] }) })
}

export const useAddAccount = () =>
  useAccountChange((body: Schemas['AddAccount']) => answer(api.POST('/api/v1/accounts', { body })))

export const useDisable = () =>
  useAccountChange((account: string) => answer(api.POST('/api/v1/accounts/{account}/disable', { params: { path: { account } } })))

export const useNewCode = () =>
  useAccountChange((account: string) => answer(api.POST('/api/v1/accounts/{account}/code', { params: { path: { account } } })))

export const useGrant = () =>
  useAccountChange(({ account, ...body }: Schemas['GrantRole'] & { account: string }) =>
    answer(api.POST('/api/v1/accounts/{account}/roles', { params: { path: { account } }, body })))

export const useWithdraw = () =>
  useAccountChange(({ account, role, org }: { account: string, role: string, org: string }) =>
    answer(api.DELETE('/api/v1/accounts/{account}/roles/{role}/{org}', { params: { path: { account, role, org } } })))
