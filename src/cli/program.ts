import { Command, CommanderError } from 'commander'
import { AttuneError, faults } from '../shared/errors.ts'
import { intendedUse } from '../shared/intended-use.ts'
import { software } from '../shared/software.ts'

const program = new Command('attune')
  .description(`Personalized medicine at the point of care.\n\n${intendedUse}`)
  .version(software.version)
  .exitOverride()
  .showHelpAfterError()

const collect = (value: string, previous: readonly string[]): readonly string[] => [...previous, value]

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

personOptions(
  program
    .command('report')
    .description('genome and record in, report out: report.html, report.json, report.fhir.json, letter.html'),
)
  .requiredOption('--out <dir>', 'where the four files go')
  .option('--json', 'the report document on stdout as well', false)
  .action(async (options) => finish((await import('./report.ts')).report(options)))

personOptions(program.command('pgx').description('pharmacogenomics of one person as a table or JSON'))
  .argument('[drug]', 'only this medicine')
  .option('--json', 'JSON on stdout', false)
  .option('--jsonl', 'one JSON line per sample of the file', false)
  .option('--all-samples', 'call every sample of the file: one row per sample and gene', false)
  .action(async (drug, options) => finish((await import('./pgx.ts')).pgx(drug, options)))

const knowledge = program.command('knowledge').description('the tables of facts behind every answer')
knowledge
  .command('list')
  .option('--json', 'JSON on stdout', false)
  .action(async (options) => finish((await import('./knowledge.ts')).list(options)))
knowledge.command('verify').action(async () => finish((await import('./knowledge.ts')).verify()))
knowledge
  .command('import')
  .argument('<kind>', 'pharmcat')
  .argument('<dir>', 'folder with the official release files')
  .option('--into <dir>', 'knowledge folder to write to', 'data/knowledge')
  .action(async (kind, dir, options) => finish((await import('./knowledge.ts')).importRelease(kind, dir, options)))
knowledge
  .command('diff')
  .argument('<a>', 'release as id/release, or a folder')
  .argument('<b>', 'release as id/release, or a folder')
  .option('--json', 'JSON on stdout', false)
  .action(async (a, b, options) => finish((await import('./knowledge.ts')).diff(a, b, options)))
knowledge
  .command('actions')
  .description('every drug–gene record with its coded action and our sentence, for a pharmacist to read')
  .option('--random <n>', 'only so many rows, drawn by a fixed seed')
  .option('--seed <n>', 'another draw', '1')
  .action(async (options) => finish((await import('./actions-list.ts')).actionsList(options)))

program
  .command('validate')
  .description('run every conformance suite, or the same suites on another folder of vectors laid out alike')
  .argument('[dir]', 'folder of vectors (conformance/vectors unless named)')
  .option('--only <prefix>', 'only suites whose path starts so; may be repeated', collect, [])
  .option('--json', 'JSON on stdout', false)
  .action(async (dir, options) => finish((await import('./validate.ts')).validate(dir, options)))

program
  .command('serve')
  .description('the web page and its API on this machine')
  .option('--port <n>', 'port; 0 takes any free one', '8080')
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--data <dir>', 'where the store is kept', 'data')
  .option('--demo', 'put the demonstration people into an empty store', false)
  .action(async (options) => finish((await import('./serve.ts')).serve(options)))

program
  .command('doctor')
  .description('check Node, disk, knowledge and port')
  .option('--data <dir>', 'where the store is kept', 'data')
  .option('--port <n>', 'port the page would use', '8080')
  .action(async (options) => finish((await import('./doctor.ts')).doctor(options)))

/** Exit codes: 0 done, 1 done with problems reported, 2 bad input, 3 internal. */
const finish = async (work: Promise<number>): Promise<void> => {
  process.exitCode = await work
}

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else if (error instanceof AttuneError) {
    process.stderr.write(`${error.code}: ${error.message}\n`)
    process.exitCode = faults[error.code].exit
  } else {
    process.stderr.write(
      `ATTUNE_INTERNAL: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    )
    process.exitCode = faults.ATTUNE_INTERNAL.exit
  }
}
