/** The kinds of fact that the contract knows; names of single facts come with the data. */
export const kinds = [
  ['record', '台账记录'], ['measure', '指标数据'], ['event', '事件'], ['judgement', '人工评分'], ['ballot', '测评票'],
  ['roster', '名册数据'], ['task', '任务'], ['result', '既有结果'], ['exception', '获批例外'],
] as const
