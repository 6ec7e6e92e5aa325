import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { memoryStore, orderedLines } from './ordered-lines.ts'

test('lines come out by contig, position and arrival, whatever order they came in', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(50)), { maxLength: 900 }), (places) => {
      const lines = orderedLines(memoryStore())
      places.forEach(([contig, position], i) => {
        lines.add(contig, position, new TextEncoder().encode(`${contig} ${position} ${i}\n`))
      })
      let text = ''
      lines.each((bytes) => {
        text += new TextDecoder().decode(bytes)
      })
      const meant = places
        .map(([contig, position], i) => [contig, position, i] as const)
        .toSorted((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
      expect(text).toBe(meant.map((m) => `${m.join(' ')}\n`).join(''))
    }),
  )
})
