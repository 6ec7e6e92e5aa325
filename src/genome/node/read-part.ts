import { readSync } from 'node:fs'
import { bgzfSlab } from '../bytes/bgzf.ts'
import { UnreadableBytes } from '../bytes/byte-stream.ts'
import { type PartRows, partRows } from '../region/part-rows.ts'
import type { WindowIndex } from '../sites/windows.ts'
import { nodeInflate } from './inflate.ts'
import type { FilePart } from './split-file.ts'

/** What every part of a file is read with. */
export type PartSettings = {
  readonly path: string
  readonly kind: 'bgzf' | 'plain'
  readonly windows: WindowIndex
  readonly lineLimit: number
}

/** What came of one part: its rows, the problem that its bytes have, or that the file is not cut where it was thought to be. */
export type PartAnswer =
  | { readonly kind: 'rows'; readonly rows: PartRows }
  | { readonly kind: 'unreadable'; readonly code: string; readonly message: string; readonly remedy: string }
  | { readonly kind: 'misread' }

/** From this size on an array has its memory for itself. */
const ownMemory = 1 << 17

/** Gives the memory of a text back at once: left to the collector, hundreds of megabytes wait for it and make it run often. */
const release = (text: Uint8Array): void => {
  const { buffer } = text
  if (buffer instanceof ArrayBuffer && text.byteOffset === 0 && text.length > ownMemory) buffer.transfer(0)
}

/** Reads one part of an open file. `buffer` holds its bytes on the way and is used again. */
export const readPart = (file: number, settings: PartSettings, part: FilePart, buffer: Uint8Array): PartAnswer => {
  const rows = partRows(settings.windows, part.from === 0, settings.lineLimit)
  try {
    for (let position = part.from; position < part.to; ) {
      const length = readSync(file, buffer, 0, Math.min(buffer.length, part.to - position), position)
      if (length === 0) return { kind: 'misread' }
      const bytes = buffer.subarray(0, length)
      if (settings.kind === 'plain') {
        rows.take(bytes)
        position += length
        continue
      }
      let at = 0
      for (let moved = true; moved; ) {
        const slab = bgzfSlab(bytes, at, length, position, nodeInflate)
        moved = slab.end > at
        at = slab.end
        if (slab.text.length > 0) rows.take(slab.text)
        release(slab.text)
      }
      if (at === 0) return { kind: 'misread' }
      position += at
    }
    return { kind: 'rows', rows: rows.finish() }
  } catch (fault) {
    if (!(fault instanceof UnreadableBytes)) throw fault
    return { kind: 'unreadable', code: fault.code, message: fault.message, remedy: fault.remedy }
  }
}

/** Bytes of a file that are read at once. */
export const partPiece = 1 << 20
