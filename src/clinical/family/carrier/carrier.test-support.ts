import { readFileSync } from 'node:fs'
import type { Diagnosis, Pedigree, Relative } from '../pedigree.ts'
import { carrierGroups, familyCarriers } from './family-carriers.ts'
import type { CarrierGroup, FamilyCarriers } from './family-carriers.ts'
import { carrierTables } from './tables.ts'
import type { CarrierTables } from './tables.ts'

const folder = new URL('../../../../knowledge/attune-family/2026-11/', import.meta.url)
const text = (file: string): string => readFileSync(new URL(file, folder), 'utf8')

/** The tables the product ships. */
export const tables: CarrierTables = carrierTables([
  {
    manifest: JSON.parse(text('manifest.json')) as never,
    tables: { 'penetrances.json': text('penetrances.json'), 'priors.json': text('priors.json') },
  },
])

export const groups = carrierGroups(tables)
export const [breastOvarian, lynch] = groups as unknown as readonly [CarrierGroup, CarrierGroup]

export const relative = (
  id: string,
  sex: Relative['sex'],
  age: number | undefined,
  more: Partial<Relative> = {},
): Relative => ({
  id,
  sex,
  ...(age === undefined ? {} : { age: [age, age] as const }),
  diagnoses: [],
  ...more,
})

export const diagnosed = (disease: Diagnosis['disease'], age?: number, more: Partial<Diagnosis> = {}): Diagnosis => ({
  disease,
  ...(age === undefined ? {} : { onset: [age, age] as const }),
  ...more,
})

export const family = (people: readonly Relative[], proband = 'me'): Pedigree => ({
  id: 'family',
  proband,
  people,
  couples: [],
})

export const answer = (pedigree: Pedigree): FamilyCarriers => {
  const found = familyCarriers(pedigree, groups)
  if (!found.ok) throw new Error(JSON.stringify(found.problems))
  return found.value
}

export const probability = (pedigree: Pedigree, gene: string, id = pedigree.proband): number =>
  answer(pedigree)
    .standings.get(id)
    ?.find((s) => s.gene === gene)?.probability ?? Number.NaN

/** A woman of thirty, her well father of 62 and her mother of 60. */
export const withMother = (mother: Partial<Relative>, me: Partial<Relative> = {}): Pedigree =>
  family([
    relative('me', 'female', 30, { father: 'father', mother: 'mother', ...me }),
    relative('father', 'male', 62),
    relative('mother', 'female', 60, mother),
  ])

export const tested = (
  gene: string,
  result: 'positive' | 'negative' | 'uncertain',
  method: 'search' | 'known-variant' = 'search',
): Partial<Relative> => ({
  tests: [{ gene, result, method }],
})
