import type { Problem, Result } from '../../shared/problem.ts'
import { bad, ok } from '../../shared/problem.ts'
import type { SyncRandomAccess } from './sync-random-access.ts'

/** One line of a `.fai`: where the bases of a sequence begin in the (unpacked) text, and how many bases and bytes each full line holds. */
export type FastaEntry = {
  readonly name: string
  readonly length: number
  readonly offset: number
  readonly lineBases: number
  readonly lineBytes: number
}

const error = (code: string, source: string, line: number, message: string, remedy: string): Problem => ({
  code,
  severity: 'error',
  at: { source, line },
  message,
  remedy,
})

/** Reads the text of a `.fai`. */
export const readFastaIndex = (text: string, source: string): Result<readonly FastaEntry[]> => {
  const problems: Problem[] = []
  const entries: FastaEntry[] = []
  const names = new Set<string>()
  text.split('\n').forEach((raw, i) => {
    const row = raw.replace(/\r$/, '')
    if (row === '') return
    const [name = '', ...cells] = row.split('\t')
    const [length, offset, lineBases, lineBytes] = cells.slice(0, 4).map(Number)
    const whole = [length, offset, lineBases, lineBytes].every(
      (n) => n !== undefined && Number.isSafeInteger(n) && n >= 0,
    )
    if (
      name === '' ||
      !whole ||
      length === undefined ||
      offset === undefined ||
      lineBases === undefined ||
      lineBytes === undefined ||
      lineBytes < lineBases ||
      (length > 0 && lineBases === 0)
    ) {
      problems.push(
        error(
          'FASTA_INDEX_LINE',
          source,
          i + 1,
          `Not a line of a FASTA index: ${JSON.stringify(row.slice(0, 80))}.`,
          'Make the index anew: samtools faidx FILE.',
        ),
      )
      return
    }
    if (names.has(name)) {
      problems.push(
        error(
          'FASTA_NAME_TWICE',
          source,
          i + 1,
          `The sequence ${name} stands more than once in the index.`,
          'Give each sequence its own name and make the index anew.',
        ),
      )
      return
    }
    names.add(name)
    entries.push({ name, length, offset, lineBases, lineBytes })
  })
  return problems.length > 0 ? bad(problems) : ok(entries)
}

/** The text of a `.fai`. */
export const writeFastaIndex = (entries: readonly FastaEntry[]): string =>
  entries.map((e) => `${e.name}\t${e.length}\t${e.offset}\t${e.lineBases}\t${e.lineBytes}\n`).join('')

const lf = 10
const cr = 13
const greater = 62

type Open = { name: string; length: number; offset: number; lineBases: number; lineBytes: number; last: boolean }

/** Reads a whole FASTA text once and gives its index. All lines of a sequence but the last must hold the same number of bases, else it cannot be indexed. */
export const buildFastaIndex = (text: SyncRandomAccess, source: string): Result<readonly FastaEntry[]> => {
  const problems: Problem[] = []
  const entries: FastaEntry[] = []
  const names = new Set<string>()
  let open: Open | undefined
  let line = 0
  let lineStart = 0
  let name = ''
  let inName = false
  let uneven = false
  let content = 0
  let lastByte = 0
  const latin = new TextDecoder('latin1')
  const close = (): void => {
    if (open === undefined) return
    if (names.has(open.name))
      problems.push(
        error(
          'FASTA_NAME_TWICE',
          source,
          line,
          `The sequence ${open.name} stands more than once.`,
          'Give each sequence its own name.',
        ),
      )
    names.add(open.name)
    entries.push({
      name: open.name,
      length: open.length,
      offset: open.offset,
      lineBases: open.lineBases,
      lineBytes: open.lineBytes,
    })
  }
  const endOfLine = (end: number, ended: boolean): void => {
    line++
    const returned = lastByte === cr && content > 0 ? 1 : 0
    const bases = content - returned
    if (inName) {
      close()
      open = {
        name: /^>?(\S*)/.exec(name)?.[1] ?? '',
        length: 0,
        offset: end + 1,
        lineBases: 0,
        lineBytes: 0,
        last: false,
      }
      uneven = false
      if (open.name === '')
        problems.push(
          error('FASTA_NAME_MISSING', source, line, 'A sequence has no name.', 'Write a name behind the >.'),
        )
    } else if (open === undefined) {
      if (bases > 0)
        problems.push(
          error(
            'FASTA_NO_NAME_LINE',
            source,
            line,
            'Bases stand before the first line that begins with >.',
            'Give a FASTA file: each sequence begins with >NAME.',
          ),
        )
    } else if (bases > 0) {
      const bytes = content + (ended ? 1 : 0)
      if (open.length === 0) {
        open.lineBases = bases
        open.lineBytes = ended ? bytes : content + 1
      } else if ((open.last || bases > open.lineBases) && !uneven) {
        uneven = true
        problems.push(
          error(
            'FASTA_LINES_UNEVEN',
            source,
            line,
            `The lines of ${open.name} differ in length, so places in it cannot be computed.`,
            'Write the file again with lines of one length (for example with seqkit seq -w 60).',
          ),
        )
      }
      if (bases < open.lineBases || (ended && bytes !== open.lineBytes)) open.last = true
      open.length += bases
    } else open.last = true
    lineStart = end + 1
    content = 0
    lastByte = 0
    name = ''
    inName = false
  }
  for (let at = 0; at < text.size && problems.length < 20; ) {
    const chunk = text.read(at, 1 << 20)
    if (chunk.length === 0) break
    for (let i = 0; i < chunk.length; ) {
      if (at + i === lineStart) inName = chunk[i] === greater
      const found = chunk.indexOf(lf, i)
      const end = found < 0 ? chunk.length : found
      if (inName && name.length < 4096) name += latin.decode(chunk.subarray(i, Math.min(end, i + 4096)))
      content += end - i
      if (end > i) lastByte = chunk[end - 1] as number
      if (found >= 0) endOfLine(at + end, true)
      i = end + 1
    }
    at += chunk.length
  }
  if (content > 0 || inName) endOfLine(text.size, false)
  close()
  if (entries.length === 0 && problems.length === 0)
    problems.push(
      error('FASTA_EMPTY', source, 1, 'The file holds no sequence.', 'Give a FASTA file with at least one sequence.'),
    )
  return problems.length > 0 ? bad(problems) : ok(entries)
}
