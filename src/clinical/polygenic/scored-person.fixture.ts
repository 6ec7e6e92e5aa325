import { memorySource, portableInflate } from '../../genome/index.ts'
import type { RowEffect, Score, ScoredPerson, ScoreRow } from './model.ts'
import { packScores } from './packed/pack-scores.ts'
import { type KnownSite, withPanel } from './packed/with-panel.ts'
import { scoreGenome, type ScoreGenomeOptions } from './score-genome.ts'

/** A VCF of one person on GRCh38 from rows `chrom pos ref alt genotype`, with FORMAT GT unless another is given. */
export const vcfOf = (rows: readonly string[], format = 'GT'): string =>
  [
    '##fileformat=VCFv4.2',
    '##contig=<ID=chr1,length=248956422>',
    '##contig=<ID=chrX,length=156040895>',
    '##INFO=<ID=END,Number=1,Type=Integer,Description="End">',
    ...['GT', 'DS', 'GP', 'PS', 'DP', 'GQ', 'MIN_DP'].map(
      (id) => `##FORMAT=<ID=${id},Number=1,Type=String,Description="${id}">`,
    ),
    '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS1',
    ...rows.map((row) => {
      const [chrom, pos, ref, alt, call, info = '.', filter = 'PASS'] = row.split(' ')
      return `${chrom}\t${pos}\t.\t${ref}\t${alt}\t.\t${filter}\t${info}\t${format}\t${call}`
    }),
    '',
  ].join('\n')

/** A row of a score on GRCh38: `chr1:100 effect other`, an additive weight of 1 unless told. */
export const scoreRow = (
  text: string,
  effect: RowEffect = { kind: 'additive', weight: 1 },
  frequency?: number,
): ScoreRow => {
  const [place = '', effectAllele = '', other] = text.split(' ')
  const [chrom = '', pos] = place.split(':')
  return {
    line: 1,
    chrom,
    pos: Number(pos),
    effectAllele,
    otherAlleles: other === undefined ? [] : [other],
    effect,
    ...(frequency === undefined ? {} : { frequency }),
  }
}

export const scoreOf = (rows: readonly ScoreRow[], id = 'S'): Score => ({
  id,
  traitIds: [],
  build: 'GRCh38',
  harmonised: false,
  header: {},
  rows,
  source: 'test',
})

/** The one score of these rows for the person of a VCF. */
export const scoredIn = async (
  vcf: string,
  rows: readonly ScoreRow[],
  options: Partial<ScoreGenomeOptions> = {},
  panel: readonly KnownSite[] = [],
): Promise<ScoredPerson> => {
  const pack = packScores([scoreOf(rows)], 'GRCh38')
  if (!pack.ok) throw new Error(pack.problems[0]?.message)
  const scored = await scoreGenome(memorySource('p.vcf', vcf), withPanel(pack.value, panel), {
    inflate: portableInflate,
    ...options,
  })
  if (!scored.ok) throw new Error(scored.problems.map((p) => p.message).join(' '))
  return scored.value.scores[0] as ScoredPerson
}
