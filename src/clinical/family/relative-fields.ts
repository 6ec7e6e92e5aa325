import type { AgeRange, FamilyMember } from '../../record/index.ts'
import { ageInYears, type Instant } from '../../shared/instant.ts'
import type { Range } from '../../shared/quantity.ts'
import { familyDiseaseOf } from './disease-codes.ts'
import { geneInWords } from './gene-in-words.ts'
import type { Diagnosis, GeneTest, Relative } from './pedigree.ts'

const oldest = 122

/** Whether an age, as far as it is given, is one that somebody can have. */
export const isAge = ({ low, high }: AgeRange): boolean =>
  (low ?? 0) >= 0 && (high ?? oldest) <= oldest && (low ?? 0) <= (high ?? oldest)

const rangeOf = (age: AgeRange | undefined): Range | undefined =>
  age === undefined || (age.low === undefined && age.high === undefined) || !isAge(age)
    ? undefined
    : [Math.floor(age.low ?? 0), Math.floor(age.high ?? oldest)]

/** Completed years between two dates as precisely as both are given. */
export const yearsBetween = (born: string | undefined, date: string | undefined): Range | undefined => {
  if (born === undefined || date === undefined) return undefined
  const [from, to] = [born.slice(0, 10), date.slice(0, 10)]
  if (from.length === 10 && to.length === 10) {
    const age = ageInYears(from, `${to}T00:00:00Z` as Instant)
    return age === undefined ? undefined : [age, age]
  }
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4))
  return years < 0 || Number.isNaN(years) ? undefined : [Math.max(0, years - 1), years]
}

const sameDisease = (a: Diagnosis, b: Diagnosis): boolean => JSON.stringify(a.disease) === JSON.stringify(b.disease)

const overlap = (a: Range | undefined, b: Range | undefined): boolean =>
  a === undefined || b === undefined || (a[0] <= b[1] && b[0] <= a[1])

const width = ({ onset }: Diagnosis): number => (onset === undefined ? Number.POSITIVE_INFINITY : onset[1] - onset[0])

/** The same illness told twice is one: of entries whose ages can be the same the one that knows the age best. Two of different ages stay two. */
export const withoutRepeats = (diagnoses: readonly Diagnosis[]): readonly Diagnosis[] =>
  diagnoses.reduce<readonly Diagnosis[]>((kept, d) => {
    const at = kept.findIndex((k) => sameDisease(k, d) && overlap(k.onset, d.onset))
    const known = kept[at]
    if (known === undefined) return [...kept, d]
    return width(d) < width(known) ? kept.with(at, d) : kept
  }, [])

const testsOf = (m: FamilyMember): readonly GeneTest[] =>
  m.conditions.flatMap((c) => {
    const gene = geneInWords(c.what.display)
    return gene === undefined ? [] : [{ gene, result: 'positive', method: 'search', ref: c.ref }]
  })

/** A second breast cancer alone says that there was a first one. */
export const withFirstBreast = (diagnoses: readonly Diagnosis[]): readonly Diagnosis[] => {
  const second = diagnoses.find((d) => d.disease === 'contralateral-breast-cancer')
  if (second === undefined || diagnoses.some((d) => d.disease === 'breast-cancer')) return diagnoses
  return [...diagnoses, { disease: 'breast-cancer', ...(second.ref === undefined ? {} : { ref: second.ref }) }]
}

/** What a relative had; results of gene tests are no illness. */
export const diagnosesOf = (m: FamilyMember): readonly Diagnosis[] =>
  withFirstBreast(
    withoutRepeats(
      m.conditions.flatMap((c): Diagnosis[] => {
        if (geneInWords(c.what.display) !== undefined) return []
        const onset = rangeOf(c.onsetAge) ?? yearsBetween(m.born, c.onset)
        return [
          {
            disease: familyDiseaseOf({ codes: c.codes, text: c.what.display }) ?? { other: c.what.display },
            ...(onset === undefined ? {} : { onset }),
            ref: c.ref,
          },
        ]
      }),
    ),
  )

/** Everything an entry of the record says of a relative but their place. An illness after the age that is recorded shows that the age is an old one: it is left out. */
export const fieldsOf = (m: FamilyMember): Omit<Relative, 'id' | 'sex'> => {
  const death = typeof m.deceased === 'object' ? m.deceased : undefined
  const diagnoses = diagnosesOf(m)
  const living = m.deceased ? undefined : rangeOf(m.age)
  const old = living !== undefined && diagnoses.some((d) => d.onset !== undefined && d.onset[0] > living[1])
  const age = rangeOf(death?.age) ?? yearsBetween(m.born, death?.date) ?? (old ? undefined : living)
  const tests = testsOf(m)
  return {
    ...(m.name === undefined ? {} : { name: m.name }),
    ...(age === undefined ? {} : { age }),
    ...(m.born === undefined ? {} : { born: Number(m.born.slice(0, 4)) }),
    ...(m.deceased ? { dead: true as const } : {}),
    diagnoses,
    ...(diagnoses.length === 0 ? { healthUnknown: true as const } : {}),
    ...(tests.length === 0 ? {} : { tests }),
    ref: m.ref,
  }
}

/** Several entries about one person, one for each condition: what they say together. */
export const joined = (a: Relative, fields: Omit<Relative, 'id' | 'sex'>): Relative => {
  const diagnoses = withoutRepeats([...a.diagnoses, ...fields.diagnoses])
  const tests = [...(a.tests ?? []), ...(fields.tests ?? [])]
  const { healthUnknown: _, ...rest } = { ...fields, ...a }
  return {
    ...rest,
    diagnoses,
    ...(tests.length === 0 ? {} : { tests }),
    ...(diagnoses.length === 0 ? { healthUnknown: true as const } : {}),
  }
}
