import { consequences, consequenceTable, type ConsequenceTerm, type Impact } from '../../../src/genome/consequence/index.ts'
import { genomicName, hgvsOfVariant, isRefusal } from '../../../src/genome/hgvs/index.ts'
import { canonicalContig } from '../../../src/genome/index.ts'
import { openTranscriptTable, type Transcript } from '../../../src/genome/transcripts/index.ts'
import { genomeReleases, tableBytes } from '../../../src/knowledge/folder.ts'
import { transcriptIdPrefix, transcriptTables } from '../../../src/knowledge/import-transcripts.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'
import { proteinSpelling } from './hgvs-spelling.ts'

type Vector = {
  readonly chrom: string
  readonly pos: number
  readonly ref: string
  readonly alt: string
  readonly gene: string
  readonly tx: string
  readonly consequences: readonly ConsequenceTerm[]
  readonly impact: string
  readonly hgvsC: string
  readonly hgvsP: string
}

const path = 'genome/consequence/start-stop-boundary-grch38.json'

/** A deletion of whole codons up to the stop codon: the vectors call it a gained stop here and, of OPA1, not. */
const differing = { vector: 'MECP2 ENST00000453960.7', entry: 'whole-codons-before-the-stop', ours: ['conservative_inframe_deletion'] } as const

const grades: readonly Impact[] = ['high', 'moderate', 'low', 'modifier']

/** The transcript of that accession in an imported release, with its bases; without them a protein cannot be read. */
const heldTranscripts = (): ((id: string) => Transcript | undefined) => {
  const tables = genomeReleases()
    .filter((r) => r.manifest.id.startsWith(transcriptIdPrefix) && r.manifest.id.endsWith('grch38'))
    .map((r) => openTranscriptTable(tableBytes(r, transcriptTables.table), new TextDecoder().decode(tableBytes(r, transcriptTables.index))))
  return (id) => tables.flatMap((t) => t.byId(id, 'GRCh38')).find((t) => t.sequence !== undefined)
}

export const startStopBoundary: SuiteAdapter = {
  path,
  title: 'Start and stop codon cases: our terms, ranks and grades, and the consequences where the transcript is held',
  run: (context) => {
    const count = tally()
    const { vectors } = JSON.parse(context.text(path)) as { readonly vectors: readonly Vector[] }
    const held = heldTranscripts()
    for (const { chrom, pos, ref, alt, gene, tx, consequences: expected, impact, hgvsC, hgvsP } of vectors) {
      const id = `${gene} ${tx} ${chrom}:${pos}${ref.slice(0, 12)}`
      const rows = consequenceTable.filter((row) => expected.includes(row.term))
      const gravest = grades.find((grade) => rows.some((row) => row.impact === grade))
      count.compare(`${id}/rank and grade`, [expected, impact.toLowerCase()], [rows.map((row) => row.term), gravest])
      const variant = { chrom: canonicalContig(chrom) ?? chrom, pos, ref, alt }
      const name = genomicName(variant, 'GRCh38')
      count.compare(`${id}/genomic name`, hgvsC, isRefusal(name) ? name.refused : name.text.replace(/^[^:]*:/, ''))
      const transcript = held(tx)
      if (transcript === undefined) {
        count.skip(`${id}/consequence`, 'no imported release holds its transcript with the bases')
        continue
      }
      const [found] = consequences(variant, [transcript], undefined)
      if (`${gene} ${tx}` === differing.vector && found?.terms.join() === differing.ours.join()) count.explain(`${id}/consequence`, differing.entry)
      else count.compare(`${id}/consequence`, [expected, impact.toLowerCase()], [found?.terms, found?.impact])
      const { p } = hgvsOfVariant(variant, transcript)
      count.compare(`${id}/protein name`, proteinSpelling(`p:${hgvsP}`), proteinSpelling(isRefusal(p) ? p.refused : `p:${p.text.replace(/^[^:]*:/, '')}`))
    }
    return count.outcome()
  },
}
