import { inheritedVariants, type PatientView } from '../../record/index.ts'
import type { PartialDate } from '../../shared/instant.ts'
import { geneInWords } from './gene-in-words.ts'
import type { GeneTest, Surgery } from './pedigree.ts'

const unsure = ['unconfirmed', 'provisional', 'differential', 'refuted', 'entered-in-error']

/** A diagnosis that somebody made and stands by. */
export const isSure = (verification: string | undefined): boolean => !unsure.includes(verification ?? '')

const results = { pathogenic: 'positive', 'none-found': 'negative', 'not-sure': 'uncertain' } as const

/** Gene tests of the person: what laboratories say of inherited variants, and a carrier state on the problem list. */
export const ownTests = (view: PatientView): readonly GeneTest[] => {
  const tests = inheritedVariants(view).map(
    ({ gene, says, variant, ref }): GeneTest => ({
      gene,
      result: results[says],
      method: 'search',
      ...(variant === undefined ? {} : { variant }),
      ref,
    }),
  )
  const listed = view.conditions.flatMap((c): readonly GeneTest[] => {
    const gene = isSure(c.verification) ? geneInWords(c.what.display) : undefined
    const told = tests.some((t) => t.gene === gene && t.result === 'positive')
    return gene === undefined || told ? [] : [{ gene, result: 'positive', method: 'search', ref: c.ref }]
  })
  return [...tests, ...listed]
}

type Sign = { readonly words: RegExp; readonly not?: RegExp; readonly icd10: readonly string[]; readonly sides?: true }

const part = /\b(partial|segmental|subtotal|hemi\w*|left colectomy|right colectomy|sigmoid)\b/i

/**
 * Operations after which an organ is gone. `sides`: one of each side come to the same. Of the colon only a total removal counts; of the uterus any.
 * @source ICD-10-CM, acquired absence of organs: Z90.13 both breasts, Z90.722 both ovaries, Z90.710 and Z90.711 uterus
 */
const signs: Readonly<Record<Surgery['what'], Sign>> = {
  'bilateral-mastectomy': {
    words: /\bmastectom(y|ies)\b|\babsence of (both )?breasts?\b/i,
    not: /\b(partial|segmental|lumpectomy)\b/i,
    icd10: ['Z90.13'],
    sides: true,
  },
  'bilateral-salpingo-oophorectomy': {
    words: /\boophorectom(y|ies)\b|\bovariectomy\b|\babsence of (both )?ovar(y|ies)\b/i,
    not: /\bpartial\b/i,
    icd10: ['Z90.722'],
    sides: true,
  },
  hysterectomy: { words: /\bhysterectomy\b/i, icd10: ['Z90.710', 'Z90.711'] },
  colectomy: { words: /\b(total (abdominal )?colectomy|proctocolectomy)\b/i, not: part, icd10: [] },
}

const notDone =
  /\b(declin\w*|refus\w*|plan\w*|consider\w*|discuss\w*|consult\w*|counsel\w*|candidate|scheduled|referral|cancel\w*|no|not|without|family|mother|sister)\b/i
const neutral = /\b(not otherwise specified|no residual cervix)\b/gi

type Act = { readonly text: string; readonly codes: readonly string[]; readonly date?: PartialDate }

const actsOf = (view: PatientView): readonly Act[] => [
  ...view.procedures
    .filter((p) => p.planned !== true)
    .map((p) => ({
      text: [p.what.display, ...p.codes.map((c) => c.display)].join('; '),
      codes: [],
      ...(p.date === undefined ? {} : { date: p.date }),
    })),
  // When a state after an operation was recorded does not say when the operation was.
  ...view.conditions
    .filter((c) => isSure(c.verification))
    .map((c) => ({
      text: [c.what.display, ...c.codes.map((x) => x.display)].join('; '),
      codes: c.codes.filter((x) => /icd-?10/i.test(x.system ?? '')).map((x) => x.code ?? ''),
    })),
]

/** Operations of the person that end the risk of a cancer, with the age at them where a day or year is recorded. `ageOn`: completed years on a date. */
export const ownSurgery = (
  view: PatientView,
  ageOn: (date: PartialDate | undefined) => number | undefined,
): readonly Surgery[] =>
  (Object.entries(signs) as readonly (readonly [Surgery['what'], Sign])[]).flatMap(([what, sign]) => {
    const coded = actsOf(view).filter((a) => a.codes.some((c) => sign.icd10.includes(c.toUpperCase())))
    const named = actsOf(view).filter(
      ({ text }) => sign.words.test(text) && !sign.not?.test(text) && !notDone.test(text.replace(neutral, '')),
    )
    const whole = (text: string): boolean => sign.sides !== true || /\b(bilateral|double|both)\b/i.test(text)
    const both = [...coded, ...named.filter((a) => whole(a.text))]
    const side = (s: RegExp): readonly Act[] => named.filter((a) => !whole(a.text) && s.test(a.text))
    const [left, right] = [side(/\bleft\b/i), side(/\bright\b/i)]
    const ages = (acts: readonly Act[]): readonly number[] =>
      acts.map((a) => ageOn(a.date)).filter((age) => age !== undefined)
    const told = (age: number | undefined): Surgery => ({ what, ...(age === undefined ? {} : { age }) })
    if (both.length > 0) return [told(ages(both).toSorted((a, b) => a - b)[0])]
    if (sign.sides !== true || left.length === 0 || right.length === 0) return []
    const [l, r] = [ages(left)[0], ages(right)[0]]
    return [told(l === undefined || r === undefined ? undefined : Math.max(l, r))]
  })
