import type { JSONWebKeySet } from 'jose'
import { keySets, usedTokens, verifyClient, type VerifyParts } from '../../../src/trust/cds-client/index.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'

type Vectors = {
  readonly now: number
  readonly aud: string
  readonly iss: string
  readonly jku: string
  readonly jwks: JSONWebKeySet
  readonly vectors: readonly {
    readonly id: string
    readonly valid: boolean
    readonly token: string
    readonly after?: string
  }[]
}

const path = 'interop/cds-hooks.jwt.json'

/** Tokens of CDS Hooks clients; a key address that is not allowed may not even be asked. */
export const cdsHooksTokens: SuiteAdapter = {
  path,
  title: 'CDS Hooks client tokens let in or refused',
  run: async (context) => {
    const count = tally()
    const given = JSON.parse(context.text(path)) as Vectors
    for (const v of given.vectors) {
      const asked: string[] = []
      const parts: VerifyParts = {
        clients: [{ iss: given.iss, name: 'EHR', keys: given.jwks, jku: [given.jku] }],
        keySets: keySets(async (url) => {
          asked.push(url)
          return { ok: false, because: 'unreachable' }
        }),
        used: usedTokens(),
      }
      const before = given.vectors.find((o) => o.id === v.after)
      if (before !== undefined) await verifyClient(before.token, given.aud, given.now, parts)
      const verdict = await verifyClient(v.token, given.aud, given.now, parts)
      count.compare(v.id, [v.valid, []], [verdict.ok, asked.filter((url) => url !== given.jku)])
    }
    return count.outcome()
  },
}
