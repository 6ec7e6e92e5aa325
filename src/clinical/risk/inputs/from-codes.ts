import { type Coded, holdsPhrase, type PatientView, wordsOf } from '../../../record/index.ts'
import type { DatumRef } from '../../../shared/assessment.ts'
import type { PartialDate } from '../../../shared/instant.ts'
import type { FilledInput, InputId } from '../model.ts'
import type { InputRule } from './catalogue.ts'

/** Systems of diagnoses; ICD-10-PCS (6.4, and the address that ends so) codes procedures in letters of another meaning. */
const icd10 = /icd-?10(?!-?pcs)(?<!medicare\/coding\/icd10)|2\.16\.840\.1\.113883\.6\.(90|3)$/i
const plain = (code: string): string => code.replace('.', '').toUpperCase()

/** Words by which a text denies, suspects or speaks of somebody else. */
const saysNothing =
  'family history;suspect*;rule out;ruled out;screening;no evidence;risk of;at risk;denies;excluded;no history;fear of;prophylaxis;vaccin*;absence of'
    .split(';')
    .map((p) => p.split(' '))

/** True when the ICD-10 code of the thing begins as the rule's, or, where no ICD-10 code stands, when its words hold one of the rule's phrases. */
export const fitsRule = (rule: InputRule, codes: readonly Coded[], text: string): boolean => {
  const icd = codes.filter((c) => icd10.test(c.system ?? '') && c.code !== undefined).map((c) => plain(c.code ?? ''))
  if (icd.length > 0) return rule.icd10.some((prefix) => icd.some((code) => code.startsWith(plain(prefix))))
  return [...new Set([text, ...codes.map((c) => c.display)])].some((said) => {
    const words = wordsOf(said)
    if (words.length === 0 || saysNothing.some((p) => holdsPhrase(words, p))) return false
    return !rule.notWords.some((p) => holdsPhrase(words, p)) && rule.words.some((p) => holdsPhrase(words, p))
  })
}

type Seen = { readonly ref: DatumRef; readonly sure: boolean; readonly since?: PartialDate }

const inConditions = (view: PatientView, rule: InputRule): readonly Seen[] =>
  view.conditions
    .filter((c) => (c.active || rule.past) && fitsRule(rule, c.codes, c.what.display))
    .map((c) => ({
      ref: c.ref,
      sure: c.verification !== 'unconfirmed' && c.verification !== 'differential' && c.verification !== 'provisional',
      ...(c.onset === undefined ? {} : { since: c.onset }),
    }))

const inProcedures = (view: PatientView, rule: InputRule): readonly Seen[] =>
  view.procedures
    .filter((p) => p.planned === undefined && fitsRule(rule, p.codes, p.what.display))
    .map((p) => ({ ref: p.ref, sure: true, ...(p.date === undefined ? {} : { since: p.date }) }))

const inMedicines = (view: PatientView, rule: InputRule): readonly Seen[] =>
  view.medications
    .filter(
      (m) =>
        (m.status === 'active' || m.status === 'unknown') &&
        (rule.atc.some((prefix) => (m.drug.atc ?? []).some((code) => code.startsWith(prefix))) ||
          rule.words.some((p) => holdsPhrase(wordsOf(m.drug.name), p))),
    )
    .map((m) => ({ ref: m.ref, sure: m.status === 'active', ...(m.started === undefined ? {} : { since: m.started }) }))

const seenBy = (view: PatientView, rule: InputRule): readonly Seen[] =>
  rule.of === 'condition'
    ? inConditions(view, rule)
    : rule.of === 'procedure'
      ? inProcedures(view, rule)
      : rule.of === 'medicine'
        ? inMedicines(view, rule)
        : []

/**
 * Whether the list that would show it was kept: a problem list that holds anything, a list of medicines on which every one in use was recognised.
 * Only then does absence mean "no".
 */
const listKept = (view: PatientView, rules: readonly InputRule[]): boolean => {
  if (rules.some((r) => r.of === 'condition')) return !view.silentOn.includes('conditions')
  return (
    !view.silentOn.includes('medications') &&
    view.medications.every((m) => m.status === 'stopped' || m.recognisedBy !== undefined)
  )
}

/** A yes-or-no input from the codes and words of the record. Unconfirmed diagnoses and medicines of unknown status leave it open. */
export const fromCodes = (view: PatientView, id: InputId, rules: readonly InputRule[]): FilledInput => {
  const seen = rules.flatMap((r) => seenBy(view, r))
  const sure = seen.filter((s) => s.sure)
  if (sure.length > 0) {
    const since = sure.flatMap((s) => s.since ?? []).sort()[0]
    return {
      id,
      state: 'known',
      value: true,
      ...(since === undefined ? {} : { date: since }),
      from: 'record',
      basis: sure.map((s) => s.ref),
    }
  }
  return seen.length === 0 && rules.length > 0 && listKept(view, rules)
    ? { id, state: 'known', value: false, from: 'record', basis: [{ kind: 'absent', what: id }] }
    : { id, state: 'missing' }
}
