import { expect, test } from 'vitest'
import { nonsenseDecay } from './nonsense-decay.ts'

const junctions = [200, 350, 900, 1100]

test.each([
  ['in the last exon', 1104, 'no', 'lastExon'],
  ['49 bases before the last junction', 1051, 'no', 'nearLastJunction'],
  ['52 bases before the last junction', 1048, 'uncertain', 'nearLastJunction'],
  ['55 bases before the last junction', 1045, 'yes', 'farBeforeLastJunction'],
  ['in the first 100 coding bases', 120, 'no', 'earlyInCodingPart'],
  ['in an exon of 550 bases', 600, 'no', 'longExon'],
  ['in an exon of 150 bases', 300, 'yes', 'farBeforeLastJunction'],
] as const)('a stop %s', (_, end, expected, because) => {
  expect(nonsenseDecay(end, 20, junctions)).toEqual({ expected, because })
})

test('a transcript of one exon is not degraded', () => {
  expect(nonsenseDecay(300, 20, [])).toEqual({ expected: 'no', because: 'singleExon' })
})
