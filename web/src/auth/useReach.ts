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
  // Of a large tree the branches are not at hand; their units are.
  return (branch: string, unit?: string) => reads.value
    && (data.value?.is_whole === false ? unit === undefined || ids.value.has(unit) : ids.value.has(branch))
}
