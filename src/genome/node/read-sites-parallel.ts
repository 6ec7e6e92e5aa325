import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { Worker } from 'node:worker_threads'
import { bad, ok, type Result } from '../../shared/problem.ts'
import { UnreadableBytes } from '../bytes/byte-stream.ts'
import { defaults, noRegions, type ReadSampleOptions } from '../read-options.ts'
import type { SampleSites, WantedSites } from '../site.ts'
import { readSites } from '../sites/read-sites.ts'
import { windowIndex } from '../sites/windows.ts'
import { fileSource } from './file-source.ts'
import { nodeInflate } from './inflate.ts'
import { claimPart, newClaims, partTaken, type SharedReading } from './part-claims.ts'
import type { PartMessage } from './part-worker.ts'
import { type PartAnswer, partPiece, readPart } from './read-part.ts'
import { type FilePart, splitFile } from './split-file.ts'

/**
 * `workers`: how many threads read, this one among them. `partSize` (2 MiB) and `leastSize` (8 MiB; smaller files are read as a stream): bytes of the file as it
 * stands. `progress` is told the bytes read so far and the size.
 */
export type ParallelOptions = {
  readonly workers: number
  readonly partSize?: number
  readonly leastSize?: number
  readonly progress?: (read: number, size: number) => void
}

/** Parts that may lie read and not yet taken over, for each thread: so memory stays bounded. */
const partsAhead = 3

/** The file was not cut at the borders of its blocks after all. */
class Misread extends Error {}

const nextTurn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

/** The answers to all parts in their order. This thread reads parts too, instead of waiting. */
const answers = async function* (
  file: number,
  { settings, parts, claims }: SharedReading,
  workers: readonly Worker[],
): AsyncGenerator<PartAnswer> {
  const got = new Map<number, PartAnswer>()
  const buffer = new Uint8Array(partPiece)
  const faults: unknown[] = []
  let wake = (): void => undefined
  for (const worker of workers) {
    worker.on('message', ({ number, answer }: PartMessage) => {
      got.set(number, answer)
      wake()
    })
    worker.on('error', (fault) => {
      faults.push(fault)
      wake()
    })
  }
  let taken = 0
  while (taken < parts.length) {
    if (faults.length > 0) throw faults[0]
    const answer = got.get(taken)
    if (answer !== undefined) {
      got.delete(taken++)
      partTaken(claims)
      yield answer
      continue
    }
    const number = claimPart(claims, false)
    const part = parts[number]
    if (part !== undefined) {
      got.set(number, readPart(file, settings, part, buffer))
      await nextTurn()
    } else
      await new Promise<void>((resolve) => {
        wake = resolve
      })
  }
}

/** Tells a function the bytes of the parts one after the other. */
const eachPiece = (file: number, part: FilePart, buffer: Uint8Array, take: (bytes: Uint8Array) => void): void => {
  for (let at = part.from; at < part.to; ) {
    const length = readSync(file, buffer, 0, Math.min(buffer.length, part.to - at), at)
    if (length === 0) throw new Misread()
    take(buffer.subarray(0, length))
    at += length
  }
}

/**
 * What `readSites` gives for a file, read part by part and by several threads at once where the file can be cut up (VCF, plain or BGZF), else as a stream. The answer is the
 * same, down to line numbers and digest. One thread gains too, because the memory of each part is given back at once.
 */
export const readSitesParallel = async (
  path: string,
  wanted: WantedSites,
  options: Omit<ReadSampleOptions, 'inflate'>,
  parallel: ParallelOptions,
): Promise<Result<SampleSites>> => {
  const inOneThread = (): Promise<Result<SampleSites>> =>
    readSites(fileSource(path, parallel.progress), wanted, { ...options, inflate: nodeInflate })
  const size = statSync(path).size
  const tooSmall = size < (parallel.leastSize ?? 1 << 23)
  if (parallel.workers < 1 || tooSmall || options.indexed !== undefined) return inOneThread()
  const file = openSync(path, 'r')
  const workers: Worker[] = []
  try {
    const cut = splitFile(file, size, parallel.partSize ?? 1 << 21)
    if (cut === undefined || cut.parts.length < 2) return await inOneThread()
    const regions = options.regions ?? noRegions
    const reading: SharedReading = {
      settings: {
        path,
        kind: cut.kind,
        windows: windowIndex(wanted, [...regions.GRCh37, ...regions.GRCh38]),
        lineLimit: options.lineLimit ?? defaults.lineLimit,
      },
      parts: cut.parts,
      claims: newClaims(partsAhead * parallel.workers),
    }
    for (let n = Math.min(parallel.workers, cut.parts.length); n > 1; n--)
      workers.push(new Worker(new URL('./part-worker.ts', import.meta.url), { workerData: reading }))
    const digest = createHash('sha256')
    const buffer = new Uint8Array(partPiece)
    let left = 0
    const chunks = async function* (): AsyncGenerator<Uint8Array> {
      let number = 0
      for await (const answer of answers(file, reading, workers)) {
        if (answer.kind === 'misread') throw new Misread()
        if (answer.kind === 'unreadable') throw new UnreadableBytes(answer.code, answer.message, answer.remedy)
        const part = cut.parts[number++] as FilePart
        eachPiece(file, part, buffer, (bytes) => digest.update(bytes))
        parallel.progress?.(part.to, size)
        left += answer.rows.left
        const { head, rows, tail } = answer.rows
        for (const bytes of [head, rows, tail]) if (bytes.length > 0) yield bytes
      }
    }
    const source = { name: basename(path), chunks: chunks(), size, sha256: () => digest.digest('hex') }
    const read = await readSites(source, wanted, { ...options, inflate: nodeInflate })
    const problems = read.problems.filter((p) => left === 0 || p.code !== 'VCF_NO_ROWS')
    return read.ok ? ok({ ...read.value, rowsRead: read.value.rowsRead + left }, problems) : bad(problems)
  } catch (fault) {
    if (!(fault instanceof Misread)) throw fault
    return await inOneThread()
  } finally {
    closeSync(file)
    await Promise.all(workers.map((w) => w.terminate()))
  }
}
