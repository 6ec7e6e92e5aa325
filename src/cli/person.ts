import { createHash } from 'node:crypto'
import { accessSync, constants, readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { type AssessOptions, assessPerson, type TextInput } from '../assess/index.ts'
import type { ReportDocument } from '../deliver/report/index.ts'
import { nodeInflate } from '../genome/node/index.ts'
import { type Instant, parseInstant } from '../shared/instant.ts'
import { bad, hasError, ok, type Problem, problem, type Result } from '../shared/problem.ts'
import { knowledgeFolders, openKnowledge } from './knowledge-folders.ts'
import { progressBar } from './progress.ts'
import { genomeReader } from './read-genome.ts'
import { scoresReader } from './read-scores.ts'

/** The options by which every verb about one person takes its files. */
export type PersonOptions = {
  readonly vcf?: string
  readonly record?: string
  readonly outsideCalls?: string
  readonly sample?: string
  readonly patient?: string
  readonly build?: string
  readonly at?: string
  readonly knowledge?: string
  readonly missingAsReference: boolean
  readonly callCyp2d6: boolean
  readonly quiet: boolean
}

/** Longest file that is taken in as one text, in bytes: what Node can hold as a string. */
const textLimit = 400_000_000

/** Why a file cannot be read, or nothing. */
export const fileProblems = (path: string, asText = false): readonly Problem[] => {
  const at = statSync(path, { throwIfNoEntry: false })
  if (at === undefined) return [problem('file-missing', path, 'There is no such file.', 'Check the path.')]
  if (!at.isFile()) return [problem('file-not-a-file', path, 'This is not a file.', 'Name a file.')]
  if (asText && at.size > textLimit)
    return [
      problem(
        'file-too-large',
        path,
        `The file has ${at.size} bytes; at most ${textLimit} are read.`,
        'Export one person only, or split the file.',
      ),
    ]
  try {
    accessSync(path, constants.R_OK)
    return []
  } catch {
    return [problem('file-not-readable', path, 'This account may not read the file.', 'Change its permissions.')]
  }
}

/** What is wrong with the options themselves. */
export const optionProblems = (options: Pick<PersonOptions, 'at' | 'build'>): readonly Problem[] => [
  ...(options.at !== undefined && parseInstant(options.at) === undefined
    ? [problem('bad-instant', '--at', `"${options.at}" is not a time.`, 'Write it as 2026-11-22T09:00:00Z.')]
    : []),
  ...(options.build !== undefined && options.build !== 'GRCh37' && options.build !== 'GRCh38'
    ? [problem('bad-build', '--build', `"${options.build}" is not a build known here.`, 'Write GRCh37 or GRCh38.')]
    : []),
]

const textFile = (path: string): TextInput => {
  const bytes = readFileSync(path)
  return {
    name: basename(path),
    text: bytes.toString('utf8'),
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
}

/**
 * Reads the files that the options name and assesses the person. All faults of the options and of every file are told at once: a file
 * that is not there does not hide what is wrong with the others.
 */
export const assessFromOptions = async (
  options: PersonOptions,
  only?: AssessOptions['only'],
): Promise<Result<ReportDocument>> => {
  const { vcf, record, outsideCalls } = options
  const unreadable = new Map(
    [vcf, record, outsideCalls]
      .filter((f) => f !== undefined)
      .map((f) => [f, f === vcf && f === '-' ? [] : fileProblems(f, f !== vcf)] as const)
      .filter(([, problems]) => problems.length > 0),
  )
  const knowledge = openKnowledge(options)
  const first: readonly Problem[] = [
    ...optionProblems(options),
    ...(vcf === undefined && record === undefined && outsideCalls === undefined
      ? [
          problem(
            'nothing-to-assess',
            'command line',
            'Neither a genome nor a record was given.',
            'Give --vcf, --record, --outside-calls or several of them.',
          ),
        ]
      : []),
    ...knowledge.problems,
    ...[...unreadable.values()].flat(),
  ]
  const usable = (path: string | undefined): path is string => path !== undefined && !unreadable.has(path)
  if (!knowledge.ok || ![vcf, record, outsideCalls].some(usable)) return bad(first)
  const folders = knowledgeFolders(options)
  const scores = usable(vcf) && folders.ok && only === undefined ? scoresReader(vcf, folders.value) : undefined
  const bar = progressBar('reading', options.quiet)
  const result = await assessPerson(
    {
      ...(usable(vcf) ? { genome: genomeReader(vcf, bar.update) } : {}),
      ...(usable(record) ? { record: textFile(record) } : {}),
      ...(usable(outsideCalls) ? { outsideCalls: textFile(outsideCalls) } : {}),
      ...(scores === undefined ? {} : { scores }),
    },
    {
      at: parseInstant(options.at ?? '') ?? (new Date().toISOString() as Instant),
      knowledge: knowledge.value,
      inflate: nodeInflate,
      missingAsReference: options.missingAsReference,
      callCyp2d6: options.callCyp2d6,
      ...(only === undefined ? {} : { only }),
      ...(options.sample === undefined ? {} : { sample: options.sample }),
      ...(options.patient === undefined ? {} : { patient: options.patient }),
      ...(options.build === 'GRCh37' || options.build === 'GRCh38' ? { build: options.build } : {}),
    },
  )
  bar.stop()
  const problems = [...first, ...result.problems]
  return result.ok && !hasError(first) ? ok(result.value, problems) : bad(problems)
}
