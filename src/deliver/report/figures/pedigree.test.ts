import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layoutPedigree, type Pedigree, type Relative } from '../../../clinical/family/index.ts'
import { drawnFamily } from '../../../clinical/family/drawn-family.test-support.ts'
import { drawPedigree, pedigreeFigure, pedigreeSummary, type SvgNode, svgText } from './index.ts'

const family = (
  people: readonly (Partial<Relative> & { readonly id: string })[],
  rest: Partial<Pedigree> = {},
): Pedigree => ({
  id: 'f',
  proband: 'me',
  couples: [],
  people: people.map((p) => ({ sex: 'unknown', diagnoses: [], ...p })),
  ...rest,
})

const drawn = (pedigree: Pedigree) => {
  const layout = layoutPedigree(pedigree)
  if (layout === undefined) throw new Error('no layout')
  return drawPedigree(pedigree, layout)
}

const marks = (pedigree: Pedigree, id: string): string =>
  drawn(pedigree)
    .people.find((p) => p.id === id)
    ?.marks.map(svgText)
    .join('') ?? ''

const outline = (fields: Partial<Relative>): string =>
  /class="outline" d="([^"]*)"/.exec(marks(family([{ id: 'me', ...fields }]), 'me'))?.[1] ?? ''

const circle = /^M-16 0a16/
const square = /^M-15 -15h30/
const diamond = /^M0 -18L18 0/
const triangle = /^M0 -9\.6L12 8H-12z/

/** What the nomenclature of 2022 (doi 10.1002/jgc4.1621) asks of symbols. */
describe('a symbol of a pedigree', () => {
  test('is a circle for a woman, a square for a man, a diamond otherwise', () => {
    expect(outline({ sex: 'female' })).toMatch(circle)
    expect(outline({ sex: 'male' })).toMatch(square)
    expect(outline({ sex: 'unknown' })).toMatch(diamond)
  })

  test('follows gender where it is known, and then says the sex assigned at birth', () => {
    expect(outline({ sex: 'male', gender: 'woman' })).toMatch(circle)
    expect(outline({ sex: 'female', gender: 'other' })).toMatch(diamond)
    expect(marks(family([{ id: 'me', sex: 'male', gender: 'woman' }]), 'me')).toContain('>AMAB<')
    expect(marks(family([{ id: 'me', sex: 'female', gender: 'other' }]), 'me')).toContain('>AFAB<')
    expect(marks(family([{ id: 'me', sex: 'female', gender: 'woman' }]), 'me')).not.toContain('AFAB')
  })

  test('of a pregnancy that did not go on is a small triangle, of an ongoing one holds a P, of a stillbirth says SB', () => {
    expect(outline({ pregnancy: 'miscarriage' })).toMatch(triangle)
    expect(marks(family([{ id: 'me', pregnancy: 'ongoing' }]), 'me')).toContain('>P<')
    expect(marks(family([{ id: 'me', pregnancy: 'stillbirth', sex: 'male' }]), 'me')).toContain('>SB<')
  })

  test('is struck through for somebody who died, and for nobody else', () => {
    const slash = 'M-21 21L21 -21'
    expect(marks(family([{ id: 'me', dead: true, age: [62, 62] }]), 'me')).toContain(slash)
    expect(marks(family([{ id: 'me', dead: true, age: [62, 62] }]), 'me')).toContain('>d. 62<')
    expect(marks(family([{ id: 'me' }]), 'me')).not.toContain(slash)
  })

  test('of somebody nothing is known of holds a question mark: an empty symbol says unaffected', () => {
    expect(marks(family([{ id: 'me', healthUnknown: true }]), 'me')).toContain('>?<')
    expect(marks(family([{ id: 'me' }]), 'me')).not.toContain('>?<')
  })

  test('is filled in the part of each disease, whole where the family has one disease only', () => {
    const one = family([{ id: 'me', sex: 'female', diagnoses: [{ disease: 'breast-cancer', onset: [45, 45] }] }])
    expect(marks(one, 'me')).toContain('<rect x="-19" y="-19" width="38" height="38" fill="currentColor"')
    const two = family([
      { id: 'me', mother: 'mum', diagnoses: [{ disease: 'breast-cancer' }, { disease: 'ovarian-cancer' }] },
      { id: 'mum', sex: 'female', diagnoses: [{ disease: 'breast-cancer' }] },
    ])
    expect(marks(two, 'me').match(/<rect/g)).toHaveLength(2)
    expect(marks(two, 'mum').match(/<rect/g)).toHaveLength(1)
    expect(drawn(two).legend.map((l) => l.words)).toEqual(['breast cancer', 'ovarian cancer'])
  })

  test('of more diseases than four keeps every disease in the legend', () => {
    const diseases = [
      'breast-cancer',
      'ovarian-cancer',
      'stroke',
      'melanoma',
      'lung-cancer',
      'type-2-diabetes',
    ] as const
    const { legend } = drawn(family([{ id: 'me', diagnoses: diseases.map((disease) => ({ disease })) }]))
    expect(legend).toHaveLength(4)
    expect(legend.flatMap((l) => l.diseases).toSorted()).toEqual([...diseases].toSorted())
  })

  test('carries the dot of a carrier only for a variant that was found; every result is written', () => {
    const tested = (result: 'positive' | 'negative' | 'uncertain') =>
      marks(family([{ id: 'me', tests: [{ gene: 'BRCA2', result, method: 'search' }] }]), 'me')
    expect(tested('positive')).toMatch(/class="carrier".*>BRCA2 \+</)
    expect(tested('negative')).toContain('>BRCA2 −<')
    expect(tested('uncertain')).toContain('>BRCA2 ?<')
    expect(tested('negative') + tested('uncertain')).not.toContain('carrier')
  })
})

describe('lines of a pedigree', () => {
  const lines = (pedigree: Pedigree): string => drawn(pedigree).lines.map(svgText).join('')
  const parents = [
    { id: 'dad', sex: 'male' },
    { id: 'mum', sex: 'female' },
    { id: 'me', sex: 'female', father: 'dad', mother: 'mum' },
  ] as const

  test('are double between relatives, and cut by two strokes between those who parted', () => {
    const related = family(parents, { couples: [{ partners: ['dad', 'mum'], related: true }] })
    expect(lines(related)).toContain('stroke-width="5.4"')
    expect(lines(family(parents))).not.toContain('stroke-width="5.4"')
    const parted = family(parents, { couples: [{ partners: ['dad', 'mum'], separated: true }] })
    expect(lines(parted)).toMatch(/l7 -14M/)
  })

  test('are dashed to somebody adopted into the family, who stands in brackets', () => {
    const adopted = family([...parents.slice(0, 2), { ...parents[2], adopted: 'in' }])
    expect(lines(adopted)).toContain('stroke-dasharray="4 3"')
    expect(marks(adopted, 'me').match(/H-24V21H-19/)).not.toBeNull()
  })
})

describe('a pedigree in words', () => {
  test('has a label for everybody, with relation, age, diagnoses and tests', () => {
    const labels = drawn(
      family([
        { id: 'me', sex: 'female', mother: 'mum', age: [34, 34] },
        {
          id: 'mum',
          sex: 'female',
          age: [62, 62],
          diagnoses: [{ disease: 'breast-cancer', onset: [45, 45] }],
          tests: [{ gene: 'BRCA2', result: 'positive', method: 'search' }],
        },
      ]),
    ).people.map((p) => p.label)
    expect(labels).toEqual(['Mother, 62, breast cancer at 45, BRCA2 positive', 'This person, 34, no diagnosis known'])
  })

  test('calls a trans woman a sister', () => {
    const people = [
      { id: 'me', mother: 'mum' },
      { id: 'mum', sex: 'female' },
      { id: 'sis', sex: 'male', gender: 'woman', mother: 'mum' },
    ] as const
    expect(drawn(family(people)).people.find((p) => p.id === 'sis')?.label).toMatch(/^Sister,/)
  })

  test('sums up who is ill and of whom nothing is known', () => {
    const told = pedigreeSummary(
      family([{ id: 'me' }, { id: 'b', diagnoses: [{ disease: 'stroke' }] }, { id: 'c', healthUnknown: true }]),
    )
    expect(told).toBe('Pedigree of 3 people: 1 with a diagnosis, 1 without one, 1 of whom nothing is known.')
  })
})

test('every family is drawn with everybody inside the figure, and texts never run into the row below', () => {
  fc.assert(
    fc.property(drawnFamily({ most: 20 }), (pedigree) => {
      const d = drawn(pedigree)
      expect(d.people.map((p) => p.id).toSorted()).toEqual(pedigree.people.map((p) => p.id).toSorted())
      const rows = [...new Set(d.people.map((p) => p.y))].toSorted((a, b) => a - b)
      for (const p of d.people) {
        expect(p.x > 40 && p.x < d.width - 40 && p.y < d.height).toBe(true)
        const said = p.marks.filter((m: SvgNode) => m[1]['class'] === 'said').length
        const next = rows[rows.indexOf(p.y) + 1]
        if (next !== undefined) expect(p.y + 20 + said * 13).toBeLessThan(next - 22)
      }
    }),
    { numRuns: 60 },
  )
})

test('the figure by itself carries its legend and its sentence', () => {
  const pedigree = family([{ id: 'me', diagnoses: [{ disease: { other: 'Gout <x>' } }] }])
  const layout = layoutPedigree(pedigree)
  if (layout === undefined) throw new Error('no layout')
  const text = svgText(pedigreeFigure(pedigree, layout))
  expect(text).toContain('role="img"')
  expect(text).toContain('gout &lt;x&gt;')
})
