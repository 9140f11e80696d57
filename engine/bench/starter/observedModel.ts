import type { OpenModel } from '../../pipeline/openModel.ts'
import type { Feeds } from '../../runtime/session.ts'
import type { Runnable } from '../../runtime/sessionCache.ts'

/** The same model, which says what each UNet call is about to read, and who runs it. */
export function withUNetCallsObserved(model: OpenModel, onCall: (feeds: Feeds, session: Runnable) => void): OpenModel {
  return {
    ...model,
    async unet(setting, variant) {
      const opened = await model.unet(setting, variant)
      const { session } = opened
      const run: typeof session.run = (feeds, fetches) => {
        onCall(feeds, session)
        return session.run(feeds, fetches)
      }
      return { ...opened, session: { ...session, run } }
    },
  }
}
