import { useCallback, useState } from 'react'
import type { ReportDocument } from '../../../src/deliver/report/document.ts'
import type { OpenPerson } from '../person/person-context.ts'

/** Why a recommendation is not followed now. Closed list, so that answers can be counted. */
export const setAsideReasons = [
  'Already considered',
  'Not indicated for this person',
  'Tolerated well so far',
  'The person declines',
  'Waiting for a test or a specialist',
] as const
export type SetAsideReason = (typeof setAsideReasons)[number]

const knowledgeOf = (document: ReportDocument): string =>
  document.knowledge.map((k) => `${k.id} ${k.release}`).join(', ')

/** One answer holds for one person, one rule and one state of knowledge: new knowledge asks again. */
export const setAsideKey = (person: Pick<OpenPerson, 'id' | 'document'>, recommendation: string): string =>
  ['attune.setAside', person.id, recommendation, knowledgeOf(person.document)].join('|')

const load = (key: string): SetAsideReason | undefined => {
  try {
    return setAsideReasons.find((r) => r === localStorage.getItem(key))
  } catch {
    return undefined
  }
}

const store = (key: string, reason: SetAsideReason | undefined): void => {
  try {
    if (reason === undefined) localStorage.removeItem(key)
    else localStorage.setItem(key, reason)
  } catch {
    // A browser that refuses storage forgets the answer with the page.
  }
}

/** What was set aside and why. Remembered on this computer for people of the server; for dropped files only while the page is open. */
export const useSetAside = (person: OpenPerson) => {
  const kept = person.origin === 'server'
  const [answers, setAnswers] = useState<ReadonlyMap<string, SetAsideReason>>(
    () =>
      new Map(
        kept
          ? person.document.recommendations.flatMap((r) => {
              const reason = load(setAsideKey(person, r.id))
              return reason === undefined ? [] : [[r.id, reason] as const]
            })
          : [],
      ),
  )
  const set = useCallback(
    (id: string, reason: SetAsideReason | undefined) => {
      if (kept) store(setAsideKey(person, id), reason)
      setAnswers((before) => {
        const next = new Map(before)
        if (reason === undefined) next.delete(id)
        else next.set(id, reason)
        return next
      })
    },
    [kept, person],
  )
  return { answers, set, kept }
}
