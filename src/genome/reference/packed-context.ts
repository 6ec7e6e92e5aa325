import { firstWhere } from '../../shared/sorted-search.ts'
import { sha256 } from '../../shared/sha256.ts'
import type { Build } from '../site.ts'
import type { Problem, Result } from '../../shared/problem.ts'
import { bad, ok } from '../../shared/problem.ts'
import type { ReferenceGenome, ReferenceSequence } from './reference-genome.ts'
import { sequenceFinder } from './sequence-names.ts'

/** A stretch of a genome: 0-based start and its bases. `contigLength`: of the whole sequence. */
export type ContextWindow = {
  readonly contig: string
  readonly contigLength: number
  readonly start: number
  readonly bases: string
}

const magic = 'ATTUNE-CONTEXT 1\n'
const letters = 'ACGT'
const utf8 = new TextEncoder()

type Run = readonly [start: number, length: number, letter: string]
type WindowHead = {
  readonly contig: string
  readonly contigLength: number
  readonly start: number
  readonly length: number
  readonly runs: readonly Run[]
}
type Head = { readonly build: Build; readonly windows: readonly WindowHead[] }

const compare = (a: ContextWindow, b: ContextWindow): number =>
  a.contig === b.contig ? a.start - b.start : a.contig < b.contig ? -1 : 1

/** Windows in order, those that touch or overlap made one. Throws where overlapping windows say different bases. */
const joinedWindows = (windows: readonly ContextWindow[]): readonly ContextWindow[] => {
  const out: ContextWindow[] = []
  for (const raw of windows.toSorted(compare)) {
    const w = { ...raw, bases: raw.bases.toUpperCase() }
    const last = out.at(-1)
    const end = last === undefined ? 0 : last.start + last.bases.length
    if (last === undefined || last.contig !== w.contig || w.start > end) {
      out.push(w)
      continue
    }
    const shared = Math.min(end - w.start, w.bases.length)
    if (last.bases.slice(w.start - last.start, w.start - last.start + shared) !== w.bases.slice(0, shared))
      throw new RangeError(`windows of ${w.contig} that overlap at ${w.start} hold different bases`)
    out[out.length - 1] = { ...last, bases: last.bases + w.bases.slice(shared) }
  }
  return out
}

const runsOf = (bases: string): readonly Run[] =>
  [...bases.matchAll(/([^ACGT])\1*/g)].map((m): Run => [m.index, m[0].length, m[1] ?? 'N'])

/**
 * Packs windows of a genome: the line `ATTUNE-CONTEXT 1`, the length of a head as a 32-bit little-endian number, the head (JSON: build, and for each window its
 * contig, that one's length, 0-based start, length, and runs of letters other than ACGT), then each window's bases at two bits (A 0, C 1, G 2, T 3; the first in the
 * lowest bits; each window begins a new byte), and last the SHA-256 of all that stands before as 32 bytes.
 */
export const writePackedContext = (build: Build, windows: readonly ContextWindow[]): Uint8Array => {
  const all = joinedWindows(windows)
  const head: Head = {
    build,
    windows: all.map((w) => ({
      contig: w.contig,
      contigLength: w.contigLength,
      start: w.start,
      length: w.bases.length,
      runs: runsOf(w.bases),
    })),
  }
  const text = utf8.encode(JSON.stringify(head))
  const packed = all.reduce((n, w) => n + ((w.bases.length + 3) >> 2), 0)
  const out = new Uint8Array(magic.length + 4 + text.length + packed + 32)
  out.set(utf8.encode(magic))
  new DataView(out.buffer).setUint32(magic.length, text.length, true)
  out.set(text, magic.length + 4)
  let at = magic.length + 4 + text.length
  for (const w of all) {
    for (let i = 0; i < w.bases.length; i++) {
      const code = Math.max(0, letters.indexOf(w.bases[i] as string))
      out[at + (i >> 2)] = (out[at + (i >> 2)] as number) | (code << ((i & 3) * 2))
    }
    at += (w.bases.length + 3) >> 2
  }
  const digest = sha256()
  digest.add(out.subarray(0, at))
  for (let i = 0; i < 32; i++) out[at + i] = Number.parseInt(digest.hex().slice(2 * i, 2 * i + 2), 16)
  return out
}

type Window = WindowHead & { readonly at: number }

const lastAtOrBefore = (stretches: readonly { readonly start: number }[], place: number): number =>
  firstWhere(stretches.length, (i) => (stretches[i] as { start: number }).start > place) - 1

const contextSequence = (bytes: Uint8Array, name: string, windows: readonly Window[]): ReferenceSequence => {
  let current = windows[0]
  const runs = new Map(
    windows.map((w) => [
      w,
      w.runs.map(([start, length, letter]) => ({ start, end: start + length, code: letter.charCodeAt(0) })),
    ]),
  )
  const codeAt = (p: number): number => {
    if (current === undefined || p < current.start || p >= current.start + current.length) {
      const found = windows[lastAtOrBefore(windows, p)]
      if (found === undefined || p >= found.start + found.length) return 0
      current = found
    }
    const i = p - current.start
    const other = runs.get(current) ?? []
    if (other.length > 0) {
      const run = other[lastAtOrBefore(other, i)]
      if (run !== undefined && i < run.end) return run.code
    }
    return letters.charCodeAt(((bytes[current.at + (i >> 2)] as number) >> ((i & 3) * 2)) & 3)
  }
  return {
    name,
    length: windows[0]?.contigLength ?? 0,
    codeAt,
    slice: (start, end) => {
      let out = ''
      for (let p = start; p < end; p++) {
        const code = codeAt(p)
        if (code === 0) return undefined
        out += String.fromCharCode(code)
      }
      return end < start || (end === start && codeAt(start) === 0 && codeAt(start - 1) === 0) ? undefined : out
    },
  }
}

const isHead = (value: unknown): value is Head => {
  const h = value as Partial<Head> | null
  return (
    (h?.build === 'GRCh37' || h?.build === 'GRCh38') &&
    Array.isArray(h.windows) &&
    h.windows.every(
      (w) =>
        typeof w?.contig === 'string' &&
        [w.contigLength, w.start, w.length].every((n) => Number.isSafeInteger(n) && n >= 0) &&
        Array.isArray(w.runs),
    )
  )
}

/** Opens packed windows as a reference genome. Bases outside the windows are not held. Bytes that are not whole and unchanged are refused. */
export const readPackedContext = (bytes: Uint8Array, source = 'packed context'): Result<ReferenceGenome> => {
  const refused = (why: string): Result<ReferenceGenome> =>
    bad<ReferenceGenome>([
      {
        code: 'CONTEXT_UNREADABLE',
        severity: 'error',
        at: { source },
        message: `The packed sequences cannot be used: ${why}.`,
        remedy: 'Restore the file or make it anew; never edit it.',
      } satisfies Problem,
    ])
  const text = new TextDecoder()
  if (bytes.length < magic.length + 36 || text.decode(bytes.subarray(0, magic.length)) !== magic)
    return refused('this is not their format, or another version of it')
  const digest = sha256()
  const end = bytes.length - 32
  digest.add(bytes.subarray(0, end))
  const stated = Array.from(bytes.subarray(end), (b) => b.toString(16).padStart(2, '0')).join('')
  if (digest.hex() !== stated) return refused('their checksum does not fit')
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(magic.length, true)
  const from = magic.length + 4
  let head: unknown
  try {
    head = JSON.parse(text.decode(bytes.subarray(from, from + length)))
  } catch {
    return refused('their head cannot be read')
  }
  if (!isHead(head)) return refused('their head is not complete')
  let at = from + length
  const windows = head.windows.map((w): Window => {
    const placed = { ...w, at }
    at += (w.length + 3) >> 2
    return placed
  })
  if (at !== end) return refused('they are not of the length their head states')
  const contigs = [...Map.groupBy(windows, (w) => w.contig)].map(([name, of]) => ({
    name,
    length: of[0]?.contigLength ?? 0,
    of,
  }))
  const sequences = contigs.map((c) => contextSequence(bytes, c.name, c.of))
  const find = sequenceFinder(contigs, head.build)
  return ok({
    build: head.build,
    names: contigs.map((c) => c.name),
    sequence: (name) => {
      const n = find(name)
      return n === undefined ? undefined : sequences[n]
    },
  })
}
