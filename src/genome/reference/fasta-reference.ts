import { bgzfBlockSize } from '../bytes/bgzf.ts'
import type { Inflate } from '../bytes/byte-source.ts'
import { UnreadableBytes } from '../bytes/byte-stream.ts'
import type { Build } from '../site.ts'
import type { Problem, Result } from '../../shared/problem.ts'
import { bad, ok } from '../../shared/problem.ts'
import { bgzfAccess, mapBgzf, readGzi } from './bgzf-access.ts'
import { buildFastaIndex, type FastaEntry, readFastaIndex } from './fasta-index.ts'
import type { ReferenceGenome, ReferenceSequence } from './reference-genome.ts'
import { buildOfSequences, sequenceFinder } from './sequence-names.ts'
import { readWhole, type SyncRandomAccess } from './sync-random-access.ts'

const pageSize = 1 << 16

/** ASCII code of the upper-case letter; line ends and anything below `!` give 0. */
const folded: Uint8Array = Uint8Array.from({ length: 256 }, (_, c) => (c >= 97 && c <= 122 ? c - 32 : c < 33 ? 0 : c))

const fastaSequence = (text: SyncRandomAccess, e: FastaEntry): ReferenceSequence => {
  const { length, offset, lineBases, lineBytes } = e
  let page: Uint8Array = new Uint8Array(0)
  let from = 0
  let to = 0
  /** The positions of one line that lie in the page: base `p` of them is byte `p + shift` of it. */
  let first = 0
  let behind = 0
  let shift = 0
  const find = (p: number): boolean => {
    const line = Math.floor(p / lineBases)
    const at = p + line * (lineBytes - lineBases)
    if (at < from || at >= to) {
      from = at - (at % pageSize)
      page = readWhole(text, offset + from, Math.max(offset + from, Math.min(text.size, offset + from + pageSize)))
      to = from + page.length
    }
    if (at >= to) return false
    const lineAt = line * lineBytes
    first = line * lineBases + Math.max(0, from - lineAt)
    behind = Math.min(length, line * lineBases + Math.min(lineBases, to - lineAt))
    shift = at - p - from
    return true
  }
  const codeAt = (p: number): number => {
    if (p >= first && p < behind) return folded[page[p + shift] as number] as number
    if (p < 0 || p >= length || !find(p)) return 0
    return folded[page[p + shift] as number] as number
  }
  return {
    name: e.name,
    length,
    codeAt,
    slice: (start, end) => {
      if (start < 0 || end > length || end < start) return undefined
      const codes = new Uint8Array(Math.min(8192, end - start))
      let out = ''
      for (let at = start; at < end; at += 8192) {
        const n = Math.min(8192, end - at)
        for (let i = 0; i < n; i++) {
          const code = codeAt(at + i)
          if (code === 0) return undefined
          codes[i] = code
        }
        out += String.fromCharCode(...codes.subarray(0, n))
      }
      return out
    },
  }
}

/** What opening a FASTA file needs. `index` is the text of its `.fai`, `gzi` the bytes of its `.gzi`; either is made when absent. `build`: stated by the user. */
export type FastaOptions = {
  readonly name: string
  readonly inflate: Pick<Inflate, 'block' | 'crc32'>
  readonly index?: string
  readonly gzi?: Uint8Array
  readonly build?: Build
}

/** A reference genome read from a FASTA file, and its index: kept by the caller it spares reading the file whole the next time. */
export type FastaReference = ReferenceGenome & { readonly entries: readonly FastaEntry[] }

const made = (source: string): Problem => ({
  code: 'FASTA_INDEX_MADE',
  severity: 'info',
  at: { source },
  message: 'The FASTA file has no index, so it was read whole to make one.',
  remedy: 'Nothing needs to be done; with an index beside it (samtools faidx FILE) it opens at once.',
})

/**
 * Opens a FASTA file, plain or BGZF, over random access. Lower case is folded, IUPAC codes are kept. A file in ordinary gzip is refused:
 * nothing in it can be found without unpacking all of it.
 */
export const fastaReference = (file: SyncRandomAccess, options: FastaOptions): Result<FastaReference> => {
  const source = options.name
  const fault = (code: string, message: string, remedy: string): Result<FastaReference> =>
    bad([{ code, severity: 'error', at: { source }, message, remedy }])
  try {
    const head = readWhole(file, 0, Math.min(file.size, 1024))
    const size = head[0] === 0x1f && head[1] === 0x8b ? bgzfBlockSize(head, 0) : -2
    if (size === 0 || size === -1)
      return fault(
        'FASTA_PLAIN_GZIP',
        'The FASTA file is packed with ordinary gzip, in which no place can be found.',
        'Pack it with bgzip instead: gzip -dc FILE.fa.gz | bgzip > NEW.fa.gz',
      )
    const text =
      size > 0
        ? bgzfAccess(file, options.gzi === undefined ? mapBgzf(file) : readGzi(options.gzi, file), options.inflate)
        : file
    const index =
      options.index === undefined ? buildFastaIndex(text, source) : readFastaIndex(options.index, `${source}.fai`)
    if (!index.ok) return index
    const beyond = index.value.find(
      (e) =>
        e.length > 0 &&
        e.offset + ((e.length - 1) % e.lineBases) + Math.floor((e.length - 1) / e.lineBases) * e.lineBytes >= text.size,
    )
    if (beyond !== undefined)
      return fault(
        'FASTA_INDEX_FOREIGN',
        `The index says that ${beyond.name} reaches beyond the end of the file: it belongs to another file, or the file is cut off.`,
        'Make the index anew: samtools faidx FILE. If the file was downloaded, compare its checksum.',
      )
    const entries = index.value
    const build = options.build ?? buildOfSequences(entries)
    const find = sequenceFinder(entries, build)
    const open = new Map<number, ReferenceSequence>()
    const sequence = (name: string): ReferenceSequence | undefined => {
      const n = find(name)
      const entry = n === undefined ? undefined : entries[n]
      if (n === undefined || entry === undefined) return undefined
      const known = open.get(n)
      if (known !== undefined) return known
      const opened = fastaSequence(text, entry)
      open.set(n, opened)
      return opened
    }
    return ok(
      { build, names: entries.map((e) => e.name), sequence, entries },
      options.index === undefined ? [made(source)] : [],
    )
  } catch (e) {
    if (!(e instanceof UnreadableBytes)) throw e
    return fault(e.code, e.message, e.remedy)
  }
}
