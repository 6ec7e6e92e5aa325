import { buildOfAccession } from '../../../src/genome/identity/index.ts'
import { canonicalContig } from '../../../src/genome/index.ts'
import type { ReferenceGenome, ReferenceSequence } from '../../../src/genome/reference/index.ts'
import { reverseComplement } from '../../../src/genome/reverse-complement.ts'
import type { Exon, Transcript } from '../../../src/genome/transcripts/index.ts'

type ExonRow = readonly [number, number, number, number, number, string]
type Model = {
  readonly gene: string
  readonly cdsStart0: number | null
  readonly cdsEnd0: number | null
  readonly protein: string | null
  readonly seq: string | null
  readonly alignments?: Readonly<Record<string, { readonly strand: 1 | -1; readonly exons: readonly ExonRow[] }>>
}
export type TranscriptFile = { readonly transcripts: Readonly<Record<string, Model>> }

/** The files' D is a base that the genome lacks and their I one that the transcript lacks; ours are the other way round. */
const ownCigar = (cigar: string): string => cigar.replace(/[DI]/g, (kind) => (kind === 'D' ? 'I' : 'D'))

const exonOf = ([, start, end, genomeStart, genomeEnd, cigar]: ExonRow): Exon => ({
  start,
  end,
  genomeStart,
  genomeEnd,
  ...(/^\d+[=M]$/.test(cigar) ? {} : { cigar: ownCigar(cigar) }),
})

/** The transcripts of a `promed-tx-1` file, one for each alignment; one without an alignment has no exons and the contig ''. */
export const transcriptsOf = (file: TranscriptFile): readonly Transcript[] =>
  Object.entries(file.transcripts).flatMap(([id, model]) => {
    const { gene, cdsStart0, cdsEnd0, protein, seq } = model
    const own = {
      id,
      gene,
      biotype: cdsStart0 === null ? 'transcript' : 'protein_coding',
      tags: [],
      ...(protein === null ? {} : { protein }),
      ...(cdsStart0 === null || cdsEnd0 === null ? {} : { cds: { start: cdsStart0, end: cdsEnd0 } }),
      ...(seq === null || seq === '' ? {} : { sequence: seq }),
    }
    const alignments = Object.entries(model.alignments ?? {})
    if (alignments.length === 0) return [{ ...own, build: undefined, chrom: '', strand: 1 as const, exons: [] }]
    return alignments.map(([accession, { strand, exons }]) => ({
      ...own,
      build: buildOfAccession(accession),
      chrom: canonicalContig(accession) ?? accession,
      strand,
      exons: exons.map(exonOf).sort((a, b) => a.start - b.start),
    }))
  })

/** A genome of which only the bases are held that exons without gaps and mismatches of these transcripts imply. */
export const exonReference = (transcripts: readonly Transcript[]): ReferenceGenome => {
  const contigs = new Map<string, Map<number, number>>()
  for (const { chrom, strand, exons, sequence } of transcripts) {
    if (sequence === undefined || chrom === '') continue
    const held = contigs.get(chrom) ?? new Map<number, number>()
    contigs.set(chrom, held)
    for (const exon of exons) {
      if (exon.cigar !== undefined) continue
      const bases = sequence.slice(exon.start, exon.end)
      const genome = strand === 1 ? bases : reverseComplement(bases)
      for (let i = 0; i < genome.length; i++) held.set(exon.genomeStart + i, genome.charCodeAt(i))
    }
  }
  const sequenceOf = (name: string): ReferenceSequence | undefined => {
    const held = contigs.get(canonicalContig(name) ?? name)
    if (held === undefined) return undefined
    return {
      name,
      length: 2 ** 31 - 1,
      codeAt: (position) => held.get(position) ?? 0,
      slice: (start, end) => {
        let out = ''
        for (let i = start; i < end; i++) {
          const code = held.get(i)
          if (code === undefined) return undefined
          out += String.fromCharCode(code)
        }
        return out
      },
    }
  }
  return {
    build: transcripts.find((t) => t.build !== undefined)?.build,
    names: [...contigs.keys()],
    sequence: sequenceOf,
  }
}
