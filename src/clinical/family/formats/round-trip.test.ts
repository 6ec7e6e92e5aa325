import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawnFamily, drawnTests } from '../drawn-family.test-support.ts'
import type { Pedigree } from '../pedigree.ts'
import { parseCanRisk } from './canrisk.ts'
import { writeCanRisk } from './canrisk-write.ts'
import { readFamilies, familyFormatOf } from './recognise-format.ts'
import { parseGa4gh } from './ga4gh.ts'
import { writeGa4gh } from './ga4gh-write.ts'
import { writePed } from './ped.ts'

const withTests = fc.tuple(drawnFamily({ diseases: true }), drawnTests).map(
  ([pedigree, tests]): Pedigree => ({
    ...pedigree,
    people: pedigree.people.map((p, i) => (i === 0 && tests.length > 0 ? { ...p, tests } : p)),
  }),
)

const canRiskCancers = new Set(['breast-cancer', 'ovarian-cancer', 'prostate-cancer', 'pancreatic-cancer'])

/** What CanRisk has columns for. */
const forCanRisk = (pedigree: Pedigree): Pedigree => ({
  ...pedigree,
  people: pedigree.people.map((p) => {
    const diagnoses = p.diagnoses.filter((d) => typeof d.disease === 'string' && canRiskCancers.has(d.disease))
    const { healthUnknown: _, ...rest } = p
    return {
      ...rest,
      diagnoses,
      ...(p.age === undefined && diagnoses.length === 0 ? { healthUnknown: true as const } : {}),
    }
  }),
})

describe('families written and read again', () => {
  test('a CanRisk file keeps parents, ages, cancers and gene tests of any family', () => {
    fc.assert(
      fc.property(withTests.map(forCanRisk), (pedigree) => {
        const written = writeCanRisk(pedigree)
        expect(written.lost).toEqual([])
        const again = parseCanRisk(written.text, 'w')
        expect(again.problems).toEqual([])
        expect(writeCanRisk(again.families[0]?.pedigree as Pedigree).text).toBe(written.text)
        expect(familyFormatOf(written.text)).toBe('canrisk')
      }),
      { numRuns: 120 },
    )
  })

  test('a GA4GH Pedigree keeps people, parents, ages and diseases of any family', () => {
    fc.assert(
      fc.property(drawnFamily({ diseases: true }), (pedigree) => {
        const written = writeGa4gh(pedigree)
        expect(written.lost).toEqual([])
        expect(parseGa4gh(written.text, 'w').problems).toEqual([])
        expect(familyFormatOf(written.text)).toBe('ga4gh')
      }),
      { numRuns: 120 },
    )
  })

  test('a PED file keeps parents and sex, and names every age and disease it has no place for', () => {
    fc.assert(
      fc.property(drawnFamily({ diseases: true }), (pedigree) => {
        const { lost, text } = writePed(pedigree)
        expect(
          lost.filter((l) => l.what === 'father' || l.what === 'mother' || l.what === 'sex' || l.what === 'person'),
        ).toEqual([])
        const aged = pedigree.people.filter((p) => p.age !== undefined).map((p) => p.id)
        expect(lost.filter((l) => l.what === 'age').map((l) => l.person)).toEqual(aged)
        expect(familyFormatOf(text)).toBe('ped')
      }),
      { numRuns: 120 },
    )
  })

  test('of several tests of a gene CanRisk gets the one that decides, whatever their order', () => {
    const test = (result: 'positive' | 'negative' | 'uncertain') =>
      ({ gene: 'BRCA1', result, method: 'search' }) as const
    const cell = (...results: readonly ReturnType<typeof test>[]): string => {
      const person = { id: 'me', sex: 'female' as const, age: [40, 40] as const, diagnoses: [], tests: results }
      return (
        writeCanRisk({ id: 'F', proband: 'me', couples: [], people: [person] })
          .text.split('\t')
          .at(-11) ?? ''
      )
    }
    expect(cell(test('uncertain'), test('positive'))).toBe('S:P')
    expect(cell(test('negative'), test('positive'))).toBe('S:P')
    expect(cell(test('uncertain'), test('negative'))).toBe('S:N')
  })

  test('what CanRisk cannot hold is left out and named', () => {
    const pedigree: Pedigree = {
      id: 'A family',
      proband: 'proband-1',
      couples: [{ partners: ['proband-1', 'he'], separated: true }],
      people: [
        {
          id: 'proband-1',
          sex: 'female',
          mother: 'mum',
          age: [50, 50],
          diagnoses: [{ disease: 'breast-cancer', onset: [40, 45] }, { disease: 'melanoma' }],
          surgery: [{ what: 'bilateral-salpingo-oophorectomy' }],
        },
        { id: 'mum', sex: 'female', age: [70, 79], diagnoses: [] },
        { id: 'he', sex: 'male', age: [52, 52], diagnoses: [] },
        { id: 'lost', sex: 'unknown', father: 'he', mother: 'proband-1', diagnoses: [], pregnancy: 'miscarriage' },
      ],
    }
    const written = writeCanRisk(pedigree)
    expect(written.renamed).toEqual({ 'proband-1': 'p1' })
    expect(written.added).toHaveLength(1)
    expect(written.lost).toEqual(
      expect.arrayContaining([
        { person: 'proband-1', what: 'diagnoses' },
        { person: 'mum', what: 'age' },
        { person: 'lost', what: 'person' },
        { person: 'proband-1', what: 'couple' },
      ]),
    )
    expect(written.text.split('\n')[0]).toBe('##CanRisk 4.0;OVARY2=y')
  })
})

describe('a CanRisk file', () => {
  const columns = (genes: string): string =>
    `##FamID\tName\tTarget\tIndivID\tFathID\tMothID\tSex\tMZtwin\tDead\tAge\tYob\tBC1\tBC2\tOC\tPRO\tPAN\tAshkn\t${genes}\tER:PR:HER2:CK14:CK56`
  const v4 = ['BRCA1', 'BRCA2', 'PALB2', 'ATM', 'CHEK2', 'BARD1', 'RAD51D', 'RAD51C', 'BRIP1', 'HOXB13'].join('\t')
  const file = (...rows: readonly string[]): string =>
    [
      '##CanRisk 4.0;MAST2=y',
      '##menarche=13',
      '##OC_use=F:4',
      '##BMI=NA',
      '##PRS_BC=alpha=0.45, zscore=1.8',
      columns(v4),
      ...rows,
      '',
    ].join('\r\n')
  const none = Array.from({ length: 10 }, () => '0:0').join('\t')
  const mother = `XX\tMum\t0\tm\t0\t0\tF\t0\t1\t61\t1940\t44\tAU\t0\t0\t0\t1\tS:P\t${none.slice(4)}\tN:N:N:0:0`
  const father = `XX\tDad\t0\tf\t0\t0\tM\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t${none}\t0:0:0:0:0`
  const target = `XX\tNA\t1\tt\tf\tm\tF\t0\t0\t40\t1986\t0\t0\t0\t0\t0\t1\tT:N\t${none.slice(4)}\t0:0:0:0:0`

  test('is read with header, scores, tests, receptors and twins, whatever ends its lines', () => {
    const read = readFamilies(file(mother, father, target), 'a.canrisk')
    expect(read.problems).toEqual([])
    if (!read.ok) throw new Error('not read')
    const [family] = read.value
    expect(family?.canrisk).toEqual({
      version: 4,
      scores: { BC: { alpha: 0.45, zscore: 1.8 } },
      factors: { menarche: '13', oc_use: 'F:4' },
    })
    expect(family?.pedigree.people.find((p) => p.id === 'm')).toEqual({
      id: 'm',
      name: 'Mum',
      sex: 'female',
      age: [61, 61],
      born: 1940,
      dead: true,
      ashkenazi: true,
      diagnoses: [
        { disease: 'breast-cancer', onset: [44, 44], pathology: { er: 'negative', pr: 'negative', her2: 'negative' } },
        { disease: 'contralateral-breast-cancer' },
      ],
      tests: [{ gene: 'BRCA1', result: 'positive', method: 'search' }],
    })
    expect(family?.pedigree.people.find((p) => p.id === 'f')?.healthUnknown).toBe(true)
    expect(family?.pedigree.people.find((p) => p.id === 't')?.surgery).toEqual([{ what: 'bilateral-mastectomy' }])
  })

  test('tells every fault at once, each with its line and column', () => {
    const wrong = target.replace('\t40\t1986', '\tforty\t86').replace('T:N', 'T:X')
    const read = readFamilies(
      file(mother.replace('\tm\t0', '\tm\tt'), father.replace('\tM\t', '\tF\t'), wrong, 'XX\tshort'),
      'a',
    )
    expect(read.ok).toBe(false)
    const at = read.problems.map((p) => [p.code, p.at.line, p.at.column])
    expect(at).toEqual(
      expect.arrayContaining([
        ['canrisk-cell', 9, wrong.indexOf('forty') + 1],
        ['canrisk-cell', 9, wrong.indexOf('T:X') + 1],
        ['canrisk-columns', 10, expect.any(Number)],
        ['parent-of-other-sex', 9, undefined],
        ['own-ancestor', expect.any(Number), undefined],
      ]),
    )
  })

  test('is refused with two targets, none, or a version that does not exist', () => {
    const codes = (text: string): readonly string[] => readFamilies(text, 'a', 'canrisk').problems.map((p) => p.code)
    expect(codes(file(mother.replace('Mum\t0', 'Mum\t1'), father, target))).toContain('two-probands')
    expect(codes(file(mother, father))).toContain('canrisk-no-target')
    expect(codes(file(target).replace('4.0', '7.0'))).toEqual(['canrisk-version'])
    expect(codes(file(mother, father, target).replace('4.0', '3.0'))).toContain('canrisk-columns')
  })
})

describe('a PED file', () => {
  test('is read with comments, blanks, mixed white space and parents without a line', () => {
    const read = readFamilies('# a family\n\nF1 kid dad mum 2 2\nF1\tdad\t0\t0\t1\t-9\n', 'a.ped')
    if (!read.ok) throw new Error('not read')
    expect(read.problems.map((p) => p.code)).toEqual(['parent-added', 'proband-assumed'])
    expect(read.value[0]?.pedigree.people.map((p) => [p.id, p.sex, p.healthUnknown])).toEqual([
      ['kid', 'female', undefined],
      ['dad', 'male', true],
      ['mum', 'female', true],
    ])
  })

  test('tells short lines, odd sexes and measurements with line and column', () => {
    const read = readFamilies('F a 0 0 1\nF b 0 0 x 2\nF c 0 0 1 3.5\n', 'a.ped', 'ped')
    expect(read.problems.filter((p) => p.severity === 'error').map((p) => [p.code, p.at.line, p.at.column])).toEqual([
      ['ped-too-few-columns', 1, 10],
      ['ped-sex', 2, 9],
      ['ped-phenotype', 3, 11],
    ])
  })

  test('asks whether 0 and 1 were meant as 1 and 2', () => {
    expect(readFamilies('F a 0 0 1 0\nF b a 0 1 1\n', 'a', 'ped').problems.map((p) => p.code)).toContain(
      'ped-maybe-zero-one',
    )
  })
})

describe('a GA4GH Pedigree', () => {
  test('is read in the form of the published example, with a twin and an adopted child', () => {
    const text = JSON.stringify({
      id: 'FAM1',
      indexPatients: ['CHILD'],
      individuals: [
        { subject: { id: 'MOTHER', sex: 'FEMALE' } },
        { subject: { id: 'FATHER', sex: 'MALE' } },
        {
          subject: { id: 'CHILD', sex: 'MALE' },
          diseases: [
            { term: { id: 'MONDO:1', label: 'Marfan syndrome' }, onset: { age: { iso8601duration: 'P12Y6M' } } },
          ],
        },
        { subject: { id: 'TWIN', sex: 'MALE' } },
        { subject: { id: 'ADOPTED', sex: 'FEMALE' } },
      ],
      relationships: [
        { individualId: 'MOTHER', relation: { id: 'KIN:027', label: 'isBiologicalMotherOf' }, relativeId: 'CHILD' },
        { individualId: 'FATHER', relation: { id: 'KIN:028' }, relativeId: 'CHILD' },
        { individual: 'MOTHER', relation: 'isBiologicalMother', relative: 'TWIN' },
        { individualId: 'TWIN', relation: { label: 'isBiologicalChildOf' }, relativeId: 'FATHER' },
        { individualId: 'TWIN', relation: { id: 'KIN:010' }, relativeId: 'CHILD' },
        { individualId: 'MOTHER', relation: { id: 'KIN:022' }, relativeId: 'ADOPTED' },
        { individualId: 'MOTHER', relation: { id: 'KIN:030' }, relativeId: 'FATHER' },
      ],
    })
    const read = readFamilies(text, 'a.json')
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    const pedigree = read.value[0]?.pedigree
    expect(pedigree?.proband).toBe('CHILD')
    expect(pedigree?.couples).toEqual([{ partners: ['MOTHER', 'FATHER'], related: true }])
    const child = pedigree?.people.find((p) => p.id === 'CHILD')
    expect(child?.diagnoses).toEqual([{ disease: { other: 'Marfan syndrome' }, onset: [12, 12] }])
    expect(pedigree?.people.find((p) => p.id === 'TWIN')).toMatchObject({
      father: 'FATHER',
      mother: 'MOTHER',
      twins: { group: child?.twins?.group, zygosity: 'identical' },
    })
    expect(pedigree?.people.find((p) => p.id === 'ADOPTED')).toMatchObject({ mother: 'MOTHER', adopted: 'in' })
  })

  test('tells relationships of unknown people, ages that are none and files that are something else', () => {
    const codes = (json: unknown): readonly string[] =>
      readFamilies(typeof json === 'string' ? json : JSON.stringify(json), 'a', 'ga4gh').problems.map((p) => p.code)
    expect(codes('{')).toEqual(['not-json'])
    expect(codes({ people: [] })).toEqual(['ga4gh-not-a-pedigree'])
    expect(
      codes({
        individuals: [
          { id: 'a', diseases: [{ term: { label: 'x' }, onset: { age: { iso8601duration: '45' } } }] },
          { nobody: 1 },
        ],
        relationships: [{ individualId: 'b', relation: { id: 'KIN:027' }, relativeId: 'a' }, {}],
        indexPatients: ['a'],
      }),
    ).toEqual(
      expect.arrayContaining(['ga4gh-age', 'ga4gh-individual', 'ga4gh-unknown-individual', 'ga4gh-relationship']),
    )
  })
})
