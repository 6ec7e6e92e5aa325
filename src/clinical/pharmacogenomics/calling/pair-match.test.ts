import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pairsByPermutation } from '../../../../bench/permutation-matcher.ts'
import { loadRelease } from '../../../knowledge/folder.ts'
import { pgxKnowledge } from '../knowledge.ts'
import type { NamedAllele, Position } from '../model.ts'
import { callGenotype } from './call-gene.ts'
import { define } from './definition.ts'
import { notSeen, readGenotype } from './genotype.ts'
import { matchPairs, scoresOf } from './pair-match.ts'

const position = (pos: number): Position => ({
  gene: 'G',
  chrom: 'chr1',
  pos,
  ref: 'A',
  alts: ['C', 'G'],
  hgvs: '',
  alleleMap: {},
  tier1: false,
  required: false,
  kind: 'named_allele',
})
const allele = (name: string, defining: NamedAllele['defining'], reference = false): NamedAllele => ({
  gene: 'G',
  name,
  reference,
  structural: false,
  outsideCallOnly: false,
  function: null,
  activity: null,
  tier1: false,
  score: defining.length,
  corePositions: defining.length,
  defining,
})

/** Small genes: up to six positions, up to seven alleles, some of them with ambiguity codes. */
const smallGene = fc
  .integer({ min: 1, max: 6 })
  .chain((n) =>
    fc.record({
      n: fc.constant(n),
      alleles: fc.array(fc.array(fc.constantFrom('', '', 'A', 'C', 'G', 'M', 'S'), { minLength: n, maxLength: n }), {
        minLength: 1,
        maxLength: 6,
      }),
      strands: fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 }), fc.boolean()), {
        minLength: n,
        maxLength: n,
      }),
      phased: fc.boolean(),
    }),
  )
  .map(({ n, alleles, strands, phased }) => {
    const positions = Array.from({ length: n }, (_, i) => position(i + 1))
    const named = [
      allele('*1', [], true),
      ...alleles.map((spelling, i) =>
        allele(
          `*${i + 2}`,
          spelling.flatMap((a, p) => (a === '' ? [] : [{ pos: p + 1, allele: a }])),
        ),
      ),
    ].filter((a) => a.reference || a.defining.length > 0)
    return { positions, named, strands, phased }
  })

const bases = ['A', 'C', 'G']
const genotypeOf = (strands: readonly (readonly [number, number, boolean])[], phased: boolean) => ({
  first: Uint8Array.from(strands, ([x, , gone]) => (gone && x === 0 ? notSeen : x)),
  second: Uint8Array.from(strands, ([x, y, gone]) => (gone && x === 0 ? notSeen : y)),
  phased: new Uint8Array(strands.length).fill(phased ? 1 : 0),
})

describe('the pair test', () => {
  test('gives the pairs of the plain permutation matcher, phased and unphased, with ambiguity codes and missing positions', () => {
    fc.assert(
      fc.property(smallGene, ({ positions, named, strands, phased }) => {
        const definition = define('G', positions, named, {})
        const genotype = genotypeOf(strands, phased)
        const ours = matchPairs(definition, genotype, readGenotype(definition, genotype))
        const labels = ours.pairs
          .map((p) => [definition.names[p.a] ?? '', definition.names[p.b] ?? ''].toSorted().join('/'))
          .toSorted()
        const plain = strands.map(([x, y, gone]) =>
          gone && x === 0 ? null : ([bases[x], bases[y]] as [string, string]),
        )
        expect(labels).toEqual(pairsByPermutation(positions, named, plain, phased))
      }),
      { numRuns: 2000 },
    )
  })

  test('a phased result is among the unphased candidates of the same genotype', () => {
    fc.assert(
      fc.property(smallGene, ({ positions, named, strands }) => {
        const definition = define('G', positions, named, {})
        const pairsOf = (phased: boolean) => {
          const genotype = genotypeOf(strands, phased)
          return matchPairs(definition, genotype, readGenotype(definition, genotype)).pairs.map((p) => `${p.a}/${p.b}`)
        }
        const unphased = new Set(pairsOf(false))
        expect(pairsOf(true).filter((p) => !unphased.has(p))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  test('scores of missing positions are taken out, and the reference allele scores what is left', () => {
    const definition = define(
      'G',
      [position(1), position(2)],
      [
        allele('*1', [], true),
        allele('*2', [
          { pos: 1, allele: 'C' },
          { pos: 2, allele: 'G' },
        ]),
      ],
      {},
    )
    expect([...scoresOf(definition, [1])]).toEqual([1, 1])
  })
})

describe('the worst case', () => {
  const knowledge = pgxKnowledge([loadRelease('clinpgx')])
  test('unphased RYR1, heterozygous at every position, lists the variants without laying out strands', () => {
    const gene = knowledge.genes.get('RYR1')
    const n = gene?.definition?.positions.length ?? 0
    if (gene === undefined) throw new Error('no RYR1')
    const call = callGenotype(gene, {
      first: new Uint8Array(n),
      second: new Uint8Array(n).fill(1),
      phased: new Uint8Array(n),
    })
    expect(n).toBe(313)
    expect(call.diplotypes).toEqual([])
    expect(call.lowestFunction.length).toBeGreaterThan(300)
  })

  test('no gene tests more than half the square of its alleles, however many positions are heterozygous', () => {
    for (const { definition, gene } of knowledge.genes.values()) {
      if (definition === undefined || gene === 'RYR1') continue
      const n = definition.positions.length
      const genotype = { first: new Uint8Array(n), second: new Uint8Array(n).fill(1), phased: new Uint8Array(n) }
      const a = definition.names.length
      expect(matchPairs(definition, genotype, readGenotype(definition, genotype)).steps).toBeLessThanOrEqual(
        (a * (a + 1)) / 2,
      )
    }
  })
})
