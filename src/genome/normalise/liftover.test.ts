import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryReference } from '../reference/index.ts'
import { reverseComplement } from '../reverse-complement.ts'
import { readChain } from './chain-file.ts'
import { liftover, liftStretch } from './liftover.ts'

/** Pieces of a made-up source genome: kept as they are, lost, put in anew, or turned round. */
type Piece = { readonly kind: 'same' | 'lost' | 'new' | 'turned'; readonly bases: string }

const bases = (least: number, most: number) =>
  fc.string({ unit: fc.constantFrom('A', 'C', 'G', 'T'), minLength: least, maxLength: most })
const pieces = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: bases(5, 40).map((b): Piece => ({ kind: 'same', bases: b })) },
    bases(1, 12).map((b): Piece => ({ kind: 'lost', bases: b })),
    bases(1, 12).map((b): Piece => ({ kind: 'new', bases: b })),
    bases(8, 30).map((b): Piece => ({ kind: 'turned', bases: b })),
  ),
  { minLength: 1, maxLength: 12 },
)

/** Builds source, target, the true place of each source base, and the chain that says so: one long chain along the genome, and one of its own for each turned piece. */
const built = (all: readonly Piece[]) => {
  let source = ''
  let target = ''
  const truth: (readonly [number, '+' | '-'] | undefined)[] = []
  const blocks: (readonly [number, number, number])[] = []
  const turned: (readonly [number, number, number])[] = []
  for (const { kind, bases: b } of all) {
    if (kind === 'same') {
      blocks.push([source.length, target.length, b.length])
      for (let i = 0; i < b.length; i++) truth.push([target.length + i, '+'])
    }
    if (kind === 'turned') {
      turned.push([source.length, target.length, b.length])
      for (let i = 0; i < b.length; i++) truth.push([target.length + b.length - 1 - i, '-'])
    }
    if (kind === 'lost') for (let i = 0; i < b.length; i++) truth.push(undefined)
    if (kind !== 'new') source += b
    if (kind !== 'lost') target += kind === 'turned' ? reverseComplement(b) : b
  }
  const lines: string[] = []
  const [first] = blocks
  const last = blocks.at(-1)
  if (first !== undefined && last !== undefined) {
    lines.push(
      `chain 1000 s ${source.length} + ${first[0]} ${last[0] + last[2]} t ${target.length} + ${first[1]} ${last[1] + last[2]} 1`,
    )
    blocks.forEach(([s, t, n], i) => {
      const next = blocks[i + 1]
      lines.push(next === undefined ? `${n}` : `${n}\t${next[0] - s - n}\t${next[1] - t - n}`)
    })
    lines.push('')
  }
  turned.forEach(([s, t, n], i) => {
    const start = target.length - t - n
    lines.push(
      `chain 10 s ${source.length} + ${s} ${s + n} t ${target.length} - ${start} ${start + n} ${i + 2}`,
      `${n}`,
      '',
    )
  })
  return { source, target, truth, chain: lines.join('\n') }
}

const opened = (text: string) => {
  const read = readChain(text)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.value
}

describe('lifting over a chain that was made from a known change of a genome', () => {
  test('every base goes where it truly went, on the strand it truly has, or is refused when it was lost', () => {
    fc.assert(
      fc.property(pieces, (all) => {
        const { source, truth, chain } = built(all)
        fc.pre(chain !== '')
        const map = opened(chain)
        for (let i = 0; i < source.length; i++) {
          const got = liftStretch(map, 's', i + 1, i + 1)
          const [at, strand] = truth[i] ?? []
          if (at === undefined) expect(got.ok).toBe(false)
          else expect(got).toMatchObject({ ok: true, value: { chrom: 't', start: at + 1, end: at + 1, strand } })
        }
      }),
      { numRuns: 300, seed: 12345 },
    )
  })

  test('a variant makes the same sequence on the target as in the source, wherever it is carried over', () => {
    fc.assert(
      fc.property(pieces, fc.nat(), fc.integer({ min: 1, max: 4 }), bases(1, 4), (all, place, length, alt) => {
        const { source, target, truth, chain } = built(all)
        fc.pre(source.length >= length && chain !== '')
        const from = place % (source.length - length + 1)
        const ref = source.slice(from, from + length)
        fc.pre(ref !== alt)
        const genome = memoryReference({ t: target })
        const got = liftover(
          { chrom: 's', pos: from + 1, ref, alt },
          opened(chain),
          genome,
          memoryReference({ s: source }),
        )
        const spots = Array.from({ length }, (_, i) => truth[from + i])
        if (!got.ok && got.reason === 'nearGap') {
          expect(ref.length).not.toBe(alt.length)
          return
        }
        if (!got.ok) {
          const strands = new Set(spots.map((s) => s?.[1]))
          const unbroken = spots.every(
            (s, i) => s !== undefined && (i === 0 || Math.abs(s[0] - (spots[i - 1]?.[0] ?? 0)) === 1),
          )
          expect(strands.has(undefined) || strands.size > 1 || !unbroken).toBe(true)
          return
        }
        const low = Math.min(...spots.map((s) => s?.[0] ?? -1))
        const wanted =
          target.slice(0, low) + (got.value.strand === '+' ? alt : reverseComplement(alt)) + target.slice(low + length)
        const v = got.value.variant
        expect(target.slice(v.pos - 1, v.pos - 1 + v.ref.length)).toBe(v.ref)
        expect(target.slice(0, v.pos - 1) + v.alt + target.slice(v.pos - 1 + v.ref.length)).toBe(wanted)
      }),
      { numRuns: 500, seed: 12345 },
    )
  })
})

describe('an insertion or deletion that is the difference between the builds', () => {
  const left = 'ACGTTGCAGT'
  const right = 'GCATTACGGA'
  const chain = (at: number, size: number, lost: number, put: number): string =>
    `chain 100 s ${size} + 0 ${size} t ${size - lost + put} + 0 ${size - lost + put} 1\n${at} ${lost} ${put}\n${size - at - lost}\n`

  test('is not carried over as a second one, wherever in a repeat the chain has its gap', () => {
    const source = `${left}AAAA${right}`
    const target = memoryReference({ t: `${left}AAAAA${right}` })
    for (let at = left.length; at <= left.length + 4; at++) {
      const map = opened(chain(at, source.length, 0, 1))
      for (let pos = left.length; pos <= left.length + 4; pos++) {
        const base = source.charAt(pos - 1)
        expect(liftover({ chrom: 's', pos, ref: base, alt: `${base}A` }, map, target).ok).toBe(false)
      }
      expect(liftover({ chrom: 's', pos: 5, ref: 'T', alt: 'TA' }, map, target).ok).toBe(true)
    }
  })

  test('nor where a base was lost', () => {
    const source = `${left}AAAAA${right}`
    const target = memoryReference({ t: `${left}AAAA${right}` })
    for (let at = left.length; at <= left.length + 4; at++) {
      const map = opened(chain(at, source.length, 1, 0))
      for (let pos = left.length; pos < left.length + 5; pos++)
        expect(
          liftover({ chrom: 's', pos, ref: source.slice(pos - 1, pos + 1), alt: source.charAt(pos - 1) }, map, target)
            .ok,
        ).toBe(false)
    }
  })
})

describe('reasons', () => {
  const chain = [
    'chain 100 chr1 100 + 10 60 chr2 100 + 20 75 1',
    '20 5 10',
    '25',
    '',
    'chain 50 1 100 + 10 20 chr3 100 + 0 10 2',
    '10',
    '',
  ].join('\n')
  const map = opened(chain)
  test.each([
    ['chrX', 5, 5, 'noContig'],
    ['chr1', 5, 5, 'noChain'],
    ['chr1', 32, 33, 'inGap'],
    ['chr1', 30, 36, 'spansBlocks'],
    ['chr1', 59, 62, 'spansBlocks'],
  ])('%s:%i-%i is refused: %s', (chrom, start, end, reason) => {
    expect(liftStretch(map, chrom, start, end)).toEqual({ ok: false, reason })
  })

  test('of two chains the higher score leads, and the other is counted', () => {
    expect(liftStretch(map, '1', 11, 12)).toEqual({
      ok: true,
      value: { chrom: 'chr2', start: 21, end: 22, strand: '+', chain: '1', otherChains: 1 },
    })
    const tie = opened(chain.replace('chain 50', 'chain 100'))
    expect(liftStretch(tie, '1', 11, 12)).toEqual({ ok: false, reason: 'ambiguous' })
  })

  test('an SNV whose ALT is the target base is swapped and marked, anything else that differs is refused', () => {
    const target = memoryReference({ chr2: 'G'.repeat(100) })
    expect(liftover({ chrom: 'chr1', pos: 25, ref: 'A', alt: 'G' }, map, target)).toMatchObject({
      ok: true,
      value: { swapped: true, checked: true, variant: { chrom: 'chr2', pos: 35, ref: 'G', alt: 'A' } },
    })
    expect(liftover({ chrom: 'chr1', pos: 25, ref: 'A', alt: 'C' }, map, target)).toEqual({
      ok: false,
      reason: 'targetDiffers',
    })
    expect(liftover({ chrom: 'chr1', pos: 25, ref: 'AA', alt: 'G' }, map, target)).toEqual({
      ok: false,
      reason: 'targetDiffers',
    })
    expect(liftover({ chrom: 'chr1', pos: 25, ref: 'A', alt: '<DEL>' }, map, target)).toEqual({
      ok: false,
      reason: 'notBases',
    })
    expect(liftover({ chrom: 'chr1', pos: 25, ref: 'A', alt: 'C' }, map, memoryReference({ chr9: 'A' }))).toEqual({
      ok: false,
      reason: 'notHeld',
    })
  })

  test('an indel that changes strand needs the target to be anchored', () => {
    const turned = opened('chain 9 s 20 + 0 20 t 20 - 0 20 1\n20\n')
    expect(liftover({ chrom: 's', pos: 5, ref: 'AC', alt: 'A' }, turned)).toEqual({ ok: false, reason: 'needsTarget' })
    expect(liftover({ chrom: 's', pos: 5, ref: 'A', alt: 'C' }, turned)).toMatchObject({
      ok: true,
      value: { checked: false, strand: '-', variant: { chrom: 't', pos: 16, ref: 'T', alt: 'G' } },
    })
  })
})

describe('a chain file that is not whole', () => {
  test.each([
    ['cut off inside a chain', 'chain 100 a 100 + 0 60 b 100 + 0 60 1\n20 5 5\n'],
    ['with blocks that do not add up', 'chain 100 a 100 + 0 60 b 100 + 0 60 1\n20 5 5\n20\n'],
    ['with blocks beyond the end', 'chain 100 a 100 + 0 60 b 100 + 0 60 1\n20 5 5\n99\n'],
    ['with a first line of too few fields', 'chain 100 a 100 + 0 60\n60\n'],
    ['with a block before any chain', '20 1 1\n'],
    ['with letters where a size should stand', 'chain 100 a 100 + 0 60 b 100 + 0 60 1\nsixty\n'],
    ['without any chain', '# nothing\n'],
  ])('%s is refused', (_, text) => {
    const read = readChain(text, 'x.chain')
    expect(read.ok).toBe(false)
    expect(read.problems[0]).toMatchObject({ code: 'CHAIN_DAMAGED', severity: 'error', at: { source: 'x.chain' } })
  })
})
