import { describe, expect, test } from 'vitest'
import { loadRelease } from '../../../knowledge/folder.ts'
import type { Diagnosis, FamilyDisease, Pedigree, Relative } from '../pedigree.ts'
import { criteriaTables, type CriterionResult, familyCriteria, type LipidFindings } from './index.ts'

const tables = criteriaTables([loadRelease('attune-family')])

const had = (disease: FamilyDisease, age?: number): Diagnosis => ({
  disease,
  ...(age === undefined ? {} : { onset: [age, age] }),
})

type Person = Partial<Relative> & { readonly id: string }

const base: readonly Person[] = [
  { id: 'me', sex: 'female', father: 'dad', mother: 'mum', age: [40, 40] },
  { id: 'mum', sex: 'female', father: 'mgf', mother: 'mgm', age: [70, 70] },
  { id: 'dad', sex: 'male', father: 'pgf', mother: 'pgm', age: [71, 71] },
  { id: 'mgm', sex: 'female', age: [90, 90] },
  { id: 'mgf', sex: 'male', age: [90, 90] },
  { id: 'pgm', sex: 'female', age: [90, 90] },
  { id: 'pgf', sex: 'male', age: [90, 90] },
  { id: 'maunt', sex: 'female', father: 'mgf', mother: 'mgm', age: [66, 66] },
  { id: 'paunt', sex: 'female', father: 'pgf', mother: 'pgm', age: [66, 66] },
  { id: 'sis', sex: 'female', father: 'dad', mother: 'mum', age: [44, 44] },
  { id: 'bro', sex: 'male', father: 'dad', mother: 'mum', age: [42, 42] },
]
const all = ['parents', 'siblings', 'children', 'grandparents', 'aunts-and-uncles', 'cousins'] as const

const family = (
  changes: Readonly<Record<string, Partial<Relative>>> = {},
  asked: Pedigree['asked'] = all,
): Pedigree => ({
  id: 'f',
  proband: 'me',
  couples: [],
  people: base.map((p) => ({ sex: 'unknown', diagnoses: [], ...p, ...changes[p.id] })),
  ...(asked === undefined ? {} : { asked }),
})

const result = (id: string, pedigree: Pedigree, lipid?: LipidFindings): CriterionResult => {
  const found = familyCriteria(pedigree, tables, lipid).find((r) => r.id === id)
  if (found === undefined) throw new Error(id)
  return found
}
const brief = (r: CriterionResult): unknown => [r.answer, r.score?.range, r.people]

describe('referral criteria', () => {
  test('say no only of a family that was asked about and is healthy', () => {
    for (const id of ['fhs7', 'rst', 'pat', 'fhat', 'manchester', 'amsterdam', 'bethesda'])
      expect([id, result(id, family()).answer]).toEqual([id, 'no'])
  })

  test('stay open where relatives were not asked about, and say which', () => {
    for (const id of ['fhs7', 'rst', 'pat', 'fhat', 'manchester', 'amsterdam', 'bethesda']) {
      const r = result(id, family({}, []))
      expect([id, r.answer]).toEqual([id, 'open'])
      expect(r.ask).toContainEqual({ what: 'relatives', of: 'aunts-and-uncles' })
    }
  })

  test('stay open where nothing is known of one relative’s health, and name the relative', () => {
    const r = result('fhs7', family({ maunt: { healthUnknown: true } }))
    expect([r.answer, r.ask]).toEqual(['open', [{ what: 'health', person: 'maunt' }]])
  })
})

describe('FHS-7', () => {
  test.each([
    ['first-degree-breast-or-ovarian', { mum: { diagnoses: [had('breast-cancer', 70)] } }],
    ['bilateral-breast', { paunt: { diagnoses: [had('breast-cancer', 60), had('contralateral-breast-cancer', 61)] } }],
    ['male-breast', { pgf: { diagnoses: [had('breast-cancer', 70)] } }],
    ['breast-and-ovarian-in-one', { mgm: { diagnoses: [had('breast-cancer', 70), had('ovarian-cancer', 71)] } }],
    ['early-breast', { maunt: { diagnoses: [had('breast-cancer', 49)] } }],
    [
      'several-breast-or-ovarian',
      { mgm: { diagnoses: [had('ovarian-cancer', 70)] }, pgm: { diagnoses: [had('breast-cancer', 80)] } },
    ],
    [
      'several-breast-or-bowel',
      { mgm: { diagnoses: [had('colorectal-cancer', 70)] }, pgf: { diagnoses: [had('colorectal-cancer', 80)] } },
    ],
  ])('refers on %s', (code, changes) => {
    const r = result('fhs7', family(changes))
    expect([r.answer, r.items.filter((i) => i.met === 'yes').map((i) => i.code)]).toEqual([
      'yes',
      expect.arrayContaining([code]),
    ])
    expect(r.people.toSorted()).toEqual(Object.keys(changes).toSorted())
  })

  test('does not refer on breast cancer of one aunt at 50', () => {
    expect(result('fhs7', family({ maunt: { diagnoses: [had('breast-cancer', 50)] } })).answer).toBe('no')
  })

  test('leaves an aunt’s breast cancer of unknown age open, unless she died before 50', () => {
    const diagnoses = [had('breast-cancer')]
    const r = result('fhs7', family({ maunt: { diagnoses } }))
    expect([r.answer, r.ask]).toEqual(['open', [{ what: 'age-at-diagnosis', person: 'maunt', of: 'breast-cancer' }]])
    expect(result('fhs7', family({ maunt: { diagnoses, age: [48, 48], dead: true } })).answer).toBe('yes')
  })
})

describe('scores', () => {
  test('RST counts boxes: two refer, breast cancer at 50 is early and at 51 late', () => {
    expect(brief(result('rst', family({ mum: { diagnoses: [had('breast-cancer', 50)] } })))).toEqual([
      'no',
      [1, 1],
      ['mum'],
    ])
    expect(
      result('rst', family({ mum: { diagnoses: [had('breast-cancer', 50), had('ovarian-cancer', 60)] } })).answer,
    ).toBe('yes')
    const late = { mgm: { diagnoses: [had('breast-cancer', 51)] }, maunt: { diagnoses: [had('breast-cancer', 60)] } }
    expect(brief(result('rst', family(late)))).toEqual(['no', [1, 1], ['mgm', 'maunt']])
    expect(result('rst', family({ ...late, me: { ashkenazi: true } })).answer).toBe('yes')
  })

  test('PAT adds up one side at a time: 3, 4, 5 and 8 points, refers at 8', () => {
    expect(
      brief(
        result(
          'pat',
          family({ mum: { diagnoses: [had('breast-cancer', 50)] }, paunt: { diagnoses: [had('ovarian-cancer')] } }),
        ),
      ),
    ).toEqual(['no', [5, 5], ['paunt']])
    expect(
      brief(
        result(
          'pat',
          family({ mum: { diagnoses: [had('breast-cancer', 50)] }, maunt: { diagnoses: [had('ovarian-cancer')] } }),
        ),
      ),
    ).toEqual(['yes', [8, 8], ['mum', 'maunt']])
    expect(result('pat', family({ pgf: { diagnoses: [had('breast-cancer', 80)] } })).answer).toBe('yes')
    expect(
      brief(result('pat', family({ mum: { diagnoses: [had('breast-cancer', 45)] }, me: { ashkenazi: true } }))),
    ).toEqual(['yes', [8, 8], ['mum', 'me']])
  })

  test('Ontario: a mother with breast and ovarian cancer alone refers; the menopause stays open', () => {
    expect(
      result('fhat', family({ mum: { diagnoses: [had('breast-cancer', 65), had('ovarian-cancer', 66)] } })).score
        ?.range,
    ).toEqual([12, 12])
    const r = result('fhat', family({ mum: { diagnoses: [had('breast-cancer', 38)] } }))
    expect([r.answer, r.score?.range, r.ask]).toEqual([
      'open',
      [8, 10],
      [{ what: 'menopause-at-diagnosis', person: 'mum' }],
    ])
    expect(
      result(
        'fhat',
        family({ maunt: { diagnoses: [had('breast-cancer', 65)] }, pgf: { diagnoses: [had('prostate-cancer', 49)] } }),
      ).score?.range,
    ).toEqual([3, 3])
  })

  test('Manchester: breast cancer at 34 and a mother’s ovarian cancer at 63 are 8 and 10 points (the ages of the published worked example)', () => {
    const r = result(
      'manchester',
      family({ me: { diagnoses: [had('breast-cancer', 34)] }, mum: { diagnoses: [had('ovarian-cancer', 63)] } }),
    )
    expect([r.answer, r.score?.range, r.side, r.level]).toEqual(['yes', [18, 18], 'maternal', '10%'])
  })

  test('Manchester: ten points for one gene refer although both together do not', () => {
    const changes = { dad: { diagnoses: [had('breast-cancer', 59), had('prostate-cancer', 59)] } }
    const r = result('manchester', family(changes))
    expect([r.answer, r.score?.range, r.side]).toEqual(['yes', [15, 15], 'paternal'])
  })
})

describe('Lynch', () => {
  const three: Readonly<Record<string, Partial<Relative>>> = {
    mgf: { diagnoses: [had('colorectal-cancer', 60)] },
    mum: { diagnoses: [had('endometrial-cancer', 49)] },
    sis: { diagnoses: [had('colorectal-cancer', 55)], age: [56, 56] },
  }
  test('Amsterdam II: three relatives, one joining the others, two generations, one before 50', () => {
    // mgf and sis are both first-degree relatives of mum
    const r = result('amsterdam', family({ ...three, sis: { diagnoses: [had('colorectal-cancer', 44)] } }))
    expect([r.answer, r.people.toSorted(), r.toConfirm]).toEqual([
      'yes',
      ['mgf', 'mum', 'sis'],
      ['polyposis-excluded', 'pathology'],
    ])
  })
  test('Amsterdam II is not met by three siblings, by three without an early one, or by stomach cancer', () => {
    const late: Readonly<Record<string, Partial<Relative>>> = {
      ...three,
      mum: { diagnoses: [had('endometrial-cancer', 50)] },
      sis: { diagnoses: [had('colorectal-cancer', 55)], age: [56, 56] },
    }
    expect(result('amsterdam', family(late)).answer).toBe('no')
    const siblings = Object.fromEntries(
      ['me', 'sis', 'bro'].map((id) => [id, { diagnoses: [had('colorectal-cancer', 40)] }]),
    )
    expect(result('amsterdam', family(siblings)).answer).toBe('no')
    expect(result('amsterdam', family({ ...three, mgf: { diagnoses: [had('gastric-cancer', 60)] } })).answer).toBe('no')
  })
  test('Bethesda asks of the person with the tumour: before 50, or with two relatives of the second degree', () => {
    expect(brief(result('bethesda', family({ dad: { diagnoses: [had('colorectal-cancer', 49)] } })))).toEqual([
      'yes',
      undefined,
      ['dad'],
    ])
    expect(result('bethesda', family({ dad: { diagnoses: [had('colorectal-cancer', 65)] } })).answer).toBe('no')
    expect(
      result(
        'bethesda',
        family({
          dad: { diagnoses: [had('colorectal-cancer', 65)] },
          pgm: { diagnoses: [had('gastric-cancer', 70)] },
          paunt: { diagnoses: [had('ovarian-cancer', 60)] },
        }),
      ).answer,
    ).toBe('yes')
  })
})

describe('Dutch Lipid Clinic Network', () => {
  const known: LipidFindings = {
    tendonXanthoma: false,
    arcusBefore45: false,
    otherVascularDisease: false,
    gene: 'negative',
    relatives: { raisedLdl: false, xanthomaOrArcus: false, childRaisedLdl: false },
  }
  test('takes the highest points of each group', () => {
    const pedigree = family({ dad: { diagnoses: [had('coronary-heart-disease', 54)] } })
    const r = result('dutch-lipid', pedigree, {
      ...known,
      ldl: { value: 6.5, onTreatment: false },
      tendonXanthoma: true,
    })
    expect([r.answer, r.level, r.score?.range, r.people.toSorted()]).toEqual([
      'yes',
      'definite',
      [12, 12],
      ['dad', 'me'],
    ])
  })
  test('counts a father’s heart disease before 55 and a mother’s before 60', () => {
    const points = (id: string, age: number) =>
      result('dutch-lipid', family({ [id]: { diagnoses: [had('coronary-heart-disease', age)] } }), {
        ...known,
        ldl: { value: 3, onTreatment: false },
      }).score?.range
    expect([points('dad', 54), points('dad', 55), points('mum', 59), points('mum', 60)]).toEqual([
      [1, 1],
      [0, 0],
      [1, 1],
      [0, 0],
    ])
  })
  test('is open without a measurement, and an LDL under treatment is only a lower bound', () => {
    expect(result('dutch-lipid', family()).answer).toBe('open')
    expect(result('dutch-lipid', family(), { ...known, ldl: { value: 4.2, onTreatment: true } }).score?.range).toEqual([
      1, 8,
    ])
  })
})
