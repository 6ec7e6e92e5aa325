import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MedicineFinding } from './model.ts'
import { assessed, medicine, tables } from './drawn-person.test-support.ts'
import { phenoconvert } from './context/index.ts'

const alleles = ['*1', '*2', '*3', '*4', '*5', '*6', '*9', '*10', '*17', '*29', '*41', '*1x2', '*2x2', '*4x2']
const inhibitors = [
  'paroxetine',
  'fluoxetine',
  'bupropion',
  'quinidine',
  'terbinafine',
  'duloxetine',
  'cinacalcet',
  'sertraline',
  'celecoxib',
  'metformin',
]
const score = (text: string | undefined): number => Number((text ?? '').replace('≥', ''))
const activity = ['Poor Metabolizer', 'Intermediate Metabolizer', 'Normal Metabolizer', 'Ultrarapid Metabolizer']

test('adding an inhibitor never makes CYP2D6 more active', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...alleles),
      fc.constantFrom(...alleles),
      fc.subarray(inhibitors),
      fc.constantFrom(...inhibitors),
      (a, b, list, more) => {
        const { result } = assessed({ stated: { CYP2D6: `${a}/${b}` } }).gene('CYP2D6')
        const after = (drugs: readonly string[]) =>
          (phenoconvert(
            'CYP2D6',
            result.genetic,
            drugs.map((d) => medicine(d)),
            tables.context,
            tables.rephenotype,
          )?.phenotypes ?? result.genetic)[0]
        const [before, then] = [after(list), after([...list, more])]
        expect(score(then?.activityScore)).toBeLessThanOrEqual(score(before?.activityScore))
        const rank = (p: typeof before) => activity.indexOf(p?.phenotypes[0] ?? '')
        expect(rank(before)).toBeGreaterThanOrEqual(0)
        expect(rank(then)).toBeLessThanOrEqual(rank(before))
      },
    ),
    { numRuns: 60 },
  )
})

describe('taking data away', () => {
  const pairs: readonly Readonly<Record<string, readonly string[]>>[] = [
    { CYP2C19: ['*2', '*2'], TPMT: ['*1', '*3A'], SLCO1B1: ['*5', '*5'] },
    { CYP2C19: ['*1', '*2'], CYP2C9: ['*1', '*3'], NUDT15: ['*1', '*3'] },
    { DPYD: ['Reference', 'c.1905+1G>A (*2A)'], UGT1A1: ['*28', '*28'], CYP2B6: ['*6', '*6'] },
    { CYP2C9: ['*3', '*3'], G6PD: ['B (reference)', 'Mediterranean, Dallas, Panama, Sassari, Cagliari, Birmingham'] },
    { RYR1: ['Reference', 'c.7300G>A'], CYP3A5: ['*1', '*3'], CYP2C19: ['*17', '*17'] },
  ]
  const genes = [...tables.pgx.genes.values()].filter((g) => g.definition !== undefined).map((g) => g.gene)
  const signs = (of: Parameters<typeof assessed>[0]): ReadonlyMap<string, MedicineFinding['verdict']> =>
    new Map(
      assessed(of).assessments.flatMap((a) =>
        'finding' in a && a.finding?.kind === 'medicine' ? [[a.finding.drug.name, a.finding.verdict] as const] : [],
      ),
    )
  const whole = pairs.map((p) => signs({ pairs: p, phased: true }))

  test('whole genes: never turns act, caution or not known into fine', () => {
    fc.assert(
      fc.property(fc.nat(pairs.length - 1), fc.subarray(genes, { minLength: 1 }), (i, without) => {
        const less = signs({ pairs: pairs[i] ?? {}, phased: true, seen: (r) => !without.includes(r.gene) })
        const turned = [...less].filter(([drug, v]) => v === 'fine' && whole[i]?.get(drug) !== 'fine')
        expect(turned).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  test('single places: never turns act, caution or not known into fine', () => {
    fc.assert(
      fc.property(fc.nat(pairs.length - 1), fc.integer({ min: 2, max: 9 }), fc.nat(8), (i, every, start) => {
        let n = start
        const less = signs({ pairs: pairs[i] ?? {}, phased: true, seen: () => n++ % every !== 0 })
        const turned = [...less].filter(([drug, v]) => v === 'fine' && whole[i]?.get(drug) !== 'fine')
        expect(turned).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})
