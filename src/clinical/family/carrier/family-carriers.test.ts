import { describe, expect, test } from 'vitest'
import { answer, family, relative, tables } from './carrier.test-support.ts'
import { carrierGroups, familyCarriers } from './family-carriers.ts'
import type { CarrierOptions } from './family-carriers.ts'
import { carrierTables } from './tables.ts'

const me = family([relative('me', 'female', 40)])

describe('a deployment', () => {
  const under = (options: CarrierOptions) => {
    const found = familyCarriers(me, carrierGroups(tables, options))
    if (!found.ok) throw new Error(JSON.stringify(found.problems))
    return found.value
  }

  test('may put its own allele frequencies in the place of the tables’', () => {
    const own = under({ frequencies: { general: { BRCA1: 0.01 } } })
    const [brca1, brca2] = ['BRCA1', 'BRCA2'].map(
      (gene) => own.standings.get('me')?.find((s) => s.gene === gene)?.probability ?? 0,
    )
    expect(brca1).toBeGreaterThan(
      10 *
        (answer(me)
          .standings.get('me')
          ?.find((s) => s.gene === 'BRCA1')?.probability ?? 1),
    )
    expect(brca2).toBeCloseTo(
      answer(me)
        .standings.get('me')
        ?.find((s) => s.gene === 'BRCA2')?.probability ?? 0,
      4,
    )
  })

  test('may choose whose incidence of breast cancer holds', () => {
    const of = (population: string): number =>
      under({ population }).risks.find((r) => r.outcome === 'breast-cancer' && 'toAge' in r.horizon)?.ifNone ??
      Number.NaN
    expect(of('chinese')).toBeLessThan(of('white'))
    expect(of('white')).toBe(of('other_unknown'))
  })

  test('without the tables is told that they are missing', () => {
    expect(() => carrierTables([])).toThrow(/attune-family/)
  })
})

test('every figure of the tables has a source, in bands that follow each other', () => {
  const { carriers, population, mortality, pathology, tests } = tables.penetrance
  for (const row of [...carriers, ...population, ...mortality]) {
    expect(row.source.length).toBeGreaterThan(10)
    row.bands.forEach(([from, to], i) => {
      expect(to).toBeGreaterThan(from)
      if (i > 0) expect(from).toBe(row.bands[i - 1]?.[1])
    })
  }
  for (const row of [...pathology, ...tests, ...tables.priors]) expect(row.source.length).toBeGreaterThan(10)
})
