import type { GenomeContext } from '../genome/annotation/index.ts'
import type { Impact } from '../genome/consequence/index.ts'
import type { Build } from '../genome/site.ts'
import { hasError, type Problem, problem } from '../shared/problem.ts'
import { type GenomeContextOptions, type OpenedTranscripts, openGenomeContext } from './genome-context.ts'
import { tellProblems } from './present.ts'
import type { Places } from './variant-places.ts'

/** How `attune variants` is asked. */
export type VariantsOptions = GenomeContextOptions & {
  readonly build?: string
  readonly sample?: string
  readonly region: readonly string[]
  readonly gene: readonly string[]
  readonly impact?: string
  readonly pass: boolean
  readonly allTranscripts: boolean
  readonly all: boolean
  readonly vrs: boolean
  readonly format?: string
  readonly json: boolean
  readonly jsonl: boolean
  readonly quiet: boolean
}

/** What is asked, once the options are read. `places` by build; `least`: leave out what is less grave. */
export type VariantsRequest = {
  readonly options: VariantsOptions
  readonly build?: Build
  readonly least?: Impact
  readonly transcripts: OpenedTranscripts
  readonly places: Readonly<Record<Build, Places>>
}

/** A reason not to read on, told as problems. */
export class NotReadable extends Error {
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super('not readable')
    this.problems = problems
  }
}

/** The context of the build that a header settled; throws `NotReadable` when it cannot be opened or a place that was asked for is not known there. */
export const contextFor = (build: Build | undefined, request: VariantsRequest): GenomeContext => {
  if (build === undefined)
    throw new NotReadable([
      problem(
        'build-unknown',
        '--build',
        'The file does not say which genome build it is on.',
        'State it: --build GRCh38 or --build GRCh37.',
      ),
    ])
  const { problems } = request.places[build]
  const opened = openGenomeContext(build, request.options, request.transcripts)
  if (!opened.ok || hasError(problems)) throw new NotReadable([...problems, ...opened.problems])
  tellProblems(opened.problems)
  return opened.value
}
