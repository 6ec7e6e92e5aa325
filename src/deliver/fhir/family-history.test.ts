import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  familyOfRecord,
  type Pedigree,
  relationsOf,
  relationWords,
  type Relative,
} from '../../clinical/family/index.ts'
import { loadRelease } from '../../knowledge/folder.ts'
import { openRecord, compileTerms } from '../../record/index.ts'
import type { Instant } from '../../shared/instant.ts'
import { brca2Family } from '../../../tools/examples/brca2-family.ts'
import { familyHistoryBundle } from './family-history.ts'

const terms = compileTerms(loadRelease('attune-terms'))
const at = '2026-11-22T09:00:00Z' as Instant

const readBack = async (pedigree: Pedigree): Promise<Pedigree> => {
  const { bundle } = familyHistoryBundle(pedigree, { reference: 'Patient/p' })
  const proband = pedigree.people.find((p) => p.id === pedigree.proband)
  const patient = { resourceType: 'Patient', id: 'p', gender: proband?.sex, birthDate: '1986-01-01' }
  const record = { ...bundle, entry: [{ resource: patient }, ...(bundle.entry ?? [])] }
  const read = await openRecord(JSON.stringify(record), { at, terms, source: 'r' })
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return familyOfRecord(read.value).pedigree
}

const summary = (pedigree: Pedigree): readonly unknown[] => {
  const relations = relationsOf(pedigree)
  return pedigree.people
    .filter((p) => p.id !== pedigree.proband)
    .map((p) => {
      const relation = relations?.of(pedigree.proband, p.id)
      const diagnoses = p.diagnoses.map((d) => [d.disease, d.onset])
      return JSON.stringify([relation && relationWords(relation), relation?.degree, p.age, p.dead, diagnoses])
    })
    .toSorted()
}

describe('a family as FamilyMemberHistory', () => {
  test('comes back from a record with the same relations, ages and diseases', async () => {
    expect(summary(await readBack(brca2Family))).toEqual(summary(brca2Family))
    const again = await readBack(brca2Family)
    expect(again.people.find((p) => p.id === 'mother')?.tests?.map((t) => [t.gene, t.result])).toEqual([
      ['BRCA2', 'positive'],
    ])
  })

  test('joins cousins, nieces and half-sisters to the parent they have', async () => {
    const more: readonly Relative[] = [
      { id: 'cousin', sex: 'male', diagnoses: [{ disease: 'melanoma', onset: [30, 30] }], mother: 'aunt' },
      { id: 'niece', sex: 'female', diagnoses: [{ disease: 'stroke' }], mother: 'sister' },
      { id: 'half', sex: 'female', diagnoses: [{ disease: 'breast-cancer', onset: [50, 50] }], mother: 'mother' },
    ]
    const wide = { ...brca2Family, people: [...brca2Family.people, ...more] }
    expect(summary(await readBack(wide))).toEqual(summary(wide))
  })

  test('says what FHIR cannot hold', () => {
    const { lost } = familyHistoryBundle(brca2Family, { reference: 'Patient/p' })
    expect(lost).toEqual(
      expect.arrayContaining([
        { person: 'mother', what: 'tests' },
        { person: 'mother', what: 'pathology' },
        { person: 'brother', what: 'health' },
        { what: 'asked' },
      ]),
    )
  })

  test('has one resource a relative with an id that stays the same, in any order of the people', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...brca2Family.people], { minLength: brca2Family.people.length }), (people) => {
        const ids = (p: Pedigree) =>
          (familyHistoryBundle(p, { reference: 'Patient/p' }).bundle.entry ?? [])
            .map((e) => String(e.resource?.id))
            .toSorted((a, b) => a.localeCompare(b))
        expect(ids({ ...brca2Family, people })).toEqual(ids(brca2Family))
      }),
      { numRuns: 20 },
    )
  })
})
