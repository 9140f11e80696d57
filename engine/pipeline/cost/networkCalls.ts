import type { Network, UNetVariant } from '../../composition/network.ts'
import type { Feeds } from '../../runtime/session.ts'

/** What a call of the UNet is for. */
export const passKinds = ['whole', 'stored', 'firstBlock', 'reading', 'gradient'] as const

/**
 * - `whole`: a prediction for which all of the network is computed;
 * - `stored`: a prediction that reads features of an earlier step;
 * - `firstBlock`: the first block alone, which decides whether features are still fit;
 * - `reading`: forward to the attention maps;
 * - `gradient`: forward to the attention maps and back to the latents.
 */
export type PassKind = (typeof passKinds)[number]

/** One call of a graph of the UNet. */
export interface NetworkCall {
  readonly variant: UNetVariant
  readonly kind: PassKind
  /** Both halves of guidance count. */
  readonly rows: number
  readonly feeds: Feeds
}

/** Calls and their rows. */
export interface Passes {
  readonly calls: number
  readonly rows: number
}

export type PassCounts = Readonly<Record<PassKind, Passes>>

export function passKindOf({ extent, outputs, reusesFeature }: UNetVariant): PassKind {
  if (extent === 'maps') return 'reading'
  if (extent === 'gradient') return 'gradient'
  if (reusesFeature) return 'stored'
  return outputs?.length === 1 && outputs[0] === 'firstBlockResidual' ? 'firstBlock' : 'whole'
}

export function networkCall(variant: UNetVariant, feeds: Feeds): NetworkCall {
  return { variant, kind: passKindOf(variant), rows: feeds.get('latents')!.shape[0]!, feeds }
}

/** The same network, whose every call is told beforehand. */
export function observedNetwork(network: Network, tell: (call: NetworkCall) => void): Network {
  return {
    ...network,
    async unet(variant) {
      const opened = await network.unet(variant)
      const session = {
        run: (feeds: Feeds, fetches?: readonly string[]) => {
          tell(networkCall(variant, feeds))
          return opened.session.run(feeds, fetches)
        },
      }
      return { ...opened, session }
    },
  }
}

/** Calls by their kind. */
export function countPasses(
  calls: Iterable<Pick<NetworkCall, 'kind' | 'rows'> & { readonly times?: number }>,
): PassCounts {
  const counts = Object.fromEntries(passKinds.map((kind) => [kind, { calls: 0, rows: 0 }])) as Record<
    PassKind,
    { calls: number; rows: number }
  >
  for (const { kind, rows, times = 1 } of calls) {
    counts[kind].calls += times
    counts[kind].rows += rows * times
  }
  return counts
}
