import { before, checked, coded, codings, conceptText, dateOf, hasCode } from './check.ts'
import { saysNoFamilyHistory } from './family-history.ts'
import { meaningsOf } from './meanings.ts'
import type { Reading } from './medication-statements.ts'
import type { Condition, Procedure } from './patient-view.ts'
import * as r4 from './r4.ts'
import { refTo, type Resource } from './resources.ts'

const notSure = ['unconfirmed', 'differential']

/** Conditions, refuted ones left out, and what speaks of the family alone. Unconfirmed and differential diagnoses are kept with their status and mean nothing to advice. */
export const readConditions = (
  resources: readonly Resource[],
  { at, terms, problems }: Reading,
): readonly Condition[] =>
  resources.flatMap((r): readonly Condition[] => {
    const c = r.type === 'Condition' ? checked(r4.condition, r, problems) : undefined
    if (c === undefined || hasCode(c.verificationStatus, 'refuted') || saysNoFamilyHistory(conceptText(c.code)))
      return []
    const abated = dateOf(c.abatementDateTime) ?? dateOf(c.abatementPeriod?.end) ?? dateOf(c.abatementPeriod?.start)
    const over =
      hasCode(c.clinicalStatus, 'inactive', 'remission', 'resolved') || (abated !== undefined && !before(at, abated))
    const onset = dateOf(c.onsetDateTime) ?? dateOf(c.onsetPeriod?.start) ?? dateOf(c.recordedDate)
    const verification = c.verificationStatus?.coding?.find((x) => x.code !== undefined)?.code
    const means = notSure.includes(verification ?? '')
      ? []
      : meaningsOf('condition', codings(c.code), conceptText(c.code), terms)
    return [
      {
        what: coded(c.code),
        codes: codings(c.code),
        active: !over,
        ...(onset === undefined ? {} : { onset }),
        ref: refTo(r, 'code'),
        ...(verification === undefined || verification === 'confirmed' ? {} : { verification }),
        ...(means.length === 0 ? {} : { means }),
      },
    ]
  })

/** Procedures that were done, are under way or are being prepared (`planned`). */
export const readProcedures = (
  resources: readonly Resource[],
  { at, terms, problems }: Reading,
): readonly Procedure[] =>
  resources.flatMap((r): readonly Procedure[] => {
    const p = r.type === 'Procedure' ? checked(r4.procedure, r, problems) : undefined
    if (p === undefined || p.status === 'not-done' || p.status === 'stopped' || p.status === 'on-hold') return []
    const date = dateOf(p.performedDateTime) ?? dateOf(p.performedPeriod?.start)
    const planned = p.status === 'preparation' || (date !== undefined && before(at, date))
    const means = meaningsOf('procedure', codings(p.code), conceptText(p.code), terms)
    return [
      {
        what: coded(p.code),
        codes: codings(p.code),
        ...(date === undefined ? {} : { date }),
        ref: refTo(r, 'code'),
        ...(planned ? { planned: true as const } : {}),
        ...(means.length === 0 ? {} : { means }),
      },
    ]
  })
