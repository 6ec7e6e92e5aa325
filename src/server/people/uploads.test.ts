import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { uploads } from './uploads.ts'

const body = (...chunks: readonly string[]): Readable => Readable.from(chunks.map((c) => Buffer.from(c)))
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

describe('an upload', () => {
  test.each([
    ['with its length announced', 7],
    ['without', undefined],
  ])('%s is taken whole, with the SHA-256 of its bytes', async (_, announced) => {
    const { receive } = uploads({ most: 100, together: 100 })
    const held = await receive(body('abc', 'defg'), announced)
    expect([text(held.bytes), held.sha256]).toEqual(['abcdefg', createHash('sha256').update('abcdefg').digest('hex')])
  })

  test('longer than it may be, longer than announced, or broken off is refused', async () => {
    const { receive } = uploads({ most: 10, together: 100 })
    await expect(receive(body('x'), 11)).rejects.toMatchObject({ statusCode: 413 })
    await expect(receive(body('0123456789', 'x'), undefined)).rejects.toMatchObject({ statusCode: 413 })
    await expect(receive(body('01', '23'), 3)).rejects.toMatchObject({ statusCode: 413 })
    await expect(receive(body('01'), 3)).rejects.toMatchObject({ statusCode: 400 })
  })

  test('for which there is no room is told to come again, and has room once another is done or has failed', async () => {
    const { receive } = uploads({ most: 10, together: 15 })
    const first = await receive(body('0123456789'), 10)
    await expect(receive(body('0123456789'), 10)).rejects.toMatchObject({ code: 'ATTUNE_BUSY' })
    await expect(receive(body('01234', '56789'), undefined)).rejects.toMatchObject({ code: 'ATTUNE_BUSY' })
    expect((await receive(body('01234'), 5)).bytes.length).toBe(5)
    await expect(receive(body('x'), 1)).rejects.toMatchObject({ code: 'ATTUNE_BUSY' })
    first.release()
    first.release()
    await expect(receive(body('01'), 10)).rejects.toMatchObject({ statusCode: 400 })
    expect((await receive(body('0123456789'), 10)).bytes.length).toBe(10)
    await expect(receive(body('x'), 1)).rejects.toMatchObject({ code: 'ATTUNE_BUSY' })
  })
})
