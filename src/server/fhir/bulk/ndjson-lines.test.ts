import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type NdjsonLine, ndjsonLines } from './ndjson-lines.ts'

const inPieces = async function* (bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

const linesOf = async (text: string, size: number, most = 1000): Promise<readonly NdjsonLine[]> => {
  const lines: NdjsonLine[] = []
  for await (const line of ndjsonLines(inPieces(Buffer.from(text), size), most)) lines.push(line)
  return lines
}

test('lines are the same however the bytes come in, with letters of several bytes cut in two', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme' }).map((s) => s.replaceAll(/[\r\n]/g, ''))),
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom('\n', '\r\n'),
      async (texts, size, end) => {
        const wanted = texts.flatMap((t, i) => (t.trim() === '' ? [] : [{ n: i + 1, text: t.trim() }]))
        expect(await linesOf(texts.join(end), size)).toEqual(wanted)
      },
    ),
  )
})

test('a line that is too long is told and passed over, the next one is read', async () => {
  expect(await linesOf(`{"a":1}\n${'x'.repeat(5000)}\n{"b":2}\n`, 7, 100)).toEqual([
    { n: 1, text: '{"a":1}' },
    { n: 2, text: undefined },
    { n: 3, text: '{"b":2}' },
  ])
})
