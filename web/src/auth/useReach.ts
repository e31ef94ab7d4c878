import { computed } from 'vue'
import { useOrgs } from '@/api/lookups'
import { readers } from './readers'
import { useSession } from './session'

/** Whether the details of a branch may be opened: results are this role's work and the branch is in its tree. */
export function useReach() {
  const { data } = useOrgs()
  const { roles } = useSession()
  const ids = computed(() => new Set((data.value?.items ?? []).map((org) => org.id)))
  const reads = computed(() => roles.value.some((each) => readers.includes(each.role)))
  return (branch: string) => reads.value && ids.value.has(branch)
}
