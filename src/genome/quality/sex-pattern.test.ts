import { describe, expect, test } from 'vitest'
import { generator, reportOf, vcfOf } from './call-set.fixture.ts'
import { compareSex, sexPattern } from './sex-pattern.ts'

type Person = { readonly x: 'one' | 'two' | 'mosaic'; readonly y: number; readonly haploid?: true }

const depth = (n: number): string => `GT:DP ?:${n}`

/** 400 single-base variants on X outside the shared stretches and `y` on Y; PASS, 30 reads. */
const callsOf = ({ x, y, haploid }: Person): readonly string[] => {
  const random = generator()
  const share = x === 'two' ? 0.6 : x === 'mosaic' ? 0.2 : 0.02
  const rows: string[] = []
  for (let i = 0; i < 400; i++) {
    const gt = random() < share ? '0/1' : haploid ? '1' : '1/1'
    rows.push(`chrX ${5_000_000 + i * 1000} . A G 50 PASS . ${depth(30).replace('?', gt)}`)
  }
  for (let i = 0; i < y; i++)
    rows.push(`chrY ${5_000_000 + i * 1000} . C T 50 PASS . ${depth(30).replace('?', haploid ? '1' : '1/1')}`)
  return rows
}

const read = async (rows: readonly string[]) => (await reportOf(vcfOf(rows))).sex

describe('karyotypes', () => {
  test.each([
    ['XX', { x: 'two', y: 0 }, 'female-like', ['twoX', 'noRowsOnY']],
    ['XX with stray calls on Y', { x: 'two', y: 1 }, 'female-like', ['twoX', 'yNotThere']],
    ['XY', { x: 'one', y: 40 }, 'male-like', ['oneX', 'yThere']],
    ['XY called as haploid', { x: 'one', y: 40, haploid: true }, 'male-like', ['oneX', 'yThere', 'calledAsHaploid']],
    ['XXY', { x: 'two', y: 40 }, 'atypical, confirm', ['twoX', 'yThere', 'likeXxy']],
    ['X0', { x: 'one', y: 0 }, 'atypical, confirm', ['oneX', 'noRowsOnY', 'likeX0']],
    ['a mosaic', { x: 'mosaic', y: 40 }, 'atypical, confirm', ['betweenOneAndTwoX', 'yThere']],
    ['XX with an unclear number of calls on Y', { x: 'two', y: 4 }, 'atypical, confirm', ['twoX', 'yNotClear']],
  ] as const)('%s is told as %o', async (_name, person, pattern, reasons) => {
    const got = await read(callsOf(person))
    expect(got.pattern).toBe(pattern)
    expect(got.reasons).toEqual(reasons)
  })
})

test('rows in the shared stretches, without a pass or with few reads do not count', async () => {
  const male = callsOf({ x: 'one', y: 40 })
  const before = await read(male)
  const shared = Array.from({ length: 300 }, (_, i) => `chrX ${20_000 + i} . A G 50 PASS . GT:DP 0/1:30`)
  const failed = Array.from({ length: 300 }, (_, i) => `chrX ${6_000_000 + i} . A G 50 LowQual . GT:DP 0/1:30`)
  const thin = Array.from({ length: 300 }, (_, i) => `chrX ${7_000_000 + i} . A G 50 PASS . GT:DP 0/1:9`)
  const indels = Array.from({ length: 300 }, (_, i) => `chrX ${8_000_000 + i} . A AG 50 PASS . GT:DP 0/1:30`)
  expect(await read([...male, ...shared, ...failed, ...thin, ...indels])).toEqual(before)
})

test('the number of calls and the het share are told beside the pattern', async () => {
  const got = await read(callsOf({ x: 'two', y: 0 }))
  expect(got.xCalls).toBe(400)
  expect(got.xHetShare).toBeCloseTo((got.evidence.xHet ?? 0) / 400, 10)
})

test('too few calls on X, or an unknown build, are no answer', async () => {
  expect(await read(callsOf({ x: 'two', y: 0 }).slice(0, 49))).toMatchObject({
    pattern: 'not assessed',
    reasons: ['fewCallsOnX'],
  })
  expect(sexPattern(undefined)).toMatchObject({ pattern: 'not assessed', reasons: ['buildUnknown'] })
})

test('of a gVCF the callable bases on Y decide', async () => {
  const xs = callsOf({ x: 'two', y: 0 })
  const onX = 'chrX 10000000 . A <NON_REF> . . END=30000000 GT:DP:GQ:MIN_DP 0/0:30:60:25'
  const thinY = 'chrY 6000000 . A <NON_REF> . . END=9000000 GT:DP:GQ:MIN_DP 0/0:1:3:0'
  const fullY = 'chrY 6000000 . A <NON_REF> . . END=9000000 GT:DP:GQ:MIN_DP 0/0:15:45:12'
  const xLast = (rows: readonly string[], y: string): readonly string[] => [...rows, onX, y]
  expect((await read(xLast(xs, thinY))).pattern).toBe('female-like')
  expect((await read(xLast(xs, fullY))).reasons).toContain('likeXxy')
  expect((await read(xLast(callsOf({ x: 'one', y: 0 }), fullY))).pattern).toBe('male-like')
})

test('a gVCF that leaves Y out does not say that Y is not there', async () => {
  const onX = 'chrX 10000000 . A <NON_REF> . . END=30000000 GT:DP:GQ:MIN_DP 0/0:30:60:25'
  expect((await read([...callsOf({ x: 'one', y: 0 }), onX])).reasons).toEqual(['oneX', 'noRowsOnY', 'likeX0'])
})

test.each([
  ['female-like', 'female', 'agrees'],
  ['female-like', 'male', 'contradicts'],
  ['male-like', 'female', 'contradicts'],
  ['atypical, confirm', 'male', 'atypical'],
  ['not assessed', 'male', 'notCompared'],
  ['male-like', undefined, 'notCompared'],
] as const)('%s beside the record "%s" %s', (pattern, recorded, outcome) => {
  expect(compareSex(pattern, recorded)).toBe(outcome)
})
