import { type Circumstance, type Indication, circumstances, indications } from '../../../shared/advice-vocabulary.ts'
import { AttuneError } from '../../../shared/errors.ts'

/** Which recorded conditions count: ICD-10 prefixes and words of the record's own text. `active`: only conditions that are active now; otherwise history counts too. */
export type ConditionPattern = {
  readonly icd10: readonly string[]
  readonly words: readonly string[]
  readonly active?: boolean
}

/** `min` and `upTo` take the figure in, `below` and `above` leave it out. */
export type Bounds = { readonly min?: number; readonly above?: number; readonly below?: number; readonly upTo?: number }

/** When a caution of a medicine applies to a person: exactly one of these. Age in years, weight in kg, eGFR in mL/min/1.73 m2. */
export type CautionPredicate =
  | { readonly condition: ConditionPattern }
  | { readonly age: Bounds }
  | { readonly weight: Bounds }
  | { readonly egfr: Bounds }
  | {
      readonly medication: {
        readonly drugs?: readonly string[]
        readonly atc?: readonly string[]
        readonly aboveMgPerDay?: number
      }
    }
  | { readonly modulator: { readonly gene: string; readonly effects: readonly string[] } }
  | { readonly allergyClass: readonly string[] }
  | { readonly circumstance: Circumstance }
  | { readonly notIndication: readonly Indication[] }
  | { readonly always: true }

const isRecord = (x: unknown): x is Readonly<Record<string, unknown>> =>
  typeof x === 'object' && x !== null && !Array.isArray(x)
const isStrings = (x: unknown): x is readonly string[] => Array.isArray(x) && x.every((y) => typeof y === 'string')
const isBounds = (x: unknown): boolean =>
  isRecord(x) &&
  Object.entries(x).every(([k, v]) => ['min', 'above', 'below', 'upTo'].includes(k) && typeof v === 'number')
const known = (words: readonly string[], x: unknown): boolean => isStrings(x) && x.every((y) => words.includes(y))

const shapes: Readonly<Record<string, (x: unknown) => boolean>> = {
  condition: (x) => isRecord(x) && isStrings(x['icd10']) && isStrings(x['words']),
  age: isBounds,
  weight: isBounds,
  egfr: isBounds,
  medication: (x) => isRecord(x) && (isStrings(x['drugs']) || isStrings(x['atc'])),
  modulator: (x) => isRecord(x) && typeof x['gene'] === 'string' && isStrings(x['effects']),
  allergyClass: isStrings,
  circumstance: (x) => typeof x === 'string' && known(circumstances, [x]),
  notIndication: (x) => known(indications, x),
  always: (x) => x === true,
}

/** A predicate from its JSON text. One that cannot be understood is a fault of the table, never a predicate that does not apply. */
export const readPredicate = (text: string): CautionPredicate => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new AttuneError('ATTUNE_KNOWLEDGE_INVALID', `cautions.tsv: ${text}`, { cause })
  }
  const [entry, ...more] = isRecord(value) ? Object.entries(value) : []
  if (!entry || more.length > 0 || shapes[entry[0]]?.(entry[1]) !== true)
    throw new AttuneError('ATTUNE_KNOWLEDGE_INVALID', `cautions.tsv: ${text}`)
  return value as CautionPredicate
}
