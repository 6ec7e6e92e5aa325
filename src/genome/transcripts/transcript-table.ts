import type { Build } from '../site.ts'
import { type Exon, type Transcript, type TranscriptTag, transcriptTags } from './transcript.ts'

/**
 * Columns of a transcript table, tab-separated, one transcript a line, rows of one build and contig together and ascending by start. `start` and `end` are 0-based half-open
 * on the contig. `exons`: ascending on the contig on both strands, each `offset from start + bases on the contig`, then `:cigar` (along the transcript) where the two differ.
 * `cds`: `start-end` in the transcript, 0-based half-open. `flags`: `frame=1`, `startIncomplete`, `endIncomplete`, `slippage=…`, by comma. `tags`: by comma.
 */
export const transcriptColumns = [
  'build',
  'chrom',
  'start',
  'end',
  'strand',
  'gene',
  'geneId',
  'id',
  'protein',
  'biotype',
  'tags',
  'exons',
  'cds',
  'flags',
  'sequence',
] as const

/** Bases of the transcript that an alignment covers. */
const transcriptLength = (cigar: string): number => {
  let n = 0
  for (const [, count, kind] of cigar.matchAll(/(\d+)([=XMDI])/g)) if (kind !== 'D') n += Number(count)
  return n
}

const lowOf = ({ exons }: Transcript): number =>
  exons.reduce((low, e) => Math.min(low, e.genomeStart), exons[0]?.genomeStart ?? 0)
const highOf = ({ exons }: Transcript): number => exons.reduce((high, e) => Math.max(high, e.genomeEnd), 0)

const rowOf = (t: Transcript): string => {
  const low = lowOf(t)
  const exons = (t.strand === 1 ? t.exons : t.exons.toReversed()).map(
    (e) => `${e.genomeStart - low}+${e.genomeEnd - e.genomeStart}${e.cigar === undefined ? '' : `:${e.cigar}`}`,
  )
  const flags = [
    ...(t.frame === undefined || t.frame === 0 ? [] : [`frame=${t.frame}`]),
    ...(t.startIncomplete ? ['startIncomplete'] : []),
    ...(t.endIncomplete ? ['endIncomplete'] : []),
    ...(t.slippage === undefined ? [] : [`slippage=${t.slippage}`]),
  ]
  return [
    t.build ?? '',
    t.chrom,
    low,
    highOf(t),
    t.strand === 1 ? '+' : '-',
    t.gene,
    t.geneId ?? '',
    t.id,
    t.protein ?? '',
    t.biotype,
    t.tags.join(','),
    exons.join(','),
    t.cds === undefined ? '' : `${t.cds.start}-${t.cds.end}`,
    flags.join(','),
    t.sequence ?? '',
  ].join('\t')
}

const knownTags: ReadonlySet<string> = new Set(transcriptTags)

/** The transcript of one row; undefined when the row is not in the layout of `transcriptColumns`. */
export const transcriptOfRow = (row: string): Transcript | undefined => {
  const cells = row.split('\t')
  const [build, chrom, start, , strand, gene, geneId, id, protein, biotype, tags, exonText, cds, flags, sequence] =
    cells
  if (chrom === undefined || id === undefined || gene === undefined || biotype === undefined || exonText === undefined)
    return undefined
  const low = Number(start)
  const forward = strand === '+'
  const listed = exonText === '' ? [] : exonText.split(',')
  if (!forward) listed.reverse()
  const exons: Exon[] = []
  let at = 0
  for (const text of listed) {
    const plus = text.indexOf('+')
    const colon = text.indexOf(':')
    const genomeStart = low + Number(text.slice(0, plus))
    const size = Number(colon < 0 ? text.slice(plus + 1) : text.slice(plus + 1, colon))
    if (plus < 1 || !(size > 0) || !(genomeStart >= 0)) return undefined
    const cigar = colon < 0 ? undefined : text.slice(colon + 1)
    const end = at + (cigar === undefined ? size : transcriptLength(cigar))
    const exon = { start: at, end, genomeStart, genomeEnd: genomeStart + size }
    exons.push(cigar === undefined ? exon : { ...exon, cigar })
    at = end
  }
  const said = flags === undefined || flags === '' ? [] : flags.split(',')
  const value = (name: string): number | undefined => {
    const flag = said.find((f) => f.startsWith(name))
    return flag === undefined ? undefined : Number(flag.slice(name.length))
  }
  const frame = value('frame=')
  const slippage = value('slippage=')
  const dash = cds === undefined ? -1 : cds.indexOf('-')
  return {
    id,
    gene,
    ...(geneId ? { geneId } : {}),
    ...(protein ? { protein } : {}),
    biotype,
    build: build === 'GRCh37' || build === 'GRCh38' ? build : undefined,
    chrom,
    strand: forward ? 1 : -1,
    exons,
    ...(cds !== undefined && dash > 0
      ? { cds: { start: Number(cds.slice(0, dash)), end: Number(cds.slice(dash + 1)) } }
      : {}),
    ...(frame === 1 || frame === 2 ? { frame } : {}),
    ...(said.includes('startIncomplete') ? { startIncomplete: true } : {}),
    ...(said.includes('endIncomplete') ? { endIncomplete: true } : {}),
    ...(slippage === undefined ? {} : { slippage }),
    ...(sequence ? { sequence } : {}),
    tags: tags ? tags.split(',').filter((tag): tag is TranscriptTag => knownTags.has(tag)) : [],
  }
}

/**
 * A table and its index. The index has one line for each contig (`contig`, build, chrom, byte offset, byte length, rows) and one for each gene of a contig
 * (`gene`, symbol, gene id, byte offsets by comma, accessions by comma), so that one contig or gene is read without the rest.
 */
export type TranscriptTableTexts = { readonly table: string; readonly index: string }

/** Takes in transcripts in any order and portions and gives the table with its index at the end; what was added is kept as text only. */
export type TranscriptTableWriter = { add(transcripts: readonly Transcript[]): void; end(): TranscriptTableTexts }

type WrittenRow = { readonly low: number; readonly gene: string; readonly id: string; readonly row: string }

const isAscii = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false
  return true
}

export const transcriptTableWriter = (): TranscriptTableWriter => {
  const contigs = new Map<string, WrittenRow[]>()
  const encoder = new TextEncoder()
  const bytes = (text: string): number => (isAscii(text) ? text.length : encoder.encode(text).length)
  return {
    add: (transcripts) => {
      for (const t of transcripts) {
        const name = `${t.build ?? ''}\t${t.chrom}`
        const rows = contigs.get(name) ?? []
        if (rows.length === 0) contigs.set(name, rows)
        rows.push({ low: lowOf(t), gene: `${t.gene}\t${t.geneId ?? ''}`, id: t.id, row: `${rowOf(t)}\n` })
      }
    },
    end: () => {
      const parts: string[] = [`${transcriptColumns.join('\t')}\n`]
      const lines: string[] = []
      const genes: string[] = []
      let offset = bytes(parts[0] as string)
      for (const [name, rows] of contigs) {
        const from = offset
        const byGene = new Map<string, { offsets: number[]; ids: string[] }>()
        for (const { gene, id, row } of rows.toSorted((a, b) => a.low - b.low)) {
          const of = byGene.get(gene) ?? { offsets: [], ids: [] }
          if (of.ids.length === 0) byGene.set(gene, of)
          of.offsets.push(offset)
          of.ids.push(id)
          parts.push(row)
          offset += bytes(row)
        }
        lines.push(`contig\t${name}\t${from}\t${offset - from}\t${rows.length}`)
        for (const [gene, of] of byGene) genes.push(`gene\t${gene}\t${of.offsets.join(',')}\t${of.ids.join(',')}`)
      }
      return { table: parts.join(''), index: `${[...lines, ...genes].join('\n')}\n` }
    },
  }
}

/** Writes transcripts (any order) as a table with its index. */
export const writeTranscriptTable = (transcripts: readonly Transcript[]): TranscriptTableTexts => {
  const writer = transcriptTableWriter()
  writer.add(transcripts)
  return writer.end()
}

/** A table opened without parsing it. `transcripts` may be wanted of one contig (all builds unless one is named), gene (symbol or id) or accession (with or without version). */
export type TranscriptTable = {
  readonly contigs: readonly { readonly build: Build | undefined; readonly chrom: string; readonly rows: number }[]
  ofContig(chrom: string, build?: Build): readonly Transcript[]
  ofGene(symbolOrId: string, build?: Build): readonly Transcript[]
  byId(accession: string, build?: Build): readonly Transcript[]
}

const textDecoder = new TextDecoder()
const lineFeed = 10

/** Opens a table by its bytes and index text; rows are read when they are asked for. Rows that are not in the layout are left out (the writer makes none). */
export const openTranscriptTable = (table: Uint8Array, index: string): TranscriptTable => {
  const body = `\n${index}`
  const contigs: { build: Build | undefined; chrom: string; rows: number; offset: number; length: number }[] = []
  for (let at = 0; body.startsWith('\ncontig\t', at); ) {
    const end = body.indexOf('\n', at + 1)
    const [, build, chrom, offset, length, rows] = body.slice(at + 1, end < 0 ? undefined : end).split('\t')
    contigs.push({
      build: build === 'GRCh37' || build === 'GRCh38' ? build : undefined,
      chrom: chrom ?? '',
      rows: Number(rows),
      offset: Number(offset),
      length: Number(length),
    })
    if (end < 0) break
    at = end
  }
  const read = (from: number, to: number): readonly Transcript[] =>
    textDecoder
      .decode(table.subarray(from, to))
      .split('\n')
      .flatMap((row) => (row === '' ? [] : (transcriptOfRow(row) ?? [])))
  const geneLines = function* (needle: string): Generator<readonly string[]> {
    for (let at = body.indexOf(needle); at >= 0; at = body.indexOf(needle, at + 1)) {
      const from = body.lastIndexOf('\n', at + (needle.startsWith('\n') ? 1 : 0)) + 1
      const end = body.indexOf('\n', from)
      const cells = body.slice(from, end < 0 ? undefined : end).split('\t')
      if (cells[0] === 'gene') yield cells
    }
  }
  const rowAt = (offset: number): readonly Transcript[] => {
    const end = table.indexOf(lineFeed, offset)
    return read(offset, end < 0 ? table.length : end)
  }
  const ofBuild = (list: readonly Transcript[], build: Build | undefined): readonly Transcript[] =>
    build === undefined ? list : list.filter((t) => t.build === undefined || t.build === build)
  return {
    contigs: contigs.map(({ build, chrom, rows }) => ({ build, chrom, rows })),
    ofContig: (chrom, build) =>
      contigs
        .filter((c) => c.chrom === chrom && (build === undefined || c.build === undefined || c.build === build))
        .flatMap((c) => read(c.offset, c.offset + c.length)),
    ofGene: (name, build) => {
      const offsets = new Set<number>()
      for (const needle of [`\ngene\t${name}\t`, `\t${name}\t`])
        for (const [, symbol, id, list] of geneLines(needle))
          if (symbol === name || id === name) for (const o of (list ?? '').split(',')) offsets.add(Number(o))
      return ofBuild([...offsets].flatMap(rowAt), build)
    },
    byId: (accession, build) => {
      const versioned = accession.includes('.')
      const offsets = new Set<number>()
      for (const before of ['\t', ','])
        for (const [, , , list, ids] of geneLines(before + accession)) {
          const places = (list ?? '').split(',')
          for (const [i, id] of (ids ?? '').split(',').entries())
            if (id === accession || (!versioned && id.split('.')[0] === accession)) offsets.add(Number(places[i]))
        }
      return ofBuild([...offsets].flatMap(rowAt), build)
    },
  }
}
