import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryReference } from '../../genome/reference/index.ts'
import type { RowEffect } from './model.ts'
import { scoredIn, scoreRow, vcfOf } from './scored-person.fixture.ts'
import { strandByFrequency } from './sum/strand-by-frequency.ts'

const genotypes = ['0/0', '0/1', '1/1'] as const

describe('effects count by the copies of the named allele', () => {
  const worth = async (effect: RowEffect, named: 'A' | 'G'): Promise<readonly number[]> =>
    Promise.all(
      genotypes.map(
        async (gt) =>
          (
            await scoredIn(vcfOf([`chr1 100 A G ${gt}`]), [
              scoreRow(`chr1:100 ${named} ${named === 'A' ? 'G' : 'A'}`, effect),
            ])
          ).sum,
      ),
    )

  test.each([
    ['additive', { kind: 'additive', weight: 0.3 }, [0, 0.3, 0.6], [0.6, 0.3, 0]],
    ['dominant', { kind: 'dominant', weight: 0.3 }, [0, 0.3, 0.3], [0.3, 0.3, 0]],
    ['recessive', { kind: 'recessive', weight: 0.3 }, [0, 0, 0.3], [0.3, 0, 0]],
    ['dosage', { kind: 'dosage', weights: [-1, 0.5, 7] }, [-1, 0.5, 7], [7, 0.5, -1]],
  ] as const)('%s', async (_, effect, ofAlt, ofRef) => {
    expect(await worth(effect, 'G')).toEqual(ofAlt)
    expect(await worth(effect, 'A')).toEqual(ofRef)
  })
})

describe('what stands at a place', () => {
  const one = async (rows: readonly string[], place: string, options = {}, format = 'GT') => {
    const { sum, reasons } = await scoredIn(vcfOf(rows, format), [scoreRow(place)], options)
    return [sum, Object.keys(reasons)[0]]
  }

  test.each([
    [['chr1 100 A C,G 1/2'], 'chr1:100 G A', [1, 'called']],
    [['chr1 100 A C,G 1/2'], 'chr1:100 A G', [0, 'called']],
    [['chr1 100 A C,G 0/2'], 'chr1:100 A C', [1, 'called']],
    [['chr1 100 A C 0/1', 'chr1 100 A G 0/1'], 'chr1:100 A G', [0, 'called']],
    [['chr1 100 A C 0/1', 'chr1 100 A G 0/0'], 'chr1:100 A G', [1, 'called']],
    [['chr1 100 A C 0/1'], 'chr1:100 A G', [1, 'called']],
    [['chr1 100 A C 0/1'], 'chr1:100 G A', [0, 'called']],
    [['chr1 100 A G 0/1'], 'chr1:100 C T', [1, 'called-complement']],
    [['chr1 100 A G 1/1'], 'chr1:100 C T', [2, 'called-complement']],
    [['chr1 100 A G 0/1'], 'chr1:100 A C', [1, 'called']],
    [['chr1 100 C G 0/1'], 'chr1:100 A T', [0, 'ambiguous']],
    [['chr1 100 T G 0/1'], 'chr1:100 A C', [1, 'called-complement']],
    [['chr1 100 T A 0/1'], 'chr1:100 C G', [0, 'ambiguous']],
    [['chr1 100 C T 0/1'], 'chr1:100 A T', [0, 'ambiguous']],
    [['chr1 100 CA CG 0/1'], 'chr1:101 G A', [1, 'called-other-notation']],
    [['chr1 99 CA C 0/1'], 'chr1:100 A G', [1, 'called-other-notation']],
    [['chr1 99 CA C 1/1'], 'chr1:100 A G', [0, 'called-other-notation']],
    [['chr1 99 CA C 0/1', 'chr1 100 A G,* 1/2'], 'chr1:100 A G', [0, 'called']],
    [['chr1 99 CA C 0/1', 'chr1 100 A G,* 1/2'], 'chr1:100 G A', [1, 'called']],
    [['chr1 100 T TA 0/1'], 'chr1:100 TA T', [1, 'called']],
    [['chr1 100 TAA T,TA 1/2'], 'chr1:100 T TAA', [1, 'called']],
    [['chr1 100 TAA T,TA 1/2'], 'chr1:100 TA TAA', [1, 'called']],
    [['chr1 100 TAA T,TA 0/2'], 'chr1:100 T TA', [1, 'called']],
    [['chr1 100 A G ./.'], 'chr1:100 G A', [0, 'open-call']],
    [['chr1 100 A G ./1'], 'chr1:100 G A', [0, 'open-call']],
    [['chr1 100 A G 0/1 . LowQual'], 'chr1:100 G A', [0, 'open-call']],
    [['chr1 100 A G 0/1'], 'chr1:100 G', [1, 'called']],
    [['chr1 100 A G 0/1'], 'chr1:100 A', [1, 'called']],
    [['chr1 100 A T 0/1'], 'chr1:100 A', [0, 'ambiguous']],
    [['chr1 100 A G 0/1'], 'chr1:100 T', [0, 'other-alleles']],
    [['chr1 100 AT A 0/1'], 'chr1:100 A', [0, 'other-alleles']],
    [['chr1 100 AT A 0/1', 'chr1 100 A G 0/1'], 'chr1:100 A', [1, 'called']],
    [['chr1 100 A AT 0/0'], 'chr1:100 A', [2, 'called']],
    [['chr1 100 A G 0/1', 'chr1 100 A G 0/1'], 'chr1:100 G A', [1, 'called']],
    [['chr1 100 A G 0/1', 'chr1 100 A G 1/1'], 'chr1:100 G A', [0, 'open-call']],
    [['chr1 100 A G 0/1', 'chr1 100 A G 0/0'], 'chr1:100 A G', [0, 'open-call']],
    [['chr1 100 A C 0/1', 'chr1 100 A C 0/1'], 'chr1:100 A G', [1, 'called']],
    [['chr1 100 TAA T 0/1', 'chr1 100 TAA TA 0/1'], 'chr1:100 TAA T', [0, 'called']],
    [['chr1 100 TAA T 0/1', 'chr1 100 TAA TA 0/0'], 'chr1:100 TAA T', [1, 'called']],
    [['chr1 99 CAT C 0/1', 'chr1 99 CA C 0/1'], 'chr1:100 A G', [0, 'called-other-notation']],
    [['chr1 99 CAT C 0/1', 'chr1 99 CAT C 0/1'], 'chr1:100 A G', [1, 'called-other-notation']],
    [['chr1 99 CA C 0/1', 'chr1 100 A T 0/1'], 'chr1:100 A G', [0, 'called']],
    [['chr1 90 C <NON_REF> 0/0 END=110', 'chr1 100 A G 0/1 . LowQual'], 'chr1:100 A G', [0, 'open-call']],
  ] as const)('%j at %s', async (rows, place, expected) => {
    expect(await one(rows, place)).toEqual(expected)
    expect(await one(rows.toReversed(), place)).toEqual(expected)
  })

  test('a filtered call counts when it is told to', async () => {
    expect(await one(['chr1 100 A G 0/1 . LowQual'], 'chr1:100 G A', { anyFilter: true })).toEqual([1, 'called'])
  })

  test('expected copies go before the genotype, and the chances of genotypes stand in for them', async () => {
    expect((await one(['chr1 100 A G 0/1:1.25'], 'chr1:100 G A', {}, 'GT:DS'))[0]).toBe(1.25)
    expect((await one(['chr1 100 A G ./.:1.25'], 'chr1:100 A G', {}, 'GT:DS'))[0]).toBe(0.75)
    expect((await one(['chr1 100 A G 0/1:0,0.5,0.5'], 'chr1:100 G A', {}, 'GT:GP'))[0]).toBe(1.5)
    expect((await one(['chr1 100 A G 0/1:1.25'], 'chr1:100 G A', { hardCalls: true }, 'GT:DS'))[0]).toBe(1)
    expect((await one(['chr1 100 A G 0/1:.'], 'chr1:100 G A', {}, 'GT:DS'))[0]).toBe(1)
  })

  test('a reference genotype on too few reads leaves the place open', async () => {
    expect((await one(['chr1 100 A G 0/0:9'], 'chr1:100 A G', {}, 'GT:DP'))[1]).toBe('open-call')
    expect(await one(['chr1 100 A G 0/0:10'], 'chr1:100 A G', {}, 'GT:DP')).toEqual([2, 'called'])
  })
})

describe('places that the file says nothing of', () => {
  const reference = memoryReference({ chr1: `${'N'.repeat(99)}ACGTTTA` })
  const block = vcfOf(['chr1 90 C <NON_REF> 0/0:30:30 END=110'], 'GT:GQ:MIN_DP')

  test('are reference within a block, once it is known which allele that is', async () => {
    const [row] = [scoreRow('chr1:100 A G')]
    expect(await scoredIn(block, [row], { reference })).toMatchObject({
      sum: 2,
      reasons: { 'reference-block': 1 },
      matched: 1,
    })
    expect(await scoredIn(block, [row], {}, [{ chrom: 'chr1', pos: 100, ref: 'G', alt: 'A' }])).toMatchObject({
      sum: 0,
      reasons: { 'reference-block': 1 },
    })
    expect(await scoredIn(block, [scoreRow('chr1:100 A G', undefined, 0.25)])).toMatchObject({
      sum: 0.5,
      imputed: 1,
      matched: 0,
    })
    expect((await scoredIn(block, [row])).reasons).toEqual({ 'reference-allele-not-known': 1 })
  })

  test('are reference also at the first base of a block that does not name it', async () => {
    const unnamed = vcfOf(['chr1 100 N <NON_REF> 0/0:30:30 END=110'], 'GT:GQ:MIN_DP')
    for (const place of ['chr1:100 A G', 'chr1:100 A'])
      expect(await scoredIn(unnamed, [scoreRow(place)], { reference })).toMatchObject({
        sum: 2,
        reasons: { 'reference-block': 1 },
      })
  })

  test('are not reference within a block of few reads', async () => {
    const thin = vcfOf(['chr1 90 C <NON_REF> 0/0:30:5 END=110'], 'GT:GQ:MIN_DP')
    expect((await scoredIn(thin, [scoreRow('chr1:100 A G')], { reference })).matched).toBe(0)
  })

  test('are reference in callable stretches, or when the user states it, and absent otherwise', async () => {
    const empty = vcfOf(['chr1 500 A G 0/1'])
    const row = scoreRow('chr1:100 A G')
    const stretch = (end: number) => () => ({ starts: Int32Array.of(50), ends: Int32Array.of(end) })
    expect(await scoredIn(empty, [row], { reference, callable: stretch(100) })).toMatchObject({
      sum: 2,
      reasons: { callable: 1 },
    })
    expect((await scoredIn(empty, [row], { reference, callable: stretch(99) })).matched).toBe(0)
    expect(await scoredIn(empty, [row], { reference, silence: 'reference' })).toMatchObject({
      sum: 2,
      reasons: { 'stated-reference': 1 },
    })
    expect(await scoredIn(empty, [row], { reference })).toMatchObject({
      sum: 0,
      reasons: { absent: 1 },
      matched: 0,
      total: 1,
    })
  })

  test('have an allele of the other strand as reference, or neither', async () => {
    const silent = { reference, silence: 'reference' } as const
    const empty = vcfOf(['chr1 500 A G 0/1'])
    expect(await scoredIn(empty, [scoreRow('chr1:100 T C')], silent)).toMatchObject({ sum: 2 })
    expect((await scoredIn(empty, [scoreRow('chr1:100 G C')], { ...silent, ambiguous: 'keep' })).reasons).toEqual({
      'other-alleles': 1,
    })
    // The reference reads CG at 101: an insertion of A behind C is one, CG and C could be either.
    expect(await scoredIn(empty, [scoreRow('chr1:101 CA C')], silent)).toMatchObject({ sum: 0, matched: 1 })
    expect((await scoredIn(empty, [scoreRow('chr1:101 CG C')], silent)).reasons).toEqual({
      'reference-allele-not-known': 1,
    })
  })
})

describe('a row that was not read', () => {
  const open = vcfOf(['chr1 100 A G ./.'])
  const p = 0.3

  test('adds its mean in Hardy-Weinberg equilibrium, and its variance to the error', async () => {
    const expected = (weights: readonly [number, number, number]) => {
      const share = [(1 - p) ** 2, 2 * p * (1 - p), p * p]
      const mean = weights.reduce((sum, w, i) => sum + w * (share[i] as number), 0)
      return { mean, error: Math.sqrt(weights.reduce((sum, w, i) => sum + (w - mean) ** 2 * (share[i] as number), 0)) }
    }
    for (const [effect, weights] of [
      [{ kind: 'additive', weight: 2 }, [0, 2, 4]],
      [{ kind: 'dominant', weight: 2 }, [0, 2, 2]],
      [{ kind: 'recessive', weight: 2 }, [0, 0, 2]],
      [{ kind: 'dosage', weights: [1, -1, 5] }, [1, -1, 5]],
    ] as const) {
      const scored = await scoredIn(open, [scoreRow('chr1:100 G A', effect, p)])
      expect(scored.sum).toBeCloseTo(expected(weights).mean, 12)
      expect(scored.standardError).toBeCloseTo(expected(weights).error, 12)
      expect([scored.reasons, scored.imputedBecause]).toEqual([{ imputed: 1 }, { 'open-call': 1 }])
    }
  })

  test('adds p × weight as PLINK does, or nothing', async () => {
    const row = scoreRow('chr1:100 G A', { kind: 'dominant', weight: 2 }, p)
    expect((await scoredIn(open, [row], { missing: 'plink2' })).sum).toBeCloseTo(p * 2, 12)
    expect(await scoredIn(open, [row], { missing: 'skip' })).toMatchObject({
      sum: 0,
      denominator: 0,
      imputed: 0,
      reasons: { 'open-call': 1 },
    })
  })

  test('lessens the coverage by count and by variance', async () => {
    const rows = [
      scoreRow('chr1:100 G A', { kind: 'additive', weight: 3 }, 0.5),
      scoreRow('chr1:200 G A', { kind: 'additive', weight: 1 }, 0.5),
    ]
    const scored = await scoredIn(vcfOf(['chr1 100 A G ./.', 'chr1 200 A G 0/1']), rows)
    expect([scored.matched, scored.total]).toEqual([1, 2])
    expect(scored.varianceShare).toBeCloseTo(1 / 10, 12)
    const unknown = await scoredIn(vcfOf(['chr1 200 A G 0/1']), [...rows.slice(1), scoreRow('chr1:300 G A')])
    expect([unknown.matched, unknown.varianceShare]).toEqual([1, undefined])
    expect(scored.standardError).toBeCloseTo(Math.sqrt(9 * 2 * 0.5 * 0.5), 12)
  })
})

describe('on X', () => {
  const row = [scoreRow('chrX:50000000 G A')]
  const at = (call: string) => vcfOf([`chrX 50000000 A G ${call}`])

  test("a man's one copy counts two, as in PLINK 2, or one when asked", async () => {
    for (const call of ['1', '1/1']) {
      expect(await scoredIn(at(call), row, { sex: 'male' })).toMatchObject({ sum: 2, denominator: 2 })
      expect(await scoredIn(at(call), row, { sex: 'male', maleX: 1 })).toMatchObject({ sum: 1, denominator: 1 })
    }
  })

  test('two different strands in a man, and one strand in a woman, are not believed', async () => {
    expect((await scoredIn(at('0/1'), row, { sex: 'male' })).matched).toBe(0)
    expect((await scoredIn(at('1'), row, { sex: 'female' })).matched).toBe(0)
    expect((await scoredIn(at('0/1'), row, { sex: 'female' })).sum).toBe(1)
  })

  test('the stretch shared with Y has two strands in everybody', async () => {
    const par = [scoreRow('chrX:1000000 G A')]
    expect((await scoredIn(vcfOf(['chrX 1000000 A G 0/1']), par, { sex: 'male' })).sum).toBe(1)
  })

  test('recessive effects show in a man with one copy', async () => {
    const recessive = [scoreRow('chrX:50000000 G A', { kind: 'recessive', weight: 3 })]
    for (const maleX of [1, 2] as const)
      expect((await scoredIn(at('1'), recessive, { sex: 'male', maleX })).sum).toBe(3)
  })
})

test('a place on Y adds nothing in a woman, and where the sex is not known silence is no reference', async () => {
  const row = [scoreRow('chrY:7000000 G A')]
  const silent = { silence: 'reference' } as const
  const site = [{ chrom: 'chrY', pos: 7000000, ref: 'G', alt: 'A' }]
  const empty = vcfOf(['chr1 1 A G 0/1'])
  expect((await scoredIn(empty, row, silent, site)).matched).toBe(0)
  expect((await scoredIn(empty, row, { ...silent, sex: 'male' }, site)).sum).toBe(1)
  expect((await scoredIn(vcfOf(['chr1 1 A G 0/1']), row, { sex: 'female' })).reasons).toEqual({ 'not-in-this-sex': 1 })
})

describe('A/T and C/G places', () => {
  test('can be told by frequency when both are far from one half', () => {
    expect([
      strandByFrequency(0.1, 0.15),
      strandByFrequency(0.1, 0.9),
      strandByFrequency(0.45, 0.1),
      strandByFrequency(0.1, 0.35),
      strandByFrequency(Number.NaN, 0.1),
    ]).toEqual([1, -1, 0, 0, 0])
  })

  test('are turned where the panel says so', async () => {
    const rows = [scoreRow('chr1:100 T A', { kind: 'additive', weight: 1 }, 0.1)]
    const panel = (altFrequency: number) => [{ chrom: 'chr1', pos: 100, ref: 'A', alt: 'T', altFrequency }]
    const vcf = vcfOf(['chr1 100 A T 1/1'])
    const by = { ambiguous: 'byFrequency' } as const
    expect((await scoredIn(vcf, rows, by, panel(0.12))).sum).toBe(2)
    expect((await scoredIn(vcf, rows, by, panel(0.88))).sum).toBe(0)
    expect((await scoredIn(vcf, rows, by, panel(0.5))).reasons).toEqual({ ambiguous: 1 })
    expect((await scoredIn(vcf, rows, { ambiguous: 'keep' })).sum).toBe(2)
  })
})

describe('whatever the score and the person', () => {
  const weight = fc.double({ min: -2, max: 2, noNaN: true })
  const place = fc.record({
    gt: fc.constantFrom('0/0', '0/1', '1/1', './.'),
    weight,
    isAlt: fc.boolean(),
    p: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
  })
  const places = fc.array(place, { minLength: 1, maxLength: 12 })
  type Place = { readonly gt: string; readonly weight: number; readonly isAlt: boolean; readonly p: number }
  const rowsOf = (of: readonly Place[]) =>
    of.map(({ weight: w, isAlt, p }, i) =>
      scoreRow(`chr1:${100 + i} ${isAlt ? 'G A' : 'A G'}`, { kind: 'additive', weight: w }, p),
    )
  const vcf = (of: readonly Place[]) => vcfOf(of.map(({ gt }, i) => `chr1 ${100 + i} A G ${gt}`))

  test('the order of rows changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(places, async (of) => {
        expect((await scoredIn(vcf(of), rowsOf(of).toReversed())).sum).toBe((await scoredIn(vcf(of), rowsOf(of))).sum)
      }),
      { numRuns: 40 },
    )
  })

  test('a row of weight 0 changes nothing but the counts', async () => {
    await fc.assert(
      fc.asyncProperty(places, async (of) => {
        const more = [...rowsOf(of), scoreRow('chr1:900 G A', { kind: 'additive', weight: 0 }, 0.2)]
        const [without, with0] = [await scoredIn(vcf(of), rowsOf(of)), await scoredIn(vcf(of), more)]
        expect([with0.sum, with0.standardError, with0.total]).toEqual([
          without.sum,
          without.standardError,
          without.total + 1,
        ])
      }),
      { numRuns: 40 },
    )
  })

  test('naming the other allele with the weight turned shifts the sum by twice the weights', async () => {
    await fc.assert(
      fc.asyncProperty(places, async (of) => {
        const turned = of.map((o) => ({ ...o, weight: -o.weight, isAlt: !o.isAlt, p: 1 - o.p }))
        const shift = of.reduce((sum, o) => sum + 2 * o.weight, 0)
        const [a, b] = [await scoredIn(vcf(of), rowsOf(of)), await scoredIn(vcf(of), rowsOf(turned))]
        expect(a.sum - b.sum).toBeCloseTo(shift, 9)
        expect(a.standardError).toBeCloseTo(b.standardError, 9)
      }),
      { numRuns: 40 },
    )
  })

  test('the contributions of the rows add up to the sum, and each row has its reason', async () => {
    await fc.assert(
      fc.asyncProperty(places, async (of) => {
        const { sum, rows, reasons, total } = await scoredIn(vcf(of), rowsOf(of), { rows: true })
        const added = [...(rows?.contributions ?? [])].filter((c) => !Number.isNaN(c)).reduce((a, b) => a + b, 0)
        expect(added).toBeCloseTo(sum, 9)
        expect(Object.values(reasons).reduce((a, b) => a + b, 0)).toBe(total)
      }),
      { numRuns: 40 },
    )
  })
})
