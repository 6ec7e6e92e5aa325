import { consequences, type TranscriptConsequence } from '../../../src/genome/consequence/index.ts'
import { hgvsOfVariant, isRefusal, type Naming } from '../../../src/genome/hgvs/index.ts'
import { canonicalContig } from '../../../src/genome/index.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'
import { proteinSpelling } from './hgvs-spelling.ts'
import { exonReference, type TranscriptFile, transcriptsOf } from './transcripts-json.ts'

type Expected = {
  readonly tx: string
  readonly consequences: readonly string[]
  readonly impact: string
  readonly hgvsC: string | null
  readonly hgvsP: string | null
  readonly cds: number | null
  readonly aa: number | null
  readonly exon: number | null
}
type Vector = { readonly chrom: string; readonly pos: number; readonly ref: string; readonly alt: string; readonly set: string; readonly expected: readonly Expected[] }

const path = 'genome/consequence/brca1-opa1-grch37.json'
const transcriptPath = 'genome/consequence/brca1-opa1-grch37-transcripts.json'

const bare = (naming: Naming): string => (isRefusal(naming) ? naming.refused : naming.text.replace(/^[^:]*:/, ''))

/** The vectors number an intron by the exon that follows it along the genome. */
const place = (c: TranscriptConsequence): number | null =>
  c.exons?.[0] ?? (c.intron === undefined ? null : c.transcript.strand === 1 ? c.intron + 1 : c.intron)

/** First base in the numbering of c.: a negative number before the start codon, and the number behind `*` after the stop codon. */
const codingNumber = ({ transcript, transcriptPosition }: TranscriptConsequence): number | null => {
  const { cds } = transcript
  if (cds === undefined || transcriptPosition === undefined) return null
  const base = transcriptPosition[0] - 1
  return base < cds.start ? base - cds.start : base < cds.end ? base - cds.start + 1 : base - cds.end + 1
}

export const brca1Opa1: SuiteAdapter = {
  path,
  title: 'Terms, impact, places and names on BRCA1 and OPA1 transcripts',
  inputs: [transcriptPath],
  run: (context) => {
    const count = tally()
    const { vectors } = JSON.parse(context.text(path)) as { readonly vectors: readonly Vector[] }
    const transcripts = transcriptsOf(JSON.parse(context.text(transcriptPath)) as TranscriptFile)
    const reference = exonReference(transcripts)
    for (const { chrom, pos, ref, alt, set, expected } of vectors) {
      const variant = { chrom: canonicalContig(chrom) ?? chrom, pos, ref, alt }
      for (const one of expected) {
        const transcript = transcripts.find((t) => t.id === one.tx)
        const [found] = transcript === undefined ? [] : consequences(variant, [transcript], reference)
        const beside = found?.distance !== undefined
        const names = transcript === undefined || beside ? undefined : hgvsOfVariant(variant, transcript, reference)
        const coding = transcript?.cds !== undefined
        const startLost = found?.terms.includes('start_lost') ?? false
        const got: Expected = {
          tx: found?.transcript.id ?? 'none',
          consequences: found?.terms ?? [],
          impact: found?.impact ?? 'none',
          hgvsC: names === undefined ? null : bare(names.c),
          hgvsP: names === undefined || !coding ? null : bare(names.p),
          cds: found === undefined ? null : codingNumber(found),
          aa: startLost ? null : (found?.residues?.[0] ?? null),
          exon: found === undefined ? null : place(found),
        }
        const spelled = (e: Expected) => ({ ...e, hgvsP: e.hgvsP === null ? null : proteinSpelling(`p:${e.hgvsP}`) })
        count.compare(`${set}/${chrom}:${pos}${ref}>${alt}/${one.tx}`, spelled(one), spelled(got))
      }
    }
    return count.outcome()
  },
}
