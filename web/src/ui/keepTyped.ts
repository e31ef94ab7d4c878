import 'element-plus/es/components/message-box/style/css'
import { ElMessageBox } from 'element-plus'

/** For the `before-close` of a form's drawer: what was typed is given up only after a question. */
export function useKeptTyping(form: () => unknown) {
  let untouched = JSON.stringify(form())
  return {
    /** The form as it is now counts as untouched. */
    settle: () => { untouched = JSON.stringify(form()) },
    async beforeClose(close: () => void) {
      if (JSON.stringify(form()) === untouched) return close()
      // Staying is the first choice: Enter and Escape keep what was typed.
      const leaves = await ElMessageBox.confirm('填写的内容还没有提交，离开后不保留。', '离开', { confirmButtonText: '继续填写', cancelButtonText: '离开', distinguishCancelAndClose: true, type: 'warning' }).then(() => false, (why) => why === 'cancel')
      if (leaves) close()
    },
  }
}
