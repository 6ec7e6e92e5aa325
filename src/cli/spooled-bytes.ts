import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ByteStore } from '../genome/lift/index.ts'

const piece = 1 << 20

/** Bytes kept in the system's temporary folder, readable by this account only; nothing is written for less than a megabyte. They are removed by `close`, and when the process exits. */
export const spooledBytes = (): ByteStore & { close(): void } => {
  const held = new Uint8Array(piece)
  let used = 0
  let written = 0
  let folder: string | undefined
  let file: number | undefined
  const put = (bytes: Uint8Array): void => {
    if (file === undefined) {
      folder = mkdtempSync(join(tmpdir(), 'attune-'))
      file = openSync(join(folder, 'rows'), 'wx+', 0o600)
    }
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, written + at)
    written += bytes.length
  }
  const remove = (): void => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', remove)
  const flush = (): void => {
    put(held.subarray(0, used))
    used = 0
  }
  return {
    append: (bytes) => {
      if (used + bytes.length > piece) flush()
      if (bytes.length > piece) put(bytes)
      else {
        held.set(bytes, used)
        used += bytes.length
      }
    },
    read: (from, length) => {
      if (written === 0) return held.subarray(from, from + length)
      if (from + length > written) flush()
      const bytes = new Uint8Array(length)
      for (let at = 0; at < length; ) at += readSync(file as number, bytes, at, length - at, from + at)
      return bytes
    },
    close: () => {
      if (file !== undefined) closeSync(file)
      remove()
      process.removeListener('exit', remove)
    },
  }
}
