import type { Command } from 'commander'
import { collect, type Done, jsonOption, knowledgeOption, quietOption } from './verb-options.ts'

/** `attune risk`. */
export const riskVerbs = (program: Command, done: Done): void => {
  program
    .command('risk')
    .description(
      'every risk model that applies to one person, what is missing and what would narrow it, why models differ; with --jsonl one line a person',
    )
    .argument('[file]', 'with --jsonl: lines of {id, inputs} or FHIR bundles; - or nothing for standard input')
    .option('--record <file>', 'record: FHIR R4 bundle (JSON or NDJSON)')
    .option('--patient <id>', 'which patient of the bundle')
    .option(
      '--given <list>',
      'inputs besides the record, as sbp=140,totalCholesterol=5.2 mmol/L; may be repeated',
      collect,
      [],
    )
    .option('--country <code>', 'country of the person, ISO 3166-1 (that of the address unless given)')
    .option('--model <id>', 'only this model; may be repeated', collect, [])
    .option('--inputs', 'list the inputs that models read, with their units', false)
    .option('--at <instant>', 'the time of assessment, ISO 8601 (now unless given)')
    .option(...jsonOption)
    .option('--jsonl', 'one JSON line in for each person, one out, in the same order', false)
    .option('--full', 'with --jsonl: also what each missing input is worth, levers, and why models differ', false)
    .option(...quietOption)
    .option(...knowledgeOption)
    .action(async (file, options) => done((await import('./risk.ts')).risk(file, options)))
}
