import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { bad, hasError, ok, type Problem, problem, type Result } from '../shared/problem.ts'
import { writeReleases } from './pharmcat/write-releases.ts'
import { readFhirPackage } from './read-fhir-package.ts'

type Fields = Readonly<Record<string, unknown>>

/** What is kept of a resource; undefined for those of no use (`trimGuide` of the FHIR room). */
export type GuideTrimmer = (resource: Fields) => unknown

export const fhirGuideTable = 'definitions.jsonl'

export type ImportFhirPackageOptions = { readonly into: string; readonly release?: string; readonly trim: GuideTrimmer }

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const nameForm = /^[A-Za-z0-9][A-Za-z0-9._-]*$/

type About = {
  readonly name: string
  readonly version: string
  readonly title: string
  readonly licence: string
  readonly url: string
}

const aboutOf = (file: string, about: Fields | undefined, resources: readonly Fields[]): About => {
  const guide = resources.find((r) => r['resourceType'] === 'ImplementationGuide')
  const stem = basename(file).replace(/\.(tgz|tar\.gz|ndjson\.gz|ndjson)$/i, '')
  return {
    name: text(about?.['name']) || text(guide?.['packageId']) || stem,
    version: text(about?.['version']) || text(guide?.['version']),
    title: text(about?.['title']) || text(guide?.['title']) || stem,
    licence: text(about?.['license']) || text(guide?.['license']),
    url: text(about?.['canonical']) || text(guide?.['url']),
  }
}

const otherVersions = (file: string, resources: readonly Fields[]): readonly Problem[] => {
  const others = new Set(
    resources.flatMap((r) =>
      r['resourceType'] === 'StructureDefinition' &&
      text(r['fhirVersion']) !== '' &&
      !text(r['fhirVersion']).startsWith('4.0')
        ? [text(r['fhirVersion'])]
        : [],
    ),
  )
  return [...others].map((v) =>
    problem(
      'import-fhir-version',
      file,
      `The package is written for FHIR ${v}.`,
      'Give the package for FHIR R4 (4.0.1).',
    ),
  )
}

const trimAll = (
  file: string,
  resources: readonly Fields[],
  trim: GuideTrimmer,
): { readonly kept: readonly unknown[]; readonly malformed: readonly Problem[] } => {
  const malformed: Problem[] = []
  const kept = resources.flatMap((r) => {
    try {
      return trim(r) ?? []
    } catch {
      const name = `${text(r['resourceType'])} ${text(r['url']) || text(r['id'])}`.slice(0, 120)
      malformed.push({
        ...problem(
          'import-definition-malformed',
          file,
          `${name} is not formed as FHIR R4 demands.`,
          'It is left out; correct it if it is needed.',
        ),
        severity: 'warning',
      })
      return []
    }
  })
  return { kept, malformed }
}

const bare = (resources: readonly Fields[]): number =>
  resources.filter((r) => r['resourceType'] === 'StructureDefinition' && r['snapshot'] === undefined).length

/**
 * Takes in the profiles, value sets, code systems and search parameters of an implementation guide and writes what validation and search need of
 * them as a release `fhir-PACKAGE/VERSION` below `into`; gives its folder. Files that are no resources are told and left out.
 */
export const importFhirPackage = async (
  file: string,
  { into, release, trim }: ImportFhirPackageOptions,
): Promise<Result<readonly string[]>> => {
  if (!existsSync(file) || !statSync(file).isFile())
    return bad([
      problem('import-file-missing', file, 'There is no such file.', 'Name the package: .tgz, .ndjson or .ndjson.gz.'),
    ])
  const { resources, about, problems: met } = await readFhirPackage(file)
  const { kept, malformed } = trimAll(file, resources, trim)
  const table = kept.map((r) => `${JSON.stringify(r)}\n`).join('')
  const { name, version, title, licence, url } = aboutOf(file, about, resources)
  const day = statSync(file).mtime.toISOString().slice(0, 10)
  const digest = createHash('sha256').update(table).digest('hex')
  const named = release ?? (version === '' ? `${day}-${digest.slice(0, 8)}` : version)
  const without = bare(resources)
  const problems: readonly Problem[] = [
    ...met,
    ...malformed,
    ...otherVersions(file, resources),
    ...(kept.length === 0 && !hasError(met)
      ? [
          problem(
            'import-package-empty',
            file,
            'There are no profiles, value sets or search parameters in it.',
            'Give the package of an implementation guide.',
          ),
        ]
      : []),
    ...(!nameForm.test(name) || !nameForm.test(named)
      ? [
          problem(
            'import-release-name',
            `${name} ${named}`.slice(0, 100),
            'A release is named by letters, digits, dots and dashes.',
            'Give another name with --release.',
          ),
        ]
      : []),
    ...(without === 0
      ? []
      : [
          {
            ...problem(
              'import-no-snapshot',
              file,
              `${without} of its StructureDefinitions have no snapshot, so nothing is checked by them.`,
              'Give a package that was published with snapshots.',
            ),
            severity: 'warning' as const,
          },
        ]),
  ]
  if (hasError(problems)) return bad(problems)
  const id = `fhir-${name.toLowerCase()}`
  if (existsSync(join(into, id, named)))
    return bad([
      problem(
        'import-release-there',
        join(into, id, named),
        'This package has been imported already.',
        'Remove the folder first to import it again.',
      ),
    ])
  const folders = writeReleases(
    [
      {
        manifest: {
          id,
          release: named,
          role: 'fhir-profiles',
          title,
          source: `${basename(file)}, given by the user`,
          ...(url === '' ? {} : { url }),
          version: version || named,
          retrieved: day,
          licence: licence || 'As stated by the source of the package; not known to Attune',
          attribution: 'The publisher of the implementation guide',
          made: 'attune knowledge import fhir-package: without prose, mappings and examples',
        },
        tables: [{ file: fhirGuideTable, text: table, what: 'profiles, value sets, code systems, search parameters' }],
      },
    ],
    into,
  )
  return ok(folders, problems)
}
