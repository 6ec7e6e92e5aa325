import { describe, expect, test } from 'vitest'
import { emptyView, type FamilyMember, type PatientView } from '../../record/index.ts'
import { checkPedigree } from './check-pedigree.ts'
import { familyOfRecord } from './from-record.ts'
import { relationsOf, relationWords } from './relation.ts'

const ref = (id: string) => ({ kind: 'fhir' as const, resource: `FamilyMemberHistory/${id}`, path: 'relationship' })

const member = (id: string, code: string, more: Partial<FamilyMember> = {}): FamilyMember => ({
  relation: { system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code, display: code.toLowerCase() },
  conditions: [],
  ref: ref(id),
  ...more,
})

const breast = (id: string, age: number): Pick<FamilyMember, 'conditions'> => ({
  conditions: [
    {
      what: { display: 'Breast cancer' },
      codes: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'C50.9', display: '' }],
      onsetAge: { low: age, high: age },
      ref: { ...ref(id), path: 'condition[0].code' },
    },
  ],
})

const viewOf = (members: readonly FamilyMember[]): PatientView => ({
  ...emptyView('p'),
  sex: 'female',
  age: 41,
  familyHistory: { members },
})

const told = (members: readonly FamilyMember[]) => {
  const family = familyOfRecord(viewOf(members))
  expect(checkPedigree(family.pedigree).filter((p) => p.severity === 'error')).toEqual([])
  const relations = relationsOf(family.pedigree)
  const words = family.pedigree.people
    .filter((p) => p.ref !== undefined)
    .map((p) => {
      const relation = relations?.of('proband', p.id)
      return [relation && relationWords(relation), relation?.degree, relation?.side, p.healthUnknown ?? false]
    })
  return { family, words }
}

describe('the family of a record', () => {
  test('gives relatives the places their codes say, with the people between', () => {
    const { words } = told([
      member('a', 'MAUNT', breast('a', 44)),
      member('b', 'MTH'),
      member('c', 'PGRMTH'),
      member('d', 'BRO'),
      member('e', 'ITWINSIS'),
      member('f', 'DAU'),
    ])
    expect(words).toEqual(
      expect.arrayContaining([
        ['mother’s sister', 2, 'maternal', false],
        ['mother', 1, 'maternal', true],
        ['father’s mother', 2, 'paternal', true],
        ['brother', 1, 'both', true],
        ['identical twin sister', 0, 'both', true],
        ['daughter', 1, 'both', true],
      ]),
    )
  })

  test('reads diseases by code and by words, with the age at diagnosis', () => {
    const { family } = told([member('a', 'MTH', breast('a', 44))])
    expect(family.pedigree.people.find((p) => p.id === 'mother')?.diagnoses).toEqual([
      { disease: 'breast-cancer', onset: [44, 44], ref: { ...ref('a'), path: 'condition[0].code' } },
    ])
  })

  test('sets aside an aunt, a cousin and a half-sister whose side is not said, and asks', () => {
    const { family } = told([
      member('a', 'AUNT', breast('a', 40)),
      member('b', 'COUSN'),
      member('c', 'HSIS'),
      member('d', 'STPMTH', { blood: false }),
    ])
    expect(family.aside.map((a) => a.because)).toEqual([
      'side-not-known',
      'side-not-known',
      'side-not-known',
      'not-by-blood',
    ])
    expect(family.problems.map((p) => p.code)).toEqual([
      'relative-without-place',
      'relative-without-place',
      'relative-without-place',
    ])
    expect(family.aside[0]?.diagnoses).toHaveLength(1)
    expect(family.pedigree.people).toHaveLength(1)
  })

  test('keeps degree and side of a cousin and a niece without saying whose child they are', () => {
    const { words } = told([member('a', 'MCOUSN'), member('b', 'NIECE'), member('c', 'MAUNT')])
    expect(words.map((w) => w.slice(1, 3))).toEqual(
      expect.arrayContaining([
        [3, 'maternal'],
        [2, 'both'],
        [2, 'maternal'],
      ]),
    )
  })

  test('takes a half-sister and a cousin where the record links them to a parent', () => {
    const { words, family } = told([
      member('m', 'MTH'),
      member('a', 'MAUNT'),
      member('h', 'HSIS', { linked: [{ as: 'child', of: 'FamilyMemberHistory/m' }] }),
      member('c', 'COUSN', { linked: [{ as: 'child', of: 'FamilyMemberHistory/a' }], sex: 'male' }),
    ])
    expect(family.aside).toEqual([])
    expect(words.map((w) => w[0])).toEqual(
      expect.arrayContaining(['half-sister (same mother)', 'mother’s sister’s son']),
    )
  })

  test('joins several entries about one person', () => {
    const { family } = told([
      member('a', 'MTH', breast('a', 44)),
      member('b', 'MTH', { conditions: [{ what: { display: 'Melanoma' }, codes: [], ref: ref('b') }] }),
    ])
    expect(family.pedigree.people.filter((p) => p.id === 'mother')).toHaveLength(1)
    expect(family.pedigree.people.find((p) => p.id === 'mother')?.diagnoses.map((d) => d.disease)).toEqual([
      'breast-cancer',
      'melanoma',
    ])
  })

  test('takes words for codes, and no disease from words that deny it', () => {
    const { family } = told([
      {
        ...member('a', ''),
        relation: { display: 'Maternal Grandmother' },
        conditions: [{ what: { display: 'No breast cancer' }, codes: [], ref: ref('a') }],
      },
    ])
    const person = family.pedigree.people.find((p) => p.id === 'maternal-grandmother')
    expect(person?.diagnoses).toEqual([{ disease: { other: 'No breast cancer' }, ref: ref('a') }])
  })

  test('counts an illness that is entered twice once, and two of different ages twice', () => {
    const { family } = told([
      member('a', 'MTH', breast('a', 44)),
      member('b', 'MTH', breast('b', 44)),
      member('c', 'MTH', breast('c', 61)),
    ])
    expect(family.pedigree.people.find((p) => p.id === 'mother')?.diagnoses.map((d) => d.onset)).toEqual([
      [44, 44],
      [61, 61],
    ])
  })

  test('joins entries of one name and relation, and warns of two that say the same without a name', () => {
    const named = told([
      member('a', 'SIS', { name: 'Ada', ...breast('a', 44) }),
      member('b', 'SIS', { name: 'ada', conditions: [{ what: { display: 'Melanoma' }, codes: [], ref: ref('b') }] }),
    ])
    expect(named.words.map((w) => w[0])).toEqual(['sister'])
    const unnamed = told([member('a', 'SIS', breast('a', 44)), member('b', 'SIS', breast('b', 44))])
    expect(unnamed.words).toHaveLength(2)
    expect(unnamed.family.problems.map((p) => p.code)).toEqual(['relative-perhaps-twice'])
  })

  test('does not make one person of two mothers with different names', () => {
    const { family } = told([
      member('a', 'MTH', { name: 'Ada', ...breast('a', 44) }),
      member('b', 'MTH', { name: 'Berta', ...breast('b', 50) }),
    ])
    expect(family.pedigree.people.find((p) => p.id === 'mother')?.diagnoses).toHaveLength(1)
    expect(family.aside.map((a) => [a.name, a.because])).toEqual([['Berta', 'relation-not-known']])
  })

  test('puts a mother who is recorded as male on no side', () => {
    const { family } = told([member('a', 'MTH', { sex: 'male', ...breast('a', 44) })])
    expect(family.aside.map((a) => a.because)).toEqual(['relation-not-known'])
    expect(family.pedigree.people).toHaveLength(1)
  })

  test('leaves out an age that was written down long ago, instead of contradicting itself', () => {
    const { family } = told([
      member('a', 'MTH', { age: { low: 40, high: 40 }, date: '2001-01-01' }),
      member('b', 'SIS', { age: { low: 45, high: 45 }, ...breast('b', 58) }),
      member('c', 'DAU', { age: { low: 12, high: 12 } }),
    ])
    const ages = family.pedigree.people.map((p) => [p.id, p.age])
    expect(ages).toContainEqual(['mother', undefined])
    expect(family.pedigree.people.find((p) => p.diagnoses.length > 0)?.age).toBeUndefined()
    expect(ages.map(([, age]) => age)).toContainEqual([12, 12])
  })

  test('a code that is a word of the language itself names no relation', () => {
    const { family } = told([member('a', 'constructor', breast('a', 44)), member('b', '__proto__')])
    expect(family.aside.map((a) => a.because)).toEqual(['relation-not-known', 'relation-not-known'])
  })

  test('a second breast cancer alone brings the first, at an age nobody wrote down', () => {
    const second = { what: { display: 'Contralateral breast cancer' }, codes: [], ref: ref('a') }
    const { family } = told([member('a', 'MTH', { conditions: [second] })])
    expect(family.pedigree.people.find((p) => p.id === 'mother')?.diagnoses.map((d) => [d.disease, d.onset])).toEqual([
      ['contralateral-breast-cancer', undefined],
      ['breast-cancer', undefined],
    ])
  })

  test('one impossible age, or an uncle with ovarian cancer, does not keep the family from being judged', () => {
    const ovarian = { what: { display: 'Ovarian cancer' }, codes: [], ref: ref('c') }
    const { family } = told([
      member('a', 'MTH', breast('a', 44)),
      member('b', 'SIS', { age: { low: 300, high: 300 }, ...breast('b', -2) }),
      member('c', 'MUNCLE', { conditions: [ovarian] }),
    ])
    const found = (id: string) =>
      family.pedigree.people.find((p) => p.ref?.kind === 'fhir' && p.ref.resource.endsWith(id))
    expect([found('b')?.age, found('b')?.diagnoses]).toEqual([
      undefined,
      [expect.objectContaining({ disease: 'breast-cancer' })],
    ])
    expect(found('b')?.diagnoses[0]?.onset).toBeUndefined()
    expect(found('c')?.diagnoses[0]?.disease).toEqual({ other: 'ovarian cancer' })
    expect(family.problems.map((p) => [p.code, p.at.source])).toEqual([
      ['relative-age-impossible', 'FamilyMemberHistory/b'],
      ['relative-disease-of-other-sex', 'FamilyMemberHistory/c'],
    ])
  })

  test('says why a family that contradicts itself is not judged, and where', () => {
    const problems = familyOfRecord(viewOf([member('a', 'ITWINBRO')])).problems
    expect(problems.map((p) => [p.code, p.severity])).toEqual([['identical-twins-of-other-sex', 'warning']])
  })
})
