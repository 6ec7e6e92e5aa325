import { type ByteSource, type Inflate } from '../../../genome/index.ts'
import { UnreadableBytes } from '../../../genome/bytes/index.ts'
import { bad, problem, type Result } from '../../../shared/problem.ts'
import type { ReferencePanel } from '../model.ts'
import { readPanel } from './panel-file.ts'

const together = (pieces: readonly Uint8Array[]): Uint8Array => {
  const out = new Uint8Array(pieces.reduce((n, p) => n + p.length, 0))
  let at = 0
  for (const piece of pieces) {
    out.set(piece, at)
    at += piece.length
  }
  return out
}

const all = async (chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const pieces: Uint8Array[] = []
  for await (const piece of chunks) pieces.push(piece.slice())
  return together(pieces)
}

const once = async function* (bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** Opens a panel file, packed by gzip or not. A file that is not whole is refused. */
export const openPanel = async (file: ByteSource, inflate: Inflate): Promise<Result<ReferencePanel>> => {
  try {
    const bytes = await all(file.chunks)
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b
    return readPanel(isPacked ? await all(inflate.gunzip(once(bytes))) : bytes, file.name)
  } catch (fault) {
    if (!(fault instanceof UnreadableBytes)) throw fault
    return bad([problem(fault.code, file.name, fault.message, fault.remedy)])
  }
}
