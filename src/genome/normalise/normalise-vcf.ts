import { eachLine } from '../bytes/line-scanner.ts'
import type { ProblemLog } from '../problem-log.ts'
import type { ReferenceGenome, ReferenceSequence } from '../reference/reference-genome.ts'
import { asciiText } from '../bytes/ascii-text.ts'
import { formatVcfRow, parseVcfRow } from '../vcf/vcf-row.ts'
import { rowExpander } from './expand-row.ts'
import { fieldRules } from './field-rules.ts'
import { type NormaliseOptions, rowNormaliser, sortWindow } from './normalise-rows.ts'
import { rolledLeft } from './roll.ts'
import { sortedLines, type SortedLines } from './sorted-lines.ts'

/** As `NormaliseOptions`; the rules come from the file's own header. `headerLines`: lines to be added before the column line. `lineLimit`: longest line, in bytes. */
export type NormaliseVcfOptions = Omit<NormaliseOptions, 'rules'> & {
  readonly headerLines?: readonly string[]
  readonly lineLimit: number
}

/** `rows`: data rows read; `moved`: rows whose place or alleles were changed by aligning alone; `stopped`: the work was given up, and what was written must be thrown away. */
export type NormalisedVcf = { readonly rows: number; readonly moved: number; readonly stopped: boolean }

const tab = 9
const lf = 10
const utf8 = new TextDecoder()
const encoder = new TextEncoder()
const nothing = new Uint8Array(0)

/** ASCII code → 1 for A, C, G, T, N in either case. */
const isBaseCode: Uint8Array = (() => {
  const table = new Uint8Array(256)
  for (const c of 'ACGTNacgtn') table[c.charCodeAt(0)] = 1
  return table
})()

/** Whether INFO says END or IMPRECISE: such a row is more than its alleles. */
const saysEnd = (b: Uint8Array, from: number, end: number): boolean => {
  for (let i = from; i < end && b[i] !== tab; i++) {
    if (i > from && b[i - 1] !== 59) continue
    if (b[i] === 69 && b[i + 1] === 78 && b[i + 2] === 68 && b[i + 3] === 61) return true
    if (b[i] === 73 && b[i + 1] === 77 && b[i + 2] === 80 && b[i + 3] === 82) return true
  }
  return false
}

const noneIsLower = (b: Uint8Array, from: number, to: number): boolean => {
  for (let i = from; i < to; i++) if ((b[i] as number) >= 97) return false
  return true
}

const putAscii = (into: Uint8Array, at: number, text: string): number => {
  for (let i = 0; i < text.length; i++) into[at + i] = text.charCodeAt(i)
  return at + text.length
}

const sameBytes = (a: Uint8Array, b: Uint8Array, at: number): boolean => {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[at + i]) return false
  return true
}

/** The same chunks; each is told to last until the next is asked for. */
const remembered = async function* (chunks: AsyncIterable<Uint8Array>, lines: SortedLines): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    lines.lasting(chunk)
    yield chunk
    lines.lasting(nothing)
  }
}

/**
 * Reads the text of a VCF and writes it normalised: the header as it is, then the rows. Rows of one plain ALT that stay where they are are copied as bytes; the text of all
 * other fields is kept too. `write` gets pieces that are valid only during the call. When the work must stop (see `ReferenceMode`) the problems say why.
 */
export const normaliseVcf = async (
  chunks: AsyncIterable<Uint8Array>,
  options: NormaliseVcfOptions,
  log: ProblemLog,
  write: (bytes: Uint8Array) => void,
): Promise<NormalisedVcf> => {
  const header: string[] = []
  const lines = sortedLines(write)
  const mode = options.check ?? 'stop'
  const reference: ReferenceGenome | undefined = options.reference
  const simple =
    options.atomise === undefined &&
    options.join === undefined &&
    options.duplicates === undefined &&
    options.only === undefined &&
    options.originKey === undefined &&
    options.order === undefined
  const copies = simple && options.align !== false && reference !== undefined && mode !== 'set'
  const window = options.window ?? sortWindow
  let rows = 0
  let moved = 0
  let stopped = false
  let chromName = new Uint8Array(0)
  let chrom = ''
  let sequence: ReferenceSequence | undefined
  let whole: ReturnType<typeof rowNormaliser> | undefined
  let expand: ReturnType<typeof rowExpander> | undefined

  const putLine = (text: string, pos: number): void => {
    const line = encoder.encode(`${text}\n`)
    const at = lines.reserve(line.length)
    lines.buffer().set(line, at)
    lines.place(line.length, pos)
  }
  const begin = (): void => {
    const rules = fieldRules(header)
    const settings: NormaliseOptions = { ...options, rules }
    if (simple) expand = rowExpander(settings, log)
    else
      whole = rowNormaliser(settings, log, (row) => {
        if (row.chrom !== chrom) {
          lines.settle(Infinity)
          chrom = row.chrom
        }
        putLine(formatVcfRow(row), row.pos)
        lines.settle(row.pos)
      })
    const at = header.findLastIndex((l) => l.startsWith('#CHROM'))
    const place = at < 0 ? header.length : at
    write(
      encoder.encode(
        [...header.slice(0, place), ...(options.headerLines ?? []), ...header.slice(place), ''].join('\n'),
      ),
    )
  }
  const spoiled = (line: number, code: string, message: string): void =>
    log.add('error', code, { line }, message, 'Write the file again; the row was probably cut off or edited by hand.')

  /** The way of all rows that are not one plain ALT. */
  const byText = (b: Uint8Array, start: number, end: number, line: number): void => {
    const row = parseVcfRow(utf8.decode(b.subarray(start, end)))
    if (row === undefined) {
      spoiled(line, 'VCF_ROW_TOO_SHORT', 'The row has fewer than eight columns, or a POS that is no whole number.')
      stopped = true
      return
    }
    if (whole !== undefined) {
      if (!whole.push(row)) stopped = true
      return
    }
    const made = expand?.(row)
    if (made === undefined) stopped = true
    else for (const m of made) putLine(formatVcfRow(m), m.pos)
  }
  const byBytes = (b: Uint8Array, start: number, end: number, line: number): void => {
    let at = start + chromName.length
    if (b[at] !== tab || chromName.length === 0 || !sameBytes(chromName, b, start)) {
      at = b.indexOf(tab, start)
      if (at < 0 || at >= end) return byText(b, start, end, line)
      lines.settle(Infinity)
      chromName = b.slice(start, at)
      chrom = asciiText(b, start, at)
      sequence = reference?.sequence(chrom)
    }
    let pos = 0
    let i = at + 1
    for (let d = (b[i] as number) - 48; d >= 0 && d <= 9; d = (b[i] as number) - 48) {
      pos = pos * 10 + d
      i++
    }
    const idFrom = i
    if (b[i] !== tab || i === at + 1) return byText(b, start, end, line)
    lines.settle(pos - window)
    i++
    while (i < end && b[i] !== tab) i++
    const refFrom = i + 1
    i = refFrom
    while (i < end && isBaseCode[b[i] as number] === 1) i++
    const refEnd = i
    if (b[i] !== tab || i === refFrom) return byText(b, start, end, line)
    const altFrom = i + 1
    i = altFrom
    while (i < end && isBaseCode[b[i] as number] === 1) i++
    if (b[i] !== tab || i === altFrom || i >= end) return byText(b, start, end, line)
    if (refEnd === refFrom + 1 && i === altFrom + 1) {
      const code = sequence === undefined ? 0 : sequence.codeAt(pos - 1)
      const ref = b[refFrom] as number
      if (code === ref || code === (ref & ~32)) return lines.copy(b, start, end, pos)
      return byText(b, start, end, line)
    }
    if (sequence === undefined) return byText(b, start, end, line)
    const stays =
      (b[refEnd - 1] as number) !== (b[i - 1] as number) &&
      (refEnd === refFrom + 1 || i === altFrom + 1 || b[refFrom] !== b[altFrom])
    for (let j = refFrom; j < refEnd; j++) {
      const code = sequence.codeAt(pos - 1 + j - refFrom)
      if (code !== b[j] && code !== ((b[j] as number) & ~32)) return byText(b, start, end, line)
    }
    if (stays && noneIsLower(b, refFrom, i)) return lines.copy(b, start, end, pos)
    const ref = asciiText(b, refFrom, refEnd)
    const placed = rolledLeft(pos - 1, [ref, asciiText(b, altFrom, i)], sequence)
    const [newRef = ref, newAlt = ''] = placed.alleles
    if (placed.position === pos - 1 && newRef === ref) return lines.copy(b, start, end, pos)
    let info = i + 1
    for (let column = 0; column < 2 && info < end; info++) if (b[info] === tab) column++
    if (saysEnd(b, info, end)) return byText(b, start, end, line)
    moved++
    const from = lines.reserve(end - start + newRef.length + newAlt.length + 24)
    const into = lines.buffer()
    into.set(chromName, from)
    let to = from + chromName.length
    into[to++] = tab
    to = putAscii(into, to, String(placed.position + 1))
    into.set(b.subarray(idFrom, refFrom), to)
    to = putAscii(into, to + refFrom - idFrom, newRef)
    into[to++] = tab
    to = putAscii(into, to, newAlt)
    into.set(b.subarray(i, end), to)
    to += end - i
    into[to++] = lf
    lines.place(to - from, placed.position + 1)
  }

  let begun = false
  await eachLine(remembered(chunks, lines), options.lineLimit, (b, start, end, line, complete) => {
    if (stopped || start === end) return
    if (b[start] === 35) {
      if (!begun) header.push(utf8.decode(b.subarray(start, end)))
      return
    }
    if (!begun) {
      begun = true
      begin()
    }
    if (!complete) {
      spoiled(line, 'VCF_LINE_TOO_LONG', `The row is longer than ${options.lineLimit} bytes.`)
      stopped = true
      return
    }
    rows++
    if (copies) byBytes(b, start, end, line)
    else if (whole === undefined) {
      const row = parseVcfRow(utf8.decode(b.subarray(start, end)))
      if (row !== undefined && row.chrom !== chrom) {
        lines.settle(Infinity)
        chrom = row.chrom
      }
      if (row !== undefined) lines.settle(row.pos - window)
      byText(b, start, end, line)
    } else byText(b, start, end, line)
  })
  if (!begun) begin()
  if (!stopped) whole?.end()
  if (!stopped) lines.settle(Infinity)
  if (lines.late() > 0)
    log.add(
      'warning',
      'VCF_ORDER',
      {},
      `${lines.late()} rows were moved further left than ${window} bases, or the file was not in order: they stand behind rows of higher positions.`,
      'Sort the result (bcftools sort) before it is indexed.',
    )
  return { rows, moved, stopped }
}
