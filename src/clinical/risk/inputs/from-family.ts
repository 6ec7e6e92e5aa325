import type { AgeRange, FamilyMember, PatientView } from '../../../record/index.ts'
import type { DatumRef } from '../../../shared/assessment.ts'
import type { FilledInput, InputId, InputValue } from '../model.ts'
import type { CatalogueEntry, InputRule } from './catalogue.ts'
import { fitsRule } from './from-codes.ts'

type Affected = { readonly degree?: 1 | 2 | 3; readonly before: 'yes' | 'no' | 'unknown'; readonly ref: DatumRef }

const isMeant = (m: FamilyMember, rule: InputRule): boolean => {
  if (m.blood === false) return false
  if (rule.relatives === 'first-degree-women') return m.degree === 1 && m.sex === 'female'
  if (rule.relatives === 'parents') return m.degree === 1 && m.parent === true
  return rule.relatives === 'first-degree' ? m.degree === 1 : m.degree === 1 || m.degree === 2
}

/** Onset below an age in years; unknown where the record's range of onset holds both. */
const isBefore = (onset: AgeRange | undefined, age: number | undefined): Affected['before'] => {
  if (age === undefined) return 'yes'
  if (onset?.high !== undefined && onset.high < age) return 'yes'
  return onset?.low !== undefined && onset.low >= age ? 'no' : 'unknown'
}

const affectedBy = (
  members: readonly FamilyMember[],
  rule: InputRule,
): readonly (Affected & { readonly who: FamilyMember })[] =>
  members
    .filter((m) => isMeant(m, rule))
    .flatMap((who) =>
      who.conditions
        .filter((c) => fitsRule(rule, c.codes, c.what.display))
        .map((c) => ({
          who,
          ...(who.degree === undefined ? {} : { degree: who.degree }),
          before: isBefore(c.onsetAge, rule.before),
          ref: c.ref,
        })),
    )

/**
 * An input of the family. Yes, a count or a degree from relatives by blood who had it; no, none or zero only where the record itself states that nothing is
 * known in the family. A relative without the disease clears nobody, so anything else is missing.
 */
export const fromFamily = (view: PatientView, entry: CatalogueEntry, rules: readonly InputRule[]): FilledInput => {
  const { id } = entry
  const family = view.familyHistory
  if (family === undefined) return { id, state: 'missing' }
  const known = (value: InputValue, basis: readonly DatumRef[]): FilledInput => ({
    id,
    state: 'known',
    value,
    from: 'family',
    basis,
  })
  const affected = rules.flatMap((r) => affectedBy(family.members, r))
  const within = affected.filter((a) => a.before === 'yes')
  const refs = (of: readonly Affected[]): readonly DatumRef[] => of.map((a) => a.ref)
  if (entry.kind === 'number' && within.length > 0) return known(new Set(within.map((a) => a.who)).size, refs(within))
  if (entry.kind === 'yesNo' && within.length > 0) return known(true, refs(within))
  if (entry.kind === 'choice' && affected.length > 0) return choice(id, affected, known)
  if (family.noneKnown === undefined || affected.length > 0) return { id, state: 'missing' }
  const none: InputValue = entry.kind === 'number' ? 0 : entry.kind === 'yesNo' ? false : 'none'
  return known(none, [family.noneKnown])
}

const choice = (
  id: InputId,
  affected: readonly Affected[],
  known: (value: InputValue, basis: readonly DatumRef[]) => FilledInput,
): FilledInput => {
  if (id === 'familyDiabetes') {
    const first = affected.filter((a) => a.degree === 1)
    return first.length > 0
      ? known(
          'first-degree',
          first.map((a) => a.ref),
        )
      : known(
          'second-degree',
          affected.map((a) => a.ref),
        )
  }
  const early = affected.filter((a) => a.before === 'yes')
  if (early.length > 0)
    return known(
      'early',
      early.map((a) => a.ref),
    )
  return affected.every((a) => a.before === 'no')
    ? known(
        'late',
        affected.map((a) => a.ref),
      )
    : { id, state: 'missing' }
}
