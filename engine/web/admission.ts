import { timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import { addresses } from '../protocol/window/messages.ts'

/** What the rules look at. Names of headers are those of HTTP. */
export interface RequestFacts {
  readonly method: string
  /** With its query, as it was sent. */
  readonly url: string
  readonly host: string | undefined
  readonly origin: string | undefined
  readonly cookie: string | undefined
  /** `Sec-Fetch-Site`, `-Mode` and `-Dest`: where a browser says that a request comes from and what it is for. */
  readonly site: string | undefined
  readonly mode: string | undefined
  readonly destination: string | undefined
  /** Whether the request asks to become a websocket. */
  readonly isSocket: boolean
}

export interface Admission {
  /** The address that the host listens at. */
  readonly boundHost: string
  /** Other names of this machine that may stand in `Host`. */
  readonly names: readonly string[]
  readonly cookieName: string
  /** What the cookie of a window that was let in holds. */
  readonly secret: string
}

export interface Refusal {
  readonly status: number
  readonly text: string
}

const howToGetIn =
  'Open the address that "polyptych serve" printed, with everything behind "?token=". Each address opens one browser; ' +
  'for another one use the newest address that it printed.'

interface Rule extends Refusal {
  readonly isBroken: (facts: RequestFacts, admission: Admission) => boolean
}

/** In order; the first that is broken answers. */
const rules: readonly Rule[] = [
  {
    // A page of another site whose name was pointed at this machine could otherwise read everything.
    isBroken: ({ host }, admission) => !isOwnName(host, admission),
    status: 403,
    text: 'This is not a name of this machine.',
  },
  {
    isBroken: ({ url }) => !url.startsWith('/') || url.length > 2048,
    status: 400,
    text: 'This is not an address.',
  },
  {
    isBroken: ({ method, isSocket }) => !(isSocket ? ['GET'] : ['GET', 'HEAD', 'POST']).includes(method),
    status: 405,
    text: 'Only GET, HEAD and POST are answered.',
  },
  {
    isBroken: ({ isSocket, url }) => isSocket && pathOf(url) !== `/${addresses.socket}`,
    status: 404,
    text: 'There is nothing at this address.',
  },
  {
    isBroken: ({ method, url }) => method === 'POST' && pathOf(url) !== `/${addresses.upload}`,
    status: 404,
    text: 'There is nothing at this address.',
  },
  {
    isBroken: ({ isSocket, method, origin, host }) =>
      (isSocket || method === 'POST') && origin !== `http://${host?.toLowerCase()}`,
    status: 403,
    text: 'This came from another page.',
  },
  {
    // Other ports of this machine count as the same site, from which the cookie is sent. A tab may come from there.
    isBroken: (facts) => !facts.isSocket && isOfOtherPage(facts) && !isVisit(facts),
    status: 403,
    text: 'This came from another page.',
  },
  { isBroken: (facts, admission) => !hasCookie(facts, admission), status: 403, text: howToGetIn },
]

/** Why a request is not answered; undefined where it is. */
export function refusalOf(facts: RequestFacts, admission: Admission): Refusal | undefined {
  return rules.find(({ isBroken }) => isBroken(facts, admission))
}

/** The rules that hold before a token is looked at: all but the cookie's. */
export function refusalBeforeToken(facts: RequestFacts, admission: Admission): Refusal | undefined {
  return rules.slice(0, -1).find(({ isBroken }) => isBroken(facts, admission))
}

/**
 * Why a token that is right is not taken, and not used up; undefined where it is. Who follows a link of another page
 * has perhaps not meant to let a browser in, and that browser would not send its new cookie on the way back here.
 */
export function refusalOfToken(facts: RequestFacts): Refusal | undefined {
  return isOfOtherPage(facts) ? tokenOfOtherPage : undefined
}

const tokenOfOtherPage: Refusal = {
  status: 403,
  text: 'Another page has opened this address. Open it yourself: press Enter in the address bar.',
}

/** The token in the query of an address. */
export function tokenOf(url: string): string | undefined {
  const query = /\?([^#]*)/.exec(url)?.[1]
  return query === undefined ? undefined : (new URLSearchParams(query).get('token') ?? undefined)
}

/** Compares without telling by its time how much was right. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

/** Browsers say so of addresses of this machine; others, and old ones, say nothing. */
function isOfOtherPage({ site }: RequestFacts): boolean {
  return site === 'cross-site' || site === 'same-site'
}

/** Whether a whole tab goes here, and not a part of a page. */
function isVisit({ mode, destination }: RequestFacts): boolean {
  return mode === 'navigate' && destination === 'document'
}

const pathOf = (url: string) => url.split(/[?#]/, 1)[0]

/**
 * The port is left open, since a tunnel has another one. Only names can be pointed elsewhere: where the host listens at
 * all addresses, every address as numbers is its own.
 */
function isOwnName(host: string | undefined, { boundHost, names }: Admission): boolean {
  const found = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/i.exec(host ?? '')
  if (!found) return false
  const name = found[1]!.toLowerCase().replace(/^\[|\]$/g, '')
  const isEverywhere = boundHost === '0.0.0.0' || boundHost === '::'
  return isLoopback(name) || name === boundHost || names.includes(name) || (isEverywhere && isIP(name) !== 0)
}

function hasCookie({ cookie }: RequestFacts, { cookieName, secret }: Admission): boolean {
  const parts = (cookie ?? '').split(';').map((part) => part.trim())
  return parts.some((part) => part.startsWith(`${cookieName}=`) && isSame(part.slice(cookieName.length + 1), secret))
}
