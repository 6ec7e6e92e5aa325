import { setImmediate as breath } from 'node:timers/promises'
import type { ByteSource } from '../../genome/index.ts'
import type { GenomeFile } from './person-genomes.ts'

/** Bytes read before other requests get their turn: packed ones become some ten times as many. */
const atOnce = { packed: 32 << 10, plain: 256 << 10 } as const

/** A genome in memory as a source that lets the event loop go on between its pieces, so that a large one does not hold up every other request. */
export const breathingSource = ({ name, bytes, sha256 }: GenomeFile): ByteSource => {
  const size = bytes[0] === 0x1f && bytes[1] === 0x8b ? atOnce.packed : atOnce.plain
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) {
      await breath()
      yield bytes.subarray(at, at + size)
    }
  }
  return { name, chunks: chunks(), size: bytes.length, sha256: () => sha256 }
}
