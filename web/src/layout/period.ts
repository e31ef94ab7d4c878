/** The period that was looked at last: pages opened next start with it. */
let last: string | null = null

export const remembered = () => last
export const remember = (period: string) => { last = period }
