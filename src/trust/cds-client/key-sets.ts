import type { JSONWebKeySet } from 'jose'
import { type AskServer, askServer } from './limited-fetch.ts'

/** A key set lives this long; an unknown key id makes it be asked for again, but not more often than the pause allows. In seconds. */
const life = 600
const pause = 30
const limits = { timeoutMs: 3000, maxBytes: 64 * 1024 }
const mostKeys = 50

type Kept = { readonly keys: JSONWebKeySet | undefined; readonly at: number }

/** Gives the key set at an address that stands on an allow-list. `now` in seconds since 1970. Undefined: it could not be had. */
export type KeySets = { readonly at: (jku: string, kid: string, now: number) => Promise<JSONWebKeySet | undefined> }

const parsed = (text: string): JSONWebKeySet | undefined => {
  try {
    const { keys } = JSON.parse(text) as { readonly keys?: unknown }
    if (!Array.isArray(keys) || keys.length > mostKeys) return undefined
    return keys.every((k) => typeof k === 'object' && k !== null) ? { keys } : undefined
  } catch {
    return undefined
  }
}

/** Key sets by address, kept for ten minutes; one question at a time for each address. */
export const keySets = (ask: AskServer = askServer): KeySets => {
  const kept = new Map<string, Kept>()
  const asked = new Map<string, Promise<Kept>>()
  const fetchSet = async (jku: string, now: number): Promise<Kept> => {
    const answer = await ask(jku, { accept: 'application/json' }, limits)
    const keys = answer.ok && answer.status === 200 ? parsed(answer.text) : undefined
    const got: Kept = { keys: keys ?? kept.get(jku)?.keys, at: now }
    kept.set(jku, got)
    return got
  }
  return {
    at: async (jku, kid, now) => {
      const known = kept.get(jku)
      const age = known === undefined ? Number.POSITIVE_INFINITY : now - known.at
      const holds = known?.keys?.keys.some((k) => k.kid === kid) === true
      if (known !== undefined && (age < pause || (holds && age < life))) return known.keys
      const asking = asked.get(jku) ?? fetchSet(jku, now).finally(() => asked.delete(jku))
      asked.set(jku, asking)
      return (await asking).keys
    },
  }
}
