import { type KnownSite, packScores, readScoreFile, type Score, scoreGenome, type ScoreGenomeOptions, withPanel } from '../../../src/clinical/polygenic/index.ts'
import { memorySource } from '../../../src/genome/index.ts'
import { nodeInflate } from '../../../src/genome/node/index.ts'
import { type SuiteAdapter, type SuiteContext, tally } from '../../suite.ts'

type Expected = {
  readonly tolerance_relative: number
  readonly expected: Readonly<Record<string, readonly (Readonly<Record<string, number>> & { readonly IID: string })[]>>
}

const folder = 'risk/prs/plink2'

/** ALT frequencies by site, one entry for each ALT. */
const frequencies = (text: string): readonly KnownSite[] =>
  text
    .trim()
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [chrom = '', id = '', ref = '', alts = '', freqs = ''] = line.split('\t')
      const each = freqs.split(',').map(Number)
      return alts.split(',').map((alt, i) => ({ chrom: `chr${chrom}`, pos: Number(id.split(':')[1]), ref, alt, altFrequency: each[i] as number }))
    })

/** The peer's switches in our words. It keeps A/T and C/G, and stores expected copies in steps of 1/16384. */
const optionsOf = (mode: string): Omit<ScoreGenomeOptions, 'inflate'> => ({
  ambiguous: 'keep',
  dosageSteps: 16384,
  missing: mode === 'nomeanimp' ? 'skip' : 'plink2',
  scale: mode === 'center' ? 'center' : mode === 'varstd' ? 'standardize' : 'none',
})

const inMode = (score: Score, mode: string): Score =>
  mode !== 'dominant' && mode !== 'recessive'
    ? score
    : { ...score, rows: score.rows.map((row) => (row.effect.kind === 'additive' ? { ...row, effect: { kind: mode, weight: row.effect.weight } } : row)) }

const runSet = async (context: SuiteContext, set: { readonly expected: string; readonly frequencies: string; readonly scores: string; readonly genomes: string }) => {
  const t = tally()
  const { expected, tolerance_relative: tolerance } = JSON.parse(context.text(`${folder}/${set.expected}`)) as Expected
  const read = await readScoreFile(memorySource(set.scores, context.text(`${folder}/${set.scores}`)), { inflate: nodeInflate, stated: 'GRCh38' })
  if (!read.ok) throw new Error(read.problems.map((p) => p.message).join(' '))
  const sites = frequencies(context.text(`${folder}/${set.frequencies}`))
  const genomes = context.text(`${folder}/${set.genomes}`)
  for (const [mode, people] of Object.entries(expected)) {
    const packed = packScores(
      read.value.map((s) => inMode(s, mode)),
      'GRCh38',
    )
    if (!packed.ok) throw new Error(packed.problems.map((p) => p.message).join(' '))
    const pack = withPanel(packed.value, sites)
    for (const { IID, ...want } of people) {
      const scored = await scoreGenome(memorySource(set.genomes, genomes), pack, { ...optionsOf(mode), inflate: nodeInflate, sample: IID })
      const [first, second] = scored.ok ? scored.value.scores : []
      t.close(
        `${mode} ${IID}`,
        want,
        {
          ALLELE_CT: first?.strands,
          DENOM: first?.denominator,
          NAMED_ALLELE_DOSAGE_SUM: first?.namedAlleles,
          SCORE1_AVG: first?.average,
          SCORE1_SUM: first?.sum,
          ...('SCORE2_SUM' in want ? { SCORE2_AVG: second?.average, SCORE2_SUM: second?.sum } : {}),
        },
        tolerance,
        true,
      )
    }
  }
  return t.outcome()
}

const files = (set: string, scores: string, genomes: string) => ({ expected: `${set}.expected.json`, frequencies: `${set}.afreq.tsv`, scores, genomes })

const hard = files('hard', 'hard.score.tsv', 'hard.vcf.gz')
const dosage = files('dos', 'dosage.score.tsv', 'dosage.vcf.gz')

const inputsOf = (set: typeof hard): readonly string[] => [set.frequencies, set.scores, set.genomes].map((f) => `${folder}/${f}`)

/** Sums of 40 people in six modes from called genotypes, several ALTs, indels and missing calls among them. */
export const plinkHardCalls: SuiteAdapter = {
  path: `${folder}/${hard.expected}`,
  title: 'Score sums from called genotypes in every mode (PLINK 2)',
  inputs: inputsOf(hard),
  run: (context) => runSet(context, hard),
}

/** Sums of 40 people in four modes from imputed dosages. */
export const plinkDosages: SuiteAdapter = {
  path: `${folder}/${dosage.expected}`,
  title: 'Score sums from imputed dosages in every mode (PLINK 2)',
  inputs: inputsOf(dosage),
  run: (context) => runSet(context, dosage),
}
