import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { basename } from 'node:path'
import { AttuneError } from '../../../shared/errors.ts'
import type { Result } from '../../../shared/problem.ts'
import type { ByteSource } from '../../bytes/byte-source.ts'
import type { ReadCallsOptions } from '../../calls/index.ts'
import { nodeInflate } from '../../node/inflate.ts'
import { syncFile } from '../../node/sync-file.ts'
import { type Archive, type ArchiveDirectory, openArchive, packArchive, type PackOptions } from '../index.ts'
import { nodeDeflate } from './deflate.ts'

/** What is told of packing into a file besides how the input is read. */
export type PackFileOptions = Omit<ReadCallsOptions, 'inflate'> & Pick<PackOptions, 'exact' | 'callable'>

const piece = 1 << 18

/**
 * Packs the calls of one sample into an archive file. It is written beside its place and put there when it is whole: after an error nothing new stands at `path`, and what stood
 * there before still does.
 */
export const packArchiveFile = async (
  input: ByteSource,
  path: string,
  options: PackFileOptions,
): Promise<Result<ArchiveDirectory>> => {
  const temporary = `${path}.${process.pid}.part`
  const held = new Uint8Array(piece)
  let used = 0
  let file: number | undefined
  const write = (bytes: Uint8Array): void => {
    file ??= openSync(temporary, 'wx')
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
  }
  const sink = (bytes: Uint8Array): void => {
    if (used + bytes.length > piece) {
      write(held.subarray(0, used))
      used = 0
    }
    if (bytes.length > piece) write(bytes)
    else {
      held.set(bytes, used)
      used += bytes.length
    }
  }
  try {
    const packed = await packArchive(input, { ...options, inflate: nodeInflate, deflate: nodeDeflate }, sink)
    if (packed.ok) {
      write(held.subarray(0, used))
      if (file !== undefined) {
        fsyncSync(file)
        closeSync(file)
        file = undefined
      }
      renameSync(temporary, path)
    }
    return packed
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && 'syscall' in fault && fault.syscall !== 'read')
      throw new AttuneError('ATTUNE_WRITE_FAILED', `${basename(path)}: ${fault.message}`, { cause: fault })
    throw fault
  } finally {
    if (file !== undefined) closeSync(file)
    rmSync(temporary, { force: true })
  }
}

/** Opens an archive file; `close` when done with it. Throws when there is no such file. */
export const openArchiveFile = (path: string, keptChunks?: number): Result<Archive & { close(): void }> => {
  const file = syncFile(path)
  const opened = openArchive(file, {
    name: basename(path),
    inflate: nodeInflate,
    ...(keptChunks === undefined ? {} : { keptChunks }),
  })
  if (!opened.ok) {
    file.close()
    return opened
  }
  return { ...opened, value: { ...opened.value, close: () => file.close() } }
}
