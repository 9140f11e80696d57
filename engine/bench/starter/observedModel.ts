import type { OpenModel } from '../../pipeline/openModel.ts'
import type { Feeds } from '../../runtime/session.ts'

/** The same model, which says what each UNet call is about to read. */
export function withUNetCallsObserved(model: OpenModel, onCall: (feeds: Feeds) => void): OpenModel {
  return {
    ...model,
    async unet(size, masked) {
      const opened = await model.unet(size, masked)
      const { session } = opened
      const run: typeof session.run = (feeds, fetches) => {
        onCall(feeds)
        return session.run(feeds, fetches)
      }
      return { ...opened, session: { ...session, run } }
    },
  }
}
