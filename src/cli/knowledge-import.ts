import { readTranscriptFile } from '../genome/annotation-files/node/index.ts'
import { readChain } from '../genome/normalise/index.ts'
import { trimGuide } from '../fhir/index.ts'
import { importChain } from '../knowledge/import-chain.ts'
import { importFhirPackage } from '../knowledge/import-fhir-package.ts'
import { importPharmcat } from '../knowledge/import-pharmcat.ts'
import { importTranscripts } from '../knowledge/import-transcripts.ts'
import { type Problem, problem, type Result } from '../shared/problem.ts'
import { importPgsScores } from '../knowledge/import-pgs-score.ts'
import { importPanel, type PanelImportOptions } from './ancestry-panel.ts'
import { evaluationsOf, readScores } from './prs-inputs.ts'
import { optionProblems } from './person.ts'
import { tellProblems } from './present.ts'

export type ImportOptions = PanelImportOptions & {
  readonly into: string
  readonly build?: string
  readonly release?: string
  readonly evaluations?: string
}

type Importer = {
  readonly takes: readonly string[]
  readonly run: (
    path: string,
    options: ImportOptions,
    paths: readonly string[],
  ) => Result<readonly string[]> | Promise<Result<readonly string[]>>
  /** Takes several files at once. */
  readonly several?: true
}

const importers: Readonly<Record<string, Importer>> = {
  pharmcat: { takes: [], run: (dir, { into }) => importPharmcat(dir, into) },
  chain: { takes: [], run: (file, { into }) => importChain(file, into, readChain) },
  'fhir-package': {
    takes: ['release'],
    run: (file, { into, release }) =>
      importFhirPackage(file, { into, trim: trimGuide, ...(release === undefined ? {} : { release }) }),
  },
  transcripts: {
    takes: ['build', 'release'],
    run: (file, { into, build, release }) =>
      importTranscripts(file, {
        into,
        read: readTranscriptFile,
        ...(build === 'GRCh37' || build === 'GRCh38' ? { build } : {}),
        ...(release === undefined ? {} : { release }),
      }),
  },
  'pgs-score': {
    takes: ['release', 'evaluations'],
    several: true,
    run: (_, { into, release, evaluations }, files) => {
      const published = evaluationsOf(evaluations)
      if (!published.ok) return published
      return importPgsScores(files, {
        into,
        read: readScores,
        evaluations: published.value,
        ...(release === undefined ? {} : { release }),
      })
    },
  },
  'ancestry-panel': {
    takes: ['build', 'release', 'populations', 'score', 'spacing', 'axes', 'withRelatives', 'id', 'licence'],
    several: true,
    run: (_, options, files) => importPanel(files, options),
  },
}

/** How an option is written. */
const written = (option: string): string => `--${option.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`

const isGiven = (value: unknown): boolean =>
  value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0)

const optionFaults = (kind: string, paths: readonly string[], options: ImportOptions): readonly Problem[] => {
  const importer = importers[kind]
  if (importer === undefined)
    return [
      problem(
        'unknown-import',
        kind,
        `There is no importer for "${kind}".`,
        `Known: ${Object.keys(importers).join(', ')}.`,
      ),
    ]
  const { into: _, ...chosen } = options
  const given = Object.entries(chosen).flatMap(([o, value]) =>
    isGiven(value) && !importer.takes.includes(o) ? [written(o)] : [],
  )
  return [
    ...given.map((o) =>
      problem(
        'option-not-taken',
        o,
        `The import of ${kind} reads this from its files, or has no use for it.`,
        `Leave ${o} out.`,
      ),
    ),
    ...(paths.length > 1 && importer.several === undefined
      ? [problem('import-one-at-a-time', kind, `${paths.length} paths were given.`, 'Give one.')]
      : []),
    ...optionProblems(options.build === undefined ? {} : { build: options.build }),
  ]
}

/** Takes in official files as a release and prints the folders it wrote. Exit code 1 when something was told, 2 when nothing was written. */
export const importRelease = async (
  kind: string,
  paths: readonly string[],
  options: ImportOptions,
): Promise<number> => {
  const faults = optionFaults(kind, paths, options)
  const importer = importers[kind]
  if (faults.length > 0 || importer === undefined) {
    tellProblems(faults)
    return 2
  }
  const result = await importer.run(paths[0] ?? '', options, paths)
  tellProblems(result.problems)
  if (!result.ok) return 2
  for (const folder of result.value) process.stdout.write(`${folder}\n`)
  return result.problems.some((p) => p.severity !== 'info') ? 1 : 0
}
