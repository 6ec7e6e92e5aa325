import type { Inflate } from '../bytes/byte-source.ts'
import { alleleCodes, allelesOfCode, allelesOfText, altFrom } from './allele-code.ts'
import { type ChunkColumns, type ChunkFacts, columnsOf, damagedColumns, numbersOf, straight } from './chunk-columns.ts'
import { genotypeText } from './genotype-code.ts'
import { type Sections, unpackSections } from './sections.ts'
import { lineStarts, placeOf, rowsWhere } from './sparse-rows.ts'

const utf8 = new TextDecoder()

/** A chunk that is open: positions and codes at once, everything else unpacked when first asked for. */
export type OpenChunk = ChunkFacts & {
  readonly starts: Int32Array
  readonly alleles: Uint8Array
  readonly genotypes: Uint8Array
  /** Last base of a row. */
  readonly end: (row: number) => number
  /** Longest span of a row in bases, those above a thousand left out; they are listed in `longRows`. */
  readonly longest: number
  readonly longRows: readonly number[]
  /** `REF TAB ALT` of a row whose letters are written out. */
  readonly lettersOf: (row: number) => { readonly text: Uint8Array; readonly from: number; readonly to: number }
  /** The bases that an indel inserts or deletes. */
  readonly indelOf: (row: number) => { readonly bases: Uint8Array; readonly from: number; readonly length: number }
  readonly alleleCount: (row: number) => number
  readonly genotypeTextOf: (row: number) => string
  readonly columns: () => ChunkColumns
}

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

const positions = (sections: Sections, facts: ChunkFacts): Int32Array => {
  const gaps = numbersOf(sections, 'gaps', 'gapBits', facts.rows)
  const out = new Int32Array(facts.rows)
  let pos = facts.pos
  for (let i = 0; i < out.length; i++) {
    const gap = gaps?.[i] ?? 0
    pos += facts.sorted ? gap : straight(gap)
    out[i] = pos
  }
  return out
}

const longSpan = 1000

/** Opens the bytes of a chunk. Throws `UnreadableBytes` when they are not laid out as the format says. */
export const openChunk = (bytes: Uint8Array, facts: ChunkFacts, inflate: Inflate): OpenChunk => {
  const sections = unpackSections(bytes, inflate)
  const { rows } = facts
  const starts = positions(sections, facts)
  const alleles = sections('alleles')
  const genotypes = sections('genotypes')
  if (alleles.length !== rows || genotypes.length !== rows) throw damagedColumns()
  const ends = numbersOf(sections, 'ends', 'endBits', rows)
  const written = rowsWhere(alleles, (code) => code >= 56)
  const writtenBytes = sections('alleleTexts')
  const writtenStarts = lineStarts(writtenBytes)
  const indels = rowsWhere(alleles, (code) => code >= alleleCodes.insertion && code < 56)
  const lengths = sections('indelLengths')
  const indelBases = sections('indelBases')
  if (indels.size !== lengths.length || writtenStarts.length < written.size + 1) throw damagedColumns()
  const indelFrom = new Uint32Array(indels.size + 1)
  for (let i = 0; i < indels.size; i++) indelFrom[i + 1] = (indelFrom[i] as number) + (lengths[i] as number)
  const lettersOf: OpenChunk['lettersOf'] = (row) => {
    const place = placeOf(written, row)
    return { text: writtenBytes, from: writtenStarts[place] as number, to: (writtenStarts[place + 1] as number) - 1 }
  }
  const indelOf: OpenChunk['indelOf'] = (row) => {
    const place = placeOf(indels, row)
    return { bases: indelBases, from: indelFrom[place] as number, length: lengths[place] as number }
  }
  const refLength = (row: number): number => {
    const code = alleles[row] as number
    if (code < alleleCodes.deletion) return 1
    if (code < 56) return 1 + indelOf(row).length
    const { text, from, to } = lettersOf(row)
    return altFrom(text, from, to) - 1 - from
  }
  const end = (row: number): number =>
    (starts[row] as number) + refLength(row) - 1 + (ends === undefined ? 0 : straight(ends[row] as number))
  const alleleCount = (row: number): number => {
    const code = alleles[row] as number
    if (code < 56) return allelesOfCode[code] as number
    const { text, from, to } = lettersOf(row)
    return allelesOfText(text, altFrom(text, from, to), to)
  }
  let longest = 1
  const longRows: number[] = []
  const reach = (row: number): void => {
    const span = end(row) - (starts[row] as number) + 1
    if (span > longSpan) longRows.push(row)
    else if (span > longest) longest = span
  }
  if (ends !== undefined) for (let row = 0; row < rows; row++) reach(row)
  else for (const { rows: some } of [written, indels]) for (const row of some) reach(row)
  const genotypeTexts = once(() => ({
    rows: rowsWhere(genotypes, (code) => code >= genotypeText),
    texts: utf8.decode(sections('genotypeTexts')).split('\n'),
  }))
  return {
    ...facts,
    starts,
    alleles,
    genotypes,
    end,
    longest,
    longRows,
    lettersOf,
    indelOf,
    alleleCount,
    genotypeTextOf: (row) => genotypeTexts().texts[placeOf(genotypeTexts().rows, row)] ?? '',
    columns: once(() => columnsOf(sections, facts, starts, genotypes, alleleCount)),
  }
}
