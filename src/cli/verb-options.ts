import type { Command } from 'commander'

/** Takes the work that a verb starts; its exit code becomes the command's. */
export type Done = (work: Promise<number>) => Promise<void>

/** For options that may be repeated. */
export const collect = (value: string, previous: readonly string[]): readonly string[] => [...previous, value]

export const knowledgeOption = [
  '--knowledge <dir>',
  'a further knowledge folder: of each source the newest release counts',
] as const
export const sampleOption = ['--sample <name>', 'which sample of the file (the first unless named)'] as const
export const buildOption = ['--build <build>', 'GRCh37 or GRCh38, where the file does not say'] as const
export const jsonOption = ['--json', 'JSON on stdout', false] as const
export const quietOption = ['--quiet', 'no progress on stderr', false] as const

/** The options by which every verb about one person takes its files. */
export const personOptions = (command: Command): Command =>
  command
    .option(
      '--vcf <file>',
      'genome: VCF, gVCF or BCF (plain, gzip, BGZF), archive or consumer array file; - for standard input',
    )
    .option('--record <file>', 'record: FHIR R4 bundle (JSON or NDJSON)')
    .option(
      '--outside-calls <file>',
      'results of other laboratories: gene TAB diplotype TAB phenotype TAB activity score',
    )
    .option(...sampleOption)
    .option('--patient <id>', 'which patient of the bundle')
    .option(...buildOption)
    .option('--at <instant>', 'the time of assessment, ISO 8601 (now unless given)')
    .option(
      '--missing-as-reference',
      'take absent positions as reference: your statement, and every output repeats it',
      false,
    )
    .option('--call-cyp2d6', 'research: also call CYP2D6 from the VCF rows', false)
    .option(...quietOption)
    .option(...knowledgeOption)
