import type { PatientView } from '../../../record/index.ts'
import type { DatumRef } from '../../../shared/assessment.ts'
import type { FactName, FactRow } from '../model.ts'
import { isRecognised } from './recognise.ts'

/** What the record says of one fact. `silent`: the kind of data where it would stand is not in the record at all. */
export type FactState = {
  readonly is: 'yes' | 'no' | 'unknown'
  readonly what?: string
  readonly date?: string
  readonly basis: readonly DatumRef[]
  readonly silent?: 'conditions' | 'procedures'
}

const notSure = ['unconfirmed', 'differential', 'provisional']

/**
 * A fact of the person's own history. A diagnosis that is not sure is unknown. Not recorded is `no` only where the record has a problem list (or
 * operations) and the fact is one that such a list holds; what must be asked for is unknown until stated.
 */
const factOf = (view: PatientView, row: FactRow): FactState => {
  const doubtful: DatumRef[] = []
  if (row.of.includes('condition')) {
    for (const c of view.conditions) {
      if (!(c.active || row.past) || !isRecognised(c.what, c.codes, row)) continue
      if (notSure.includes(c.verification ?? '')) doubtful.push(c.ref)
      else
        return {
          is: 'yes',
          what: c.what.display,
          basis: [c.ref],
          ...(c.onset === undefined ? {} : { date: c.onset }),
        }
    }
  }
  if (row.of.includes('procedure')) {
    const done = view.procedures.find((p) => p.planned !== true && isRecognised(p.what, p.codes, row))
    if (done !== undefined)
      return {
        is: 'yes',
        what: done.what.display,
        basis: [done.ref],
        ...(done.date === undefined ? {} : { date: done.date }),
      }
  }
  if (row.askedOnly || doubtful.length > 0) return { is: 'unknown', basis: doubtful }
  const list = row.of.includes('condition') ? ('conditions' as const) : ('procedures' as const)
  const silent = view.silentOn.includes(list) && (row.of.length === 1 || view.silentOn.includes('procedures'))
  return silent ? { is: 'unknown', basis: [], silent: list } : { is: 'no', basis: [] }
}

/** Facts by name, each looked up once. An unknown name is a fault of the tables and reads as unknown. */
export const factReader = (
  view: PatientView,
  rows: ReadonlyMap<FactName, FactRow>,
): ((name: FactName) => FactState) => {
  const known = new Map<FactName, FactState>()
  return (name) => {
    const before = known.get(name)
    if (before !== undefined) return before
    const row = rows.get(name)
    const state: FactState = row === undefined ? { is: 'unknown', basis: [] } : factOf(view, row)
    known.set(name, state)
    return state
  }
}
