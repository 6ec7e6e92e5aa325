import type { Command } from 'commander'
import { collect, type Done, jsonOption, knowledgeOption } from './verb-options.ts'

/** `attune knowledge …`. */
export const knowledgeVerbs = (program: Command, done: Done): void => {
  const knowledge = program.command('knowledge').description('the tables of facts behind every answer')
  knowledge
    .command('list')
    .description('every release with its licence and rows')
    .option(...jsonOption)
    .option(...knowledgeOption)
    .action(async (options) => done((await import('./knowledge.ts')).list(options)))
  knowledge
    .command('verify')
    .description('hold every table against the checksum of its manifest')
    .option(...jsonOption)
    .option(...knowledgeOption)
    .action(async (options) => done((await import('./knowledge.ts')).verify(options)))
  knowledge
    .command('import')
    .description('take in the files of an official release')
    .argument(
      '<kind>',
      'pharmcat (folder), chain (liftover, UCSC or Ensembl), transcripts (GFF3 or GTF), fhir-package (.tgz, .ndjson), pgs-score (scoring files) or ancestry-panel (VCFs of reference people)',
    )
    .argument('<path...>', 'the file, packed or not, or the folder with the official release files')
    .option('--into <dir>', 'knowledge folder to write to', 'data/knowledge')
    .option('--build <build>', 'transcripts, ancestry-panel: GRCh37 or GRCh38, where the file does not say')
    .option(
      '--release <name>',
      'transcripts, fhir-package, pgs-score, ancestry-panel: what to call the release (its version, or date and checksum, unless given)',
    )
    .option(
      '--evaluations <file>',
      'pgs-score: what is published of the scores: outcome, effect, groups they were tested in (JSON)',
    )
    .option('--populations <file>', 'ancestry-panel: table of sample, group, and optionally population and unrelated')
    .option('--score <file>', 'ancestry-panel: also hold the sites of this score; may be repeated', collect, [])
    .option('--spacing <bases>', 'ancestry-panel: least distance between sites of the axes (300000 unless given)')
    .option('--axes <n>', 'ancestry-panel: how many axes normalise scores (4 unless given)')
    .option('--with-relatives', 'ancestry-panel: fit on everybody, whatever the table says of kinship', false)
    .option('--id <name>', 'ancestry-panel: what to call the panel (the name of the table of people unless given)')
    .option('--licence <text>', 'ancestry-panel: the terms of the genotypes')
    .action(async (kind, paths, options) =>
      done((await import('./knowledge-import.ts')).importRelease(kind, paths, options)),
    )
  knowledge
    .command('diff')
    .description('what changed between two releases, row by row')
    .argument('<a>', 'release as id/release, or a folder')
    .argument('<b>', 'release as id/release, or a folder')
    .option(...jsonOption)
    .option(...knowledgeOption)
    .action(async (a, b, options) => done((await import('./knowledge.ts')).diff(a, b, options)))
  knowledge
    .command('actions')
    .description('every drug–gene record with its coded action and our sentence, for a pharmacist to read')
    .option('--random <n>', 'only so many rows, drawn by a fixed seed')
    .option('--seed <n>', 'another draw', '1')
    .action(async (options) => done((await import('./actions-list.ts')).actionsList(options)))
}
