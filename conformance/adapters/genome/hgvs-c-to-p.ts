import { formatHgvs, isRefusal, parseHgvs, toProteinVariant } from '../../../src/genome/hgvs/index.ts'
import type { ProteinVariant } from '../../../src/genome/hgvs/index.ts'
import type { Transcript } from '../../../src/genome/transcripts/index.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'
import { proteinSpelling } from './hgvs-spelling.ts'

type MiniFile = {
  readonly transcripts: Readonly<
    Record<string, { readonly seq: string; readonly cdsStart0: number; readonly cdsEnd0: number }>
  >
  readonly vectors: readonly { readonly c: string; readonly p: string }[]
}

const transcriptOf = (id: string, row: MiniFile['transcripts'][string]): Transcript => ({
  id,
  gene: '',
  biotype: 'protein_coding',
  build: undefined,
  chrom: '',
  strand: 1,
  exons: [],
  cds: { start: row.cdsStart0, end: row.cdsEnd0 },
  sequence: row.seq,
  tags: [],
})

const text = (variant: ProteinVariant): string => proteinSpelling(formatHgvs(variant))

/** What a change of the coding sequence does to the protein, on transcripts of ten codons. */
export const hgvsCToP: SuiteAdapter = {
  path: 'genome/hgvs/c-to-p-mini.json',
  title: 'HGVS c. → p. on mini transcripts',
  run: (context) => {
    const results = tally()
    const { transcripts, vectors } = JSON.parse(context.text('genome/hgvs/c-to-p-mini.json')) as MiniFile
    for (const { c, p } of vectors) {
      const parsed = parseHgvs(c)
      const row = transcripts[c.split(':')[0] ?? '']
      if (!parsed.ok || parsed.value.type === 'p' || row === undefined) {
        results.compare(c, p, 'not read')
        continue
      }
      const got = toProteinVariant(parsed.value, transcriptOf(c, row))
      if (isRefusal(got) && got.refused === 'beyondCoding' && p === 'p.?')
        results.explain(c, 'position-beyond-the-stop-codon')
      else results.compare(c, proteinSpelling(p), isRefusal(got) ? got.refused : text(got))
    }
    return results.outcome()
  },
}
