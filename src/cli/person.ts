import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { assessPerson } from '../assess/index.ts'
import type { ReportDocument } from '../deliver/report/index.ts'
import { fileSource, nodeInflate } from '../genome/node/index.ts'
import { loadAll } from '../knowledge/folder.ts'
import { type Instant, parseInstant } from '../shared/instant.ts'
import { bad, type Problem, type Result } from '../shared/problem.ts'
import { progressBar } from './progress.ts'

/** The options by which every verb about one person takes its files. */
export type PersonOptions = {
  readonly vcf?: string
  readonly record?: string
  readonly outsideCalls?: string
  readonly sample?: string
  readonly patient?: string
  readonly build?: string
  readonly at?: string
  readonly missingAsReference: boolean
  readonly callCyp2d6: boolean
  readonly quiet: boolean
}

const problem = (code: string, source: string, message: string, remedy: string): Problem => ({
  code,
  severity: 'error',
  at: { source },
  message,
  remedy,
})

const fileProblems = (options: PersonOptions): readonly Problem[] => {
  const named = [options.vcf, options.record, options.outsideCalls].filter((f) => f !== undefined)
  return [
    ...named
      .filter((f) => !existsSync(f))
      .map((f) => problem('file-missing', f, 'There is no such file.', 'Check the path.')),
    ...named
      .filter((f) => existsSync(f) && !statSync(f).isFile())
      .map((f) => problem('file-not-a-file', f, 'This is not a file.', 'Name a file.')),
    ...(named.length === 0
      ? [
          problem(
            'nothing-to-assess',
            'command line',
            'Neither a genome nor a record was given.',
            'Give --vcf, --record, --outside-calls or several of them.',
          ),
        ]
      : []),
    ...(options.at !== undefined && parseInstant(options.at) === undefined
      ? [problem('bad-instant', '--at', `"${options.at}" is not a time.`, 'Write it as 2026-11-22T09:00:00Z.')]
      : []),
    ...(options.build !== undefined && options.build !== 'GRCh37' && options.build !== 'GRCh38'
      ? [problem('bad-build', '--build', `"${options.build}" is not a build known here.`, 'Write GRCh37 or GRCh38.')]
      : []),
  ]
}

const textFile = (
  path: string | undefined,
): { readonly name: string; readonly text: string; readonly sha256: string } | undefined => {
  if (path === undefined) return undefined
  const bytes = readFileSync(path)
  return {
    name: basename(path),
    text: bytes.toString('utf8'),
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
}

/** Reads the files that the options name and assesses the person. All faults of the options and files are told at once. */
export const assessFromOptions = async (options: PersonOptions): Promise<Result<ReportDocument>> => {
  const problems = fileProblems(options)
  if (problems.length > 0) return bad(problems)
  const bar = progressBar('reading', options.quiet)
  const record = textFile(options.record)
  const outsideCalls = textFile(options.outsideCalls)
  const at = parseInstant(options.at ?? new Date().toISOString()) as Instant
  const result = await assessPerson(
    {
      ...(options.vcf === undefined ? {} : { genome: fileSource(options.vcf, bar.update) }),
      ...(record === undefined ? {} : { record }),
      ...(outsideCalls === undefined ? {} : { outsideCalls }),
    },
    {
      at,
      knowledge: loadAll(),
      inflate: nodeInflate,
      missingAsReference: options.missingAsReference,
      callCyp2d6: options.callCyp2d6,
      ...(options.sample === undefined ? {} : { sample: options.sample }),
      ...(options.patient === undefined ? {} : { patient: options.patient }),
      ...(options.build === 'GRCh37' || options.build === 'GRCh38' ? { build: options.build } : {}),
    },
  )
  bar.stop()
  return result
}
