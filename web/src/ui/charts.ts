/** The parts of ECharts that the product draws with, and nothing else. */
import { BarChart, LineChart, RadarChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, RadarComponent, TooltipComponent } from 'echarts/components'
import { use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import type { ComposeOption } from 'echarts/core'
import type { BarSeriesOption, LineSeriesOption, RadarSeriesOption } from 'echarts/charts'
import type { AriaComponentOption, GridComponentOption, LegendComponentOption, RadarComponentOption, TooltipComponentOption } from 'echarts/components'

use([BarChart, LineChart, RadarChart, AriaComponent, GridComponent, LegendComponent, RadarComponent, TooltipComponent, CanvasRenderer])

export type ChartOption = ComposeOption<
  | BarSeriesOption | LineSeriesOption | RadarSeriesOption
  | AriaComponentOption | GridComponentOption | LegendComponentOption | RadarComponentOption | TooltipComponentOption
>

/** An axis for scores: it may start above zero, but never makes a small difference look large. */
export function scoreAxis(values: (number | null)[], span = 10): { min: number, max: number, interval: number } {
  const known = values.filter((each): each is number => each !== null)
  if (!known.length) return { min: 0, max: 100, interval: 20 }
  const max = Math.ceil(Math.max(...known) / 5) * 5
  const low = Math.max(0, Math.min(Math.floor(Math.min(...known) / 5) * 5, max - span))
  const interval = max - low > 30 ? 10 : 5
  return { min: Math.floor(low / interval) * interval, max: Math.ceil(Math.max(max, span) / interval) * interval, interval }
}

export const colours = { red: '#a61b1b', gold: '#c8962e', grey: '#9aa2ad', blue: '#3b6ea5', ink: '#4e5561', line: '#e8eaed' }

export const chartText = { fontFamily: '"PingFang SC","Microsoft YaHei","Source Han Sans SC","Noto Sans CJK SC",sans-serif', color: colours.ink, fontSize: 12 }
