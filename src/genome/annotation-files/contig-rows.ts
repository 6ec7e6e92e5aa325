import type { ProblemLog } from '../problem-log.ts'
import { type AnnotationRow, attribute, attributeValues } from './annotation-row.ts'
import type { AnnotationFormat } from './annotation-row.ts'
import { biotypeFrom, geneIdOf, geneNameOf, partTypes, versioned, withoutPrefix } from './source-names.ts'
import { addTags, noParts, type TranscriptParts } from './transcript-parts.ts'

/** A gene or transcript row of GFF3, kept for what its parts inherit. */
type Owner = {
  readonly attributes: string
  readonly type: string
  readonly parent: string | undefined
  readonly line: number
  readonly strand: 1 | -1 | 0
}

/** What the rows of one contig gave so far. */
export type ContigState = {
  readonly contig: string
  readonly owners: Map<string, Owner>
  readonly parts: Map<string, TranscriptParts>
  readonly matches: Map<string, TranscriptParts['matches']>
}

const addPart = (parts: TranscriptParts, row: AnnotationRow, line: number): void => {
  const part = { start: row.start, end: row.end, phase: row.phase, line }
  if (row.type === 'exon') parts.exons.push(part)
  else if (row.type === 'CDS' || row.type === 'cds') parts.coding.push(part)
  else if (row.type === 'stop_codon') parts.stops.push(part)
  else parts.untranslated.push(part)
}

/** What a part's or transcript's own attributes say of the whole. */
const learn = (
  parts: TranscriptParts,
  format: AnnotationFormat,
  row: Pick<AnnotationRow, 'attributes' | 'type' | 'strand'>,
): void => {
  const { attributes, type } = row
  if (parts.strand === 0) parts.strand = row.strand
  else if (row.strand !== 0 && row.strand !== parts.strand) parts.transSpliced = true
  if (attributes.includes('trans-splicing') || attributes.includes('trans_splicing')) parts.transSpliced = true
  if (type === 'CDS' && parts.protein === undefined) {
    const protein = attribute(format, attributes, 'protein_id')
    parts.protein = versioned(
      protein,
      attribute(format, attributes, 'protein_version') ??
        (format === 'gff3' ? attribute(format, attributes, 'version') : undefined),
    )
  }
}

/** Takes in one row of a GFF3 file. */
export const gff3Row = (state: ContigState, row: AnnotationRow, line: number, log: ProblemLog): void => {
  const { attributes, type } = row
  if (type === 'cDNA_match') {
    const target = /^(\S+) (\d+) (\d+)(?: ([+-]))?$/.exec(attribute('gff3', attributes, 'Target') ?? '')
    if (target === null) {
      log.add(
        'warning',
        'annotation-target-broken',
        { line, column: 9 },
        'The Target of this alignment is not "accession start end strand".',
        'Take the file from its source again.',
      )
      return
    }
    const gap = attribute('gff3', attributes, 'Gap')
    const match = {
      start: row.start,
      end: row.end,
      from: Number(target[2]) - 1,
      to: Number(target[3]),
      line,
      ...(gap === undefined ? {} : { gap }),
    }
    const key = `${target[1] ?? ''} ${row.strand}`
    const held = state.matches.get(key)
    if (held === undefined) state.matches.set(key, [match])
    else held.push(match)
    return
  }
  if (!partTypes.has(type)) {
    const id = attribute('gff3', attributes, 'ID')
    if (id !== undefined)
      state.owners.set(id, {
        attributes,
        type,
        parent: attributeValues('gff3', attributes, 'Parent')[0],
        line,
        strand: row.strand,
      })
    return
  }
  const parents = attributeValues('gff3', attributes, 'Parent')
  if (parents.length === 0) {
    log.add(
      'warning',
      'annotation-parent-unnamed',
      { line, column: 9 },
      `A row of type ${type} names no Parent and belongs to no transcript.`,
      'Take the file from its source again; the row was left out.',
    )
    return
  }
  for (const parent of parents) {
    let parts = state.parts.get(parent)
    if (parts === undefined) {
      parts = noParts(parent, state.contig, line)
      state.parts.set(parent, parts)
    }
    learn(parts, 'gff3', row)
    addPart(parts, row, line)
  }
}

/** Takes in one row of a GTF file. */
export const gtfRow = (state: ContigState, row: AnnotationRow, line: number, log: ProblemLog): void => {
  if (row.type === 'gene') return
  const id = attribute('gtf', row.attributes, 'transcript_id')
  if (id === undefined) {
    log.add(
      'warning',
      'annotation-parent-unnamed',
      { line, column: 9 },
      `A row of type ${row.type} has no transcript_id.`,
      'Take the file from its source again; the row was left out.',
    )
    return
  }
  let parts = state.parts.get(id)
  if (parts === undefined) {
    parts = noParts(id, state.contig, line)
    state.parts.set(id, parts)
  }
  if (parts.id === undefined || row.type === 'transcript') {
    parts.id = versioned(id.replace(/_\d+$/, ''), attribute('gtf', row.attributes, 'transcript_version'))
    parts.geneId ??= geneIdOf('gtf', row.attributes)
    parts.gene ??= geneNameOf('gtf', row.attributes)
    parts.biotype ??= biotypeFrom('gtf', row.attributes, undefined)
    addTags(parts, attributeValues('gtf', row.attributes, 'tag'))
    if (/\bpartial "true"/.test(row.attributes)) parts.endIncomplete = true
  }
  learn(parts, 'gtf', row)
  if (partTypes.has(row.type)) addPart(parts, row, line)
}

/** What the transcript row and the gene row above it say, once all rows of the contig are there. */
export const inherit = (state: ContigState, parts: TranscriptParts, log: ProblemLog): void => {
  const own = state.owners.get(parts.key)
  if (own === undefined) {
    log.add(
      'warning',
      'annotation-parent-missing',
      { line: parts.line },
      `No row has the ID "${parts.key}" that parts name as their Parent.`,
      'Take the file from its source again; the transcript was taken in under that name.',
    )
    parts.id = withoutPrefix(parts.key)
    return
  }
  const gene = own.parent === undefined ? own : (state.owners.get(own.parent) ?? own)
  const isGene = own.parent === undefined && own.type.endsWith('gene')
  const tid = attribute('gff3', own.attributes, 'transcript_id')
  const stated = tid ?? (isGene ? (parts.protein ?? undefined) : undefined)
  parts.id = versioned(stated ?? withoutPrefix(parts.key), attribute('gff3', own.attributes, 'version'))
  parts.gene =
    geneNameOf('gff3', own.attributes) ??
    geneNameOf('gff3', gene.attributes) ??
    (gene === own && !isGene ? undefined : attribute('gff3', gene.attributes, 'Name'))
  parts.geneId =
    geneIdOf('gff3', own.attributes) ??
    geneIdOf('gff3', gene.attributes) ??
    (gene === own ? undefined : withoutPrefix(own.parent ?? ''))
  const pseudo = /(?:^|;)pseudo=true/.test(own.attributes) || /(?:^|;)pseudo=true/.test(gene.attributes)
  parts.biotype =
    biotypeFrom('gff3', own.attributes, isGene ? undefined : own.type) ??
    (pseudo ? 'pseudogene' : undefined) ??
    (parts.coding.length > 0
      ? undefined
      : (attribute('gff3', gene.attributes, 'gene_biotype') ?? attribute('gff3', gene.attributes, 'biotype')))
  addTags(parts, attributeValues('gff3', own.attributes, 'tag'))
  if (/(?:^|;)exception=trans-splicing/.test(own.attributes)) parts.transSpliced = true
  if (parts.strand === 0) parts.strand = own.strand
  if (/(?:^|;)partial=true/.test(own.attributes)) {
    const low = /(?:^|;)start_range=\./.test(own.attributes)
    const high = /(?:^|;)end_range=[^;]*,\./.test(own.attributes)
    if (parts.strand === 1 ? low : high) parts.startIncomplete = true
    if (parts.strand === 1 ? high : low) parts.endIncomplete = true
  }
}
