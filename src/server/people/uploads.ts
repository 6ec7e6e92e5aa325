import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { AttuneError } from '../../shared/errors.ts'

/** A body as it came in, and its SHA-256, hexadecimal. */
export type Upload = { readonly bytes: Uint8Array; readonly sha256: string }

/** `most`: bytes of one upload. `together`: of all that are held at a time. */
export type UploadLimits = { readonly most: number; readonly together: number }

/** An upload while it is held; `release` gives its room back, and may be called more than once. */
export type Held = Upload & { readonly release: () => void }

const tooLarge = (most: number): Error =>
  Object.assign(new Error(`A file may have at most ${most} bytes.`), { statusCode: 413 })

const brokenOff = (): Error => Object.assign(new Error('The file broke off.'), { statusCode: 400 })

/**
 * Takes bodies into memory, each once, and never more of them at a time than there is room for: who comes when there is none is told to come again
 * (ATTUNE_BUSY). `announced` is the length that the request states; without it room is taken as bytes arrive.
 */
export const uploads = ({ most, together }: UploadLimits) => {
  let held = 0
  const take = (size: number): void => {
    if (held + size > together) throw new AttuneError('ATTUNE_BUSY', 'other large files are being read')
    held += size
  }

  const receive = async (body: Readable, announced: number | undefined): Promise<Held> => {
    if ((announced ?? 0) > most) throw tooLarge(most)
    const hash = createHash('sha256')
    let mine = 0
    const release = (): void => {
      held -= mine
      mine = 0
    }
    const grow = (size: number): void => {
      take(size)
      mine += size
    }
    try {
      grow(announced ?? 0)
      const whole = announced === undefined ? undefined : Buffer.allocUnsafeSlow(announced)
      const pieces: Buffer[] = []
      let size = 0
      for await (const chunk of body as AsyncIterable<Buffer>) {
        hash.update(chunk)
        size += chunk.length
        if (size > (announced ?? most)) throw tooLarge(most)
        if (whole === undefined) {
          grow(chunk.length)
          pieces.push(chunk)
        } else chunk.copy(whole, size - chunk.length)
      }
      if (size < (announced ?? 0)) throw brokenOff()
      return { bytes: whole ?? Buffer.concat(pieces), sha256: hash.digest('hex'), release }
    } catch (cause) {
      release()
      throw cause
    }
  }
  return { receive }
}
