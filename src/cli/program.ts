import { Command, CommanderError } from 'commander'
import { AttuneError, faults } from '../shared/errors.ts'
import { intendedUse } from '../shared/intended-use.ts'
import { software } from '../shared/software.ts'
import { accountsVerbs } from './accounts-verbs.ts'
import { cdsHooksVerbs } from './cds-hooks-check.ts'
import { familyVerbs } from './family-verbs.ts'
import { genomeVerbs } from './genome-verbs.ts'
import { knowledgeVerbs } from './knowledge-verbs.ts'
import { prsVerbs } from './prs-verbs.ts'
import { riskVerbs } from './risk-verbs.ts'
import { screeningVerbs } from './screening-verbs.ts'
import { collect, type Done, jsonOption, knowledgeOption, personOptions } from './verb-options.ts'

const attune = (done: Done): Command => {
  const program = new Command('attune')
    .description(`Personalized medicine at the point of care.\n\n${intendedUse}`)
    .version(software.version)
    .exitOverride()
    .showHelpAfterError()

  personOptions(
    program
      .command('report')
      .description('genome and record in, report out: report.html, report.json, report.fhir.json, letter.html'),
  )
    .requiredOption('--out <dir>', 'where the four files go')
    .option('--json', 'the report document on stdout as well', false)
    .action(async (options) => done((await import('./report.ts')).report(options)))

  personOptions(program.command('pgx').description('pharmacogenomics of one person as a table or JSON'))
    .argument('[drug]', 'only this medicine')
    .option(...jsonOption)
    .option('--jsonl', 'one JSON line on stdout; with --all-samples one per sample and gene', false)
    .option('--all-samples', 'call every sample of the file: one row per sample and gene', false)
    .action(async (drug, options) => done((await import('./pgx.ts')).pgx(drug, options)))

  riskVerbs(program, done)
  familyVerbs(program, done)
  prsVerbs(program, done)
  screeningVerbs(program, done)
  genomeVerbs(program, done)
  knowledgeVerbs(program, done)
  cdsHooksVerbs(program, done)
  accountsVerbs(program, done)

  program
    .command('validate')
    .description('run every conformance suite, or the same suites on another folder of vectors laid out alike')
    .argument('[dir]', 'folder of vectors (conformance/vectors unless named)')
    .option('--only <prefix>', 'only suites whose path starts so; may be repeated', collect, [])
    .option(...jsonOption)
    .option(...knowledgeOption)
    .action(async (dir, options) => done((await import('./validate.ts')).validate(dir, options)))

  program
    .command('serve')
    .description('the web page and its API on this machine')
    .option('--port <n>', 'port; 0 takes any free one', '8080')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--data <dir>', 'where the store is kept, unless DATABASE_URL names a PostgreSQL database', 'data')
    .option('--demo', 'demonstration people and accounts, on this machine only', false)
    .option('--base-url <url>', 'how browsers and other systems reach this server, where that is not host and port')
    .option('--config <file>', 'records, applications and identity providers to work with (docs/configuration.md)')
    .option(...knowledgeOption)
    .action(async (options) => done((await import('./serve.ts')).serve(options)))

  program
    .command('doctor')
    .description('check Node, disk, knowledge and port')
    .option('--data <dir>', 'where the store is kept', 'data')
    .option('--port <n>', 'port the page would use', '8080')
    .option(...jsonOption)
    .action(async (options) => done((await import('./doctor.ts')).doctor(options)))
  return program
}

/** What is to be said on stderr of a fault, and the exit code. */
const told = (error: unknown): number => {
  if (error instanceof AttuneError) {
    process.stderr.write(`${error.code}: ${error.message}\n`)
    return faults[error.code].exit
  }
  process.stderr.write(`ATTUNE_INTERNAL: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return faults.ATTUNE_INTERNAL.exit
}

/** Runs one command line (without the program's name) and gives its exit code: 0 done, 1 done with problems reported, 2 bad input, 3 internal. */
export const run = async (args: readonly string[]): Promise<number> => {
  let code = 0
  const program = attune(async (work) => {
    code = await work
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    return error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 2) : told(error)
  }
}
