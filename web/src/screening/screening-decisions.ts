import { useCallback, useState } from 'react'
import type { ReportDocument } from '../../../src/deliver/report/document.ts'
import type { Decision } from '../../../src/clinical/screening/model.ts'
import type { OpenPerson } from '../person/person-context.ts'

/** One answer holds for one person and one release of the screening rules: new rules ask again. */
export const decisionsKey = (person: {
  readonly id: string
  readonly document: Pick<ReportDocument, 'early'>
}): string => ['attune.screening', person.id, ...(person.document.early?.screening.releases ?? [])].join('|')

const isDecision = (d: unknown): d is Decision => {
  const { track, what } = (d ?? {}) as Partial<Decision>
  return typeof track === 'string' && (what === 'declined' || what === 'limited-life-expectancy')
}

/** What is kept, as far as it can be read. */
export const readDecisions = (text: string | null): readonly Decision[] => {
  try {
    const kept: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(kept) ? kept.filter(isDecision) : []
  } catch {
    return []
  }
}

const load = (key: string): readonly Decision[] => {
  try {
    return readDecisions(localStorage.getItem(key))
  } catch {
    return []
  }
}

const store = (key: string, decisions: readonly Decision[]): void => {
  try {
    if (decisions.length === 0) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(decisions))
  } catch {
    // A browser that refuses storage forgets the answer with the page.
  }
}

/** Decisions about people from dropped files: gone with the page, as they are. */
const ofThisPage = new Map<string, readonly Decision[]>()

/** What was decided about screening. Kept on this computer for people of the server; for dropped files only while the page is open. */
export const useScreeningDecisions = (person: OpenPerson) => {
  const kept = person.origin === 'server'
  const key = decisionsKey(person)
  const [decisions, setDecisions] = useState<readonly Decision[]>(() =>
    kept ? load(key) : (ofThisPage.get(key) ?? []),
  )
  const write = useCallback(
    (next: readonly Decision[]) => {
      if (kept) store(key, next)
      else ofThisPage.set(key, next)
      setDecisions(next)
    },
    [kept, key],
  )
  const decide = (decision: Decision): void => write([...decisions.filter((d) => d.track !== decision.track), decision])
  const takeBack = (track: string): void => write(decisions.filter((d) => d.track !== track))
  return { decisions, decide, takeBack, kept }
}
