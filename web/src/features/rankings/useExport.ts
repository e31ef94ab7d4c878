import { ElMessage } from 'element-plus'
import { ref } from 'vue'
import type { Query, RankingView } from '@/api/client'
import { csv, save as download } from '@/lib/csv'
import { wholeRanking } from './queries'

const states = { final: '已定', waiting: '待评', not_rated: '未评定' }

/** The filtered list as a table file with its title, period and tie rule. */
export function useExport() {
  const busy = ref(false)

  async function save(view: RankingView, filter: Query) {
    busy.value = true
    try {
      const rows = await wholeRanking(view.period, { ...filter, category: String(filter.category || view.category) })
      const name = `${view.category_name}排名 ${view.title}`
      download(`${name}.csv`, csv([
        [name],
        ['依据', `${view.scheme.title}（${view.scheme.version}）`],
        ['并列规则', view.tie_rule],
        [],
        ['名次', '上期名次', '升降', '党支部', '二级单位', '得分', ...view.indices.map((each) => each.name), '星级', '状态', '否决', '说明'],
        ...rows.map((row) => [
          row.rank, row.previous_rank, row.movement, row.branch_name, row.unit_name, row.points,
          ...view.indices.map((index) => row.indices.find((each) => each.code === index.code)?.value),
          row.star_name, states[row.state], row.vetoed ? '是' : '', row.state_note,
        ]),
      ]))
      ElMessage.success(`已导出 ${rows.length} 个支部`)
    } catch (error) {
      ElMessage.error(error instanceof Error ? error.message : '导出没有完成，请重试。')
    } finally {
      busy.value = false
    }
  }

  return { busy, save }
}
