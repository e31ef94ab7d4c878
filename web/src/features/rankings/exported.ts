/** The ranking as a table file and as a formal table: the same columns. */
import { resultStates } from '@/api/words'
import type { Export } from '@/api/useExport'
import { versionText } from '@/lib/versions'
import { askRanking, type Ranking, type RankingFilter, type RankingRow } from './queries'

export function exportOf(view: Ranking, filter: RankingFilter): Export<RankingRow> {
  const asked = { ...filter, category: filter.category || view.category }
  return {
    name: `${view.title}${view.category_name}党支部排名表`,
    about: [
      ['依据', `${view.scheme.title}（${versionText(view.scheme.version)}）`],
      ['并列规则', view.tie_rule],
      ['计分说明', view.note],
    ],
    columns: ['名次', '上期名次', '升降', '党支部', '二级单位', '得分', ...view.indices.map((each) => each.name), '星级', '状态', '否决', '说明'],
    cells: (row) => [
      row.rank, row.previous_rank, row.movement, row.branch_name, row.unit_name, row.points,
      ...view.indices.map((index) => row.indices.find((each) => each.code === index.code)?.value),
      row.star_name, resultStates[row.state].text, row.vetoed ? '是' : '', row.state_note,
    ],
    ask: (part) => askRanking(view.period, { ...asked, ...part }),
    counted: '个支部',
  }
}
