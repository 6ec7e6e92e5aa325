import type { Range } from '../../../shared/quantity.ts'
import { diseaseWords, icd10Of } from '../disease-codes.ts'
import type { Couple, Diagnosis, Pedigree, Relative } from '../pedigree.ts'
import type { Written } from './family-read.ts'
import { parseGa4gh } from './ga4gh.ts'
import { type KinMeaning, kinTerm } from './kin-terms.ts'
import { lostBetween } from './lost.ts'

const years = (n: number): { readonly iso8601duration: string } => ({ iso8601duration: `P${n}Y` })

const timeOf = (range: Range) =>
  range[0] === range[1] ? { age: years(range[0]) } : { ageRange: { start: years(range[0]), end: years(range[1]) } }

const diseaseOf = (d: Diagnosis) => {
  const words = typeof d.disease === 'string' ? diseaseWords(d.disease) : d.disease.other
  const code = typeof d.disease === 'string' ? icd10Of(d.disease) : undefined
  return {
    term: { ...(code === undefined ? {} : { id: `ICD10:${code}` }), label: words },
    ...(d.onset === undefined ? {} : { onset: timeOf(d.onset) }),
  }
}

const individualOf = (p: Relative) => ({
  id: p.id,
  subject: {
    id: p.id,
    ...(p.name === undefined ? {} : { alternateIds: [p.name] }),
    sex: p.sex === 'unknown' ? 'UNKNOWN_SEX' : p.sex.toUpperCase(),
    ...(p.gender === undefined ? {} : { gender: { label: p.gender } }),
    ...(p.born === undefined ? {} : { dateOfBirth: String(p.born) }),
    ...(p.age === undefined || p.dead ? {} : { timeAtLastEncounter: timeOf(p.age) }),
    ...(p.dead
      ? { vitalStatus: { status: 'DECEASED', ...(p.age === undefined ? {} : { timeOfDeath: timeOf(p.age) }) } }
      : {}),
  },
  ...(p.healthUnknown ? {} : { diseases: p.diagnoses.map(diseaseOf) }),
})

const partnerMeaning = (c: Couple): KinMeaning =>
  c.separated
    ? c.related
      ? 'separated-related-partner'
      : 'separated-partner'
    : c.related
      ? 'related-partner'
      : 'partner'

/** A pedigree as a GA4GH Pedigree in its Phenopackets form: parents to children, couples that are stated, twins relative to the first of them. */
export const writeGa4gh = (pedigree: Pedigree): Written => {
  const relation = (individualId: string, meaning: KinMeaning, relativeId: string) => ({
    individualId,
    relation: kinTerm(meaning),
    relativeId,
  })
  const parents = pedigree.people.flatMap((p) =>
    (['mother', 'father'] as const).flatMap((role) => {
      const parent = p[role]
      return parent === undefined ? [] : [relation(parent, p.adopted === 'in' ? 'adoptive-parent' : role, p.id)]
    }),
  )
  const twins = pedigree.people.flatMap((p) => {
    if (p.twins === undefined) return []
    const first = pedigree.people.find((q) => q.twins?.group === p.twins?.group)
    const meaning = p.twins.zygosity === 'unknown' ? 'twin' : p.twins.zygosity
    return first === undefined || first.id === p.id ? [] : [relation(first.id, meaning, p.id)]
  })
  const couples = pedigree.couples.map((c) => relation(c.partners[0], partnerMeaning(c), c.partners[1]))
  const text = `${JSON.stringify(
    {
      id: pedigree.id,
      indexPatients: [pedigree.proband],
      individuals: pedigree.people.map(individualOf),
      relationships: [...parents, ...couples, ...twins],
    },
    null,
    2,
  )}\n`
  return {
    text,
    renamed: {},
    added: [],
    lost: lostBetween(pedigree, parseGa4gh(text, 'written').families[0]?.pedigree),
  }
}
