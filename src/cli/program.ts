import { Command, CommanderError } from 'commander'
import { AttuneError, faults } from '../shared/errors.ts'
import { intendedUse } from '../shared/intended-use.ts'
import { software } from '../shared/software.ts'

const collect = (value: string, previous: readonly string[]): readonly string[] => [...previous, value]

const knowledgeOption = [
  '--knowledge <dir>',
  'a further knowledge folder: of each source the newest release counts',
] as const

const personOptions = (command: Command): Command =>
  command
    .option('--vcf <file>', 'genome: VCF or gVCF (plain, gzip, BGZF), or a consumer array file')
    .option('--record <file>', 'record: FHIR R4 bundle (JSON or NDJSON)')
    .option(
      '--outside-calls <file>',
      'results of other laboratories: gene TAB diplotype TAB phenotype TAB activity score',
    )
    .option('--sample <name>', 'which sample of the file (the first unless named)')
    .option('--patient <id>', 'which patient of the bundle')
    .option('--build <build>', 'GRCh37 or GRCh38, where the file does not say')
    .option('--at <instant>', 'the time of assessment, ISO 8601 (now unless given)')
    .option(
      '--missing-as-reference',
      'take absent positions as reference: your statement, and every output repeats it',
      false,
    )
    .option('--call-cyp2d6', 'research: also call CYP2D6 from the VCF rows', false)
    .option('--quiet', 'no progress on stderr', false)
    .option(...knowledgeOption)

const attune = (done: (work: Promise<number>) => Promise<void>): Command => {
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
    .option('--json', 'JSON on stdout', false)
    .option('--jsonl', 'one JSON line on stdout; with --all-samples one per sample and gene', false)
    .option('--all-samples', 'call every sample of the file: one row per sample and gene', false)
    .action(async (drug, options) => done((await import('./pgx.ts')).pgx(drug, options)))

  const knowledge = program.command('knowledge').description('the tables of facts behind every answer')
  knowledge
    .command('list')
    .description('every release with its licence and rows')
    .option('--json', 'JSON on stdout', false)
    .option(...knowledgeOption)
    .action(async (options) => done((await import('./knowledge.ts')).list(options)))
  knowledge
    .command('verify')
    .description('hold every table against the checksum of its manifest')
    .option('--json', 'JSON on stdout', false)
    .option(...knowledgeOption)
    .action(async (options) => done((await import('./knowledge.ts')).verify(options)))
  knowledge
    .command('import')
    .description('take in the files of an official release')
    .argument('<kind>', 'pharmcat')
    .argument('<dir>', 'folder with the official release files')
    .option('--into <dir>', 'knowledge folder to write to', 'data/knowledge')
    .action(async (kind, dir, options) => done((await import('./knowledge.ts')).importRelease(kind, dir, options)))
  knowledge
    .command('diff')
    .description('what changed between two releases, row by row')
    .argument('<a>', 'release as id/release, or a folder')
    .argument('<b>', 'release as id/release, or a folder')
    .option('--json', 'JSON on stdout', false)
    .option(...knowledgeOption)
    .action(async (a, b, options) => done((await import('./knowledge.ts')).diff(a, b, options)))
  knowledge
    .command('actions')
    .description('every drug–gene record with its coded action and our sentence, for a pharmacist to read')
    .option('--random <n>', 'only so many rows, drawn by a fixed seed')
    .option('--seed <n>', 'another draw', '1')
    .action(async (options) => done((await import('./actions-list.ts')).actionsList(options)))

  program
    .command('validate')
    .description('run every conformance suite, or the same suites on another folder of vectors laid out alike')
    .argument('[dir]', 'folder of vectors (conformance/vectors unless named)')
    .option('--only <prefix>', 'only suites whose path starts so; may be repeated', collect, [])
    .option('--json', 'JSON on stdout', false)
    .option(...knowledgeOption)
    .action(async (dir, options) => done((await import('./validate.ts')).validate(dir, options)))

  program
    .command('serve')
    .description('the web page and its API on this machine')
    .option('--port <n>', 'port; 0 takes any free one', '8080')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--data <dir>', 'where the store is kept', 'data')
    .option('--demo', 'put the demonstration people into an empty store', false)
    .option(...knowledgeOption)
    .action(async (options) => done((await import('./serve.ts')).serve(options)))

  program
    .command('doctor')
    .description('check Node, disk, knowledge and port')
    .option('--data <dir>', 'where the store is kept', 'data')
    .option('--port <n>', 'port the page would use', '8080')
    .option('--json', 'JSON on stdout', false)
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
