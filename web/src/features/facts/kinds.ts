/** The kinds of fact that the contract knows; names of single facts come with the data. */
export const kinds = [
  ['record', '台账记录'], ['measure', '指标数据'], ['event', '事件'], ['judgement', '评判'],
  ['ballot', '测评票'], ['task', '任务'], ['result', '历史结果'],
] as const
