import { circumstances, indications, type Circumstance, type Indication } from '../shared/advice-vocabulary.ts'
import type { DatumRef } from '../shared/assessment.ts'
import type { Instant, PartialDate } from '../shared/instant.ts'
import { before } from './check.ts'
import type { Means, PatientView } from './patient-view.ts'

/** Something the record says about the person in the vocabulary of advice. `by`: an ICD-10 code, or words of the record. `planned`: not yet done. */
export type Said<Code> = {
  readonly code: Code
  readonly ref: DatumRef
  readonly by: Means['by']
  readonly since?: PartialDate
  readonly planned?: true
}

export type SaidIndication = Omit<Said<Indication>, 'code'> & {
  readonly indication: Indication
  readonly forDrug?: string
}

const indicationSet: ReadonlySet<string> = new Set(indications)
const circumstanceSet: ReadonlySet<string> = new Set(circumstances)

type Found = Said<string> & { readonly forDrug?: string }

const everything = (view: PatientView, at: Instant): readonly Found[] => {
  const found: Found[] = []
  for (const c of view.conditions) {
    if (c.onset !== undefined && before(at, c.onset)) continue
    for (const m of c.means ?? [])
      if (c.active || m.past)
        found.push({ code: m.code, ref: c.ref, by: m.by, ...(c.onset === undefined ? {} : { since: c.onset }) })
  }
  for (const p of view.procedures)
    for (const m of p.means ?? []) {
      if (p.planned || m.past)
        found.push({
          code: m.code,
          ref: p.ref,
          by: m.by,
          ...(p.date === undefined ? {} : { since: p.date }),
          ...(p.planned ? { planned: true as const } : {}),
        })
    }
  for (const d of view.medications)
    for (const m of d.means ?? [])
      if (d.status === 'active' || d.status === 'planned')
        found.push({ code: m.code, ref: d.ref, by: m.by, forDrug: d.drug.name })
  return found
}

/**
 * The reasons for treatment that the record shows at `at`: active conditions, past ones that keep counting (a stent, a stroke), procedures done or
 * planned, and the stated reasons of medicines now taken or planned (`forDrug`). An indication that is not here is unknown, not absent.
 */
export const indicationsOf = (view: PatientView, at: Instant): readonly SaidIndication[] =>
  everything(view, at).flatMap(({ code, ...rest }) =>
    indicationSet.has(code) ? [{ indication: code as Indication, ...rest }] : [],
  )

/** The circumstances (pregnancy, organ impairment, …) that the record's conditions show at `at`. One that is not here is unknown, not absent. */
export const circumstancesOf = (view: PatientView, at: Instant): readonly Said<Circumstance>[] =>
  everything(view, at).flatMap(({ code, ref, by, since }) =>
    circumstanceSet.has(code)
      ? [{ code: code as Circumstance, ref, by, ...(since === undefined ? {} : { since }) }]
      : [],
  )
