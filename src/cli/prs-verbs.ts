import type { Command } from 'commander'
import {
  buildOption,
  collect,
  type Done,
  jsonOption,
  knowledgeOption,
  quietOption,
  sampleOption,
} from './verb-options.ts'

/** `attune prs`. */
export const prsVerbs = (program: Command, done: Done): void => {
  program
    .command('prs')
    .description('polygenic scores of one person, and where they stand among people of like ancestry')
    .option(
      '--vcf <file>',
      'genome: VCF, gVCF, BCF or consumer array file; - for standard input (no array); may be repeated',
      collect,
      [],
    )
    .option('--score <file>', 'scoring file, or the id of an imported score; may be repeated', collect, [])
    .option('--panel <file>', 'reference people: a panel file, or the id of an imported panel')
    .option(
      '--evaluations <file>',
      'what is published of the scores: outcome, effect, groups they were tested in (JSON)',
    )
    .option('--callable <bed>', 'where the genome was callable: there no row means reference')
    .option(
      '--missing-as-reference',
      'take absent positions as reference: your statement, and every output repeats it',
      false,
    )
    .option('--sex <sex>', 'female or male, for scores with rows on X')
    .option('--hard-calls', 'only genotypes: expected copies (DS, GP) are passed over', false)
    .option('--ambiguous <how>', 'A/T and C/G rows: exclude (unless given) or keep')
    .option('--min-coverage <share>', 'least share of a score’s variance that must be read (0.75 unless given)')
    .option('--min-panel-overlap <share>', 'least share of the panel’s sites that must be read (0.75 unless given)')
    .option('--all-samples', 'every sample of the file', false)
    .option(...sampleOption)
    .option(...buildOption)
    .option('--log <file>', 'every row of every score with what became of it, as a table')
    .option(...jsonOption)
    .option('--jsonl', 'one JSON line a person and score on stdout', false)
    .option(...quietOption)
    .option(...knowledgeOption)
    .action(async (options) => done((await import('./prs.ts')).prs(options)))
}
