import { existsSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { bad, hasError, ok, type Problem, problem, type Result } from '../shared/problem.ts'
import { writeReleases } from './pharmcat/write-releases.ts'

/** What a reader of GFF3 and GTF files gives (`readTranscriptFile` of the genome room). */
export type TranscriptsRead = {
  readonly table: string
  readonly index: string
  readonly build: 'GRCh37' | 'GRCh38' | undefined
  readonly publisher: 'ensembl' | 'refseq' | 'other'
  readonly transcripts: number
  readonly refused: number
  readonly problems: readonly Problem[]
  readonly sha256?: string
}
export type TranscriptsReader = (file: string, build?: 'GRCh37' | 'GRCh38') => Promise<TranscriptsRead>

/** `build`: of the file, where it does not say so itself. `release`: the name of the release, for example `2026-05-ensembl-115`; the date of the file and the beginning of its checksum unless given. */
export type ImportTranscriptsOptions = {
  readonly into: string
  readonly build?: 'GRCh37' | 'GRCh38'
  readonly release?: string
  readonly read: TranscriptsReader
}

/** Tables of a transcript release, and how its id begins: `transcripts-ensembl-grch38`. */
export const transcriptTables = { table: 'transcripts.tsv', index: 'transcripts.index' } as const
export const transcriptIdPrefix = 'transcripts-'

const publishers = {
  ensembl: {
    title: 'Ensembl',
    licence: 'Ensembl: no restrictions on use of the data',
    attribution: 'Ensembl (ensembl.org), GENCODE (gencodegenes.org)',
  },
  refseq: { title: 'RefSeq', licence: 'US public domain', attribution: 'NCBI RefSeq (ncbi.nlm.nih.gov/refseq)' },
  other: {
    title: 'given',
    licence: 'As stated by the source of the file; not known to Attune',
    attribution: 'The publisher of the file',
  },
} as const

const releaseForm = /^[0-9A-Za-z][0-9A-Za-z._-]*$/

/**
 * Takes in the transcript models of a GFF3 or GTF file of Ensembl, GENCODE or RefSeq and writes them as a release `transcripts-PUBLISHER-BUILD` below `into`; gives its folder. Transcripts that
 * cannot be modelled are told and left out; nothing is written when lines of the file are broken or its build is not known.
 */
export const importTranscripts = async (
  file: string,
  options: ImportTranscriptsOptions,
): Promise<Result<readonly string[]>> => {
  if (!existsSync(file) || !statSync(file).isFile())
    return bad([
      problem('import-file-missing', file, 'There is no such file.', 'Name the GFF3 or GTF file, packed or not.'),
    ])
  if (options.release !== undefined && !releaseForm.test(options.release))
    return bad([
      problem(
        'import-release-name',
        options.release,
        'A release is named by letters, digits, dots and dashes.',
        'Give another name, or none.',
      ),
    ])
  const read = await options.read(file, options.build)
  const build = options.build ?? read.build
  const problems = [
    ...read.problems,
    ...(build === undefined && !hasError(read.problems)
      ? [
          problem(
            'import-build-unknown',
            file,
            'The file does not say whether it is of GRCh37 or GRCh38.',
            'State it: --build GRCh38',
          ),
        ]
      : []),
  ]
  if (build === undefined || hasError(problems)) return bad(problems)
  const day = statSync(file).mtime.toISOString().slice(0, 10)
  const id = `${transcriptIdPrefix}${read.publisher}-${build.toLowerCase()}`
  const release = options.release ?? `${day}-${(read.sha256 ?? '').slice(0, 8)}`
  const folder = join(options.into, id, release)
  if (existsSync(folder))
    return bad([
      ...problems,
      problem(
        'import-release-there',
        folder,
        'These transcripts have been imported already.',
        'Remove the folder first to import them again.',
      ),
    ])
  const of = publishers[read.publisher]
  const folders = writeReleases(
    [
      {
        manifest: {
          id,
          release,
          role: 'genome',
          title: `Transcript models on ${build} (${of.title})`,
          source: `${basename(file)}, given by the user${read.sha256 === undefined ? '' : `, SHA-256 ${read.sha256}`}`,
          version: release,
          retrieved: day,
          licence: of.licence,
          attribution: of.attribution,
          made: `attune knowledge import transcripts: ${read.transcripts} transcripts in our own layout, ${read.refused} left out`,
        },
        tables: [
          { file: transcriptTables.table, text: read.table, what: 'transcript models', rows: read.transcripts },
          {
            file: transcriptTables.index,
            text: read.index,
            what: 'where each sequence and gene stands in the table',
            rows: read.index.split('\n').length - 1,
          },
        ],
      },
    ],
    options.into,
  )
  return ok(folders, problems)
}
