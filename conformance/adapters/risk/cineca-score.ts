import { type KnownSite, packScores, readScoreFile, scoreGenome, withPanel } from '../../../src/clinical/polygenic/index.ts'
import { memorySource } from '../../../src/genome/index.ts'
import { nodeInflate } from '../../../src/genome/node/index.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'

type Expected = {
  readonly tolerance_relative: number
  readonly expected: readonly { readonly IID: string; readonly ALLELE_CT: number; readonly DENOM: number; readonly DOSAGE_SUM: number; readonly SUM: number }[]
}

const folder = 'risk/prs/pgs_catalog'
const genomes = `${folder}/cineca_synthetic_subset.vcf.gz`
const scores = `${folder}/multiscore.txt`

/** ALT of a row with its frequency among all people of the file, as the peer takes it for a missing call. */
const counted = (cells: readonly string[]): KnownSite => {
  const strands = cells.slice(9).flatMap((gt) => gt.split(/[/|]/).filter((a) => a !== '.'))
  const [chrom = '', pos = '', , ref = '', alt = ''] = cells
  return { chrom: `chr${chrom}`, pos: Number(pos), ref, alt, altFrequency: strands.filter((a) => a === '1').length / strands.length }
}

/** A real score on chromosome 22 in 1,670 synthetic people. Each person's column is cut out of the file, so that every one is read as a file of one person. */
export const cinecaScore: SuiteAdapter = {
  path: `${folder}/cineca_PGS001229_22.expected.json`,
  title: 'A real score (PGS001229, chromosome 22) in 1,670 synthetic people (PLINK 2)',
  inputs: [genomes, scores],
  run: async (context) => {
    const t = tally()
    const { expected, tolerance_relative: tolerance } = JSON.parse(context.text(`${folder}/cineca_PGS001229_22.expected.json`)) as Expected
    const read = await readScoreFile(memorySource(scores, context.text(scores)), { inflate: nodeInflate, stated: 'GRCh37' })
    const packed = read.ok ? packScores(read.value.slice(0, 1), 'GRCh37') : read
    if (!packed.ok) throw new Error(packed.problems.map((p) => p.message).join(' '))
    const lines = context.text(genomes).trim().split('\n')
    const meta = lines.filter((l) => l.startsWith('##')).join('\n')
    const table = lines.filter((l) => !l.startsWith('##')).map((l) => l.split('\t'))
    const columns = table[0] ?? []
    const pack = withPanel(packed.value, table.slice(1).map(counted))
    for (const { IID, ALLELE_CT, DENOM, DOSAGE_SUM, SUM } of expected) {
      const column = columns.indexOf(IID)
      const own = table.map((cells) => `${cells.slice(0, 9).join('\t')}\t${cells[column]}`).join('\n')
      const scored = await scoreGenome(memorySource(IID, `${meta}\n${own}\n`), pack, { inflate: nodeInflate, ambiguous: 'keep' })
      const [score] = scored.ok ? scored.value.scores : []
      t.close(
        IID,
        { ALLELE_CT, DENOM, DOSAGE_SUM, SUM },
        { ALLELE_CT: score?.strands, DENOM: score?.denominator, DOSAGE_SUM: score?.namedAlleles, SUM: score?.sum },
        tolerance,
        true,
      )
    }
    return t.outcome()
  },
}
