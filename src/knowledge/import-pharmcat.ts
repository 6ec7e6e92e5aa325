import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { bad, hasError, ok, type Problem, problem, type Result } from '../shared/problem.ts'
import { listReleases, loadRelease } from './folder.ts'
import { adviceTables } from './pharmcat/advice-codes.ts'
import { type DefinitionFile, definitionForm, definitionProblems } from './pharmcat/definitions.ts'
import { findFiles } from './pharmcat/find-files.ts'
import { exemptionsByGene, exemptionsForm } from './pharmcat/gene-rules.ts'
import { geneTables } from './pharmcat/gene-tables.ts'
import {
  type GuidanceSource,
  type GuidelinePackage,
  guidanceForm,
  guidanceRecords,
  guidelineForm,
} from './pharmcat/guidance.ts'
import { type PhenotypeFile, phenotypeForm, phenotypeRows } from './pharmcat/phenotypes.ts'
import { readJson } from './pharmcat/read-json.ts'
import { type NewRelease, writeReleases } from './pharmcat/write-releases.ts'
import type { Release } from './release.ts'

type From<T> = { readonly file: string; readonly content: T }

const sources: Readonly<
  Record<
    GuidanceSource,
    {
      readonly title: string
      readonly source: string
      readonly url: string
      readonly licence: string
      readonly attribution: string
    }
  >
> = {
  cpic: {
    title: 'CPIC drug–gene records with coded actions, and allele frequencies',
    source: 'Clinical Pharmacogenetics Implementation Consortium (CPIC), by way of a PharmCAT release',
    url: 'https://cpicpgx.org',
    licence: 'CC0-1.0',
    attribution: 'Facts of the CPIC guidelines (cpicpgx.org); no endorsement by CPIC is implied.',
  },
  dpwg: {
    title: 'DPWG drug–gene records with coded actions',
    source: 'Dutch Pharmacogenetics Working Group (DPWG), by way of ClinPGx and a PharmCAT release',
    url: 'https://www.clinpgx.org',
    licence: 'CC-BY-SA-4.0',
    attribution:
      'Facts of the DPWG guidelines (KNMP) as annotated by ClinPGx, CC BY-SA 4.0; kept in a table of its own.',
  },
  fda: {
    title: 'FDA drug–gene records with coded actions',
    source:
      'US Food and Drug Administration: labels and table of pharmacogenetic associations, by way of ClinPGx and a PharmCAT release',
    url: 'https://www.fda.gov',
    licence: 'US public domain',
    attribution: 'US Food and Drug Administration; no endorsement is implied.',
  },
}

const genes = {
  title: 'Allele definitions, functions and phenotype rules',
  source: 'ClinPGx data as released with PharmCAT',
  url: 'https://www.clinpgx.org',
  licence: 'CPIC facts: CC0-1.0. Allele definitions by way of ClinPGx and PharmVar: facts, attributed',
  attribution: 'CPIC (cpicpgx.org), ClinPGx (clinpgx.org), PharmVar (pharmvar.org)',
}

const versionForm = /^\d{4}-\d{2}-\d{2}[0-9A-Za-z.-]*$/

const readAll = <T>(
  files: readonly string[],
  form: z.ZodType<T>,
): { readonly read: readonly From<T>[]; readonly problems: readonly Problem[] } => {
  const results = files.map((file) => ({ file, ...readJson(file, form) }))
  return {
    read: results.flatMap(({ file, value }) => (value === undefined ? [] : [{ file, content: value }])),
    problems: results.flatMap((r) => r.problems),
  }
}

/** Files that contradict each other: one gene in two files, or parts of different releases. */
const contradictions = (
  definitions: readonly From<DefinitionFile>[],
  phenotypes: readonly From<PhenotypeFile>[],
  more: readonly From<string | null | undefined>[],
): readonly Problem[] => {
  const twice = [definitions, phenotypes].flatMap((list) =>
    [...Map.groupBy(list as readonly From<{ readonly gene: string }>[], (f) => f.content.gene)].flatMap(
      ([gene, files]) =>
        files.length < 2
          ? []
          : [
              problem(
                'import-gene-twice',
                files[1]?.file ?? '',
                `${gene} stands in ${files.length} files: ${files.map((f) => f.file).join(', ')}.`,
                'Name a folder that holds one release only.',
              ),
            ],
    ),
  )
  const versions = [
    ...definitions.map((d) => ({ file: d.file, version: d.content.version })),
    ...phenotypes.map((p) => ({ file: p.file, version: p.content.version })),
    ...more.map((m) => ({ file: m.file, version: m.content })),
  ]
  const first = versions[0]
  return [
    ...twice,
    ...versions
      .filter((v) => v.version && first && v.version !== first.version)
      .map((v) =>
        problem(
          'import-version-differs',
          v.file,
          `This file is of version ${v.version}, ${first?.file} of ${first?.version}.`,
          'Take all files from one release.',
        ),
      ),
    ...(first?.version && !versionForm.test(first.version)
      ? [
          problem(
            'import-version-unknown',
            first.file,
            `"${first.version}" is no version that starts with a date.`,
            'Take the files of an official release.',
          ),
        ]
      : []),
  ]
}

const guidelinesOf = (
  files: readonly string[],
): {
  readonly packages: readonly From<GuidelinePackage>[]
  readonly versions: readonly From<string | null | undefined>[]
  readonly problems: readonly Problem[]
} => {
  const whole = files.filter((f) => f.endsWith('prescribing_guidance.json'))
  if (whole.length > 0) {
    const { read, problems } = readAll(whole, guidanceForm)
    return {
      packages: read.flatMap((g) => g.content.guidelines.map((content) => ({ file: g.file, content }))),
      versions: read.map((g) => ({ file: g.file, content: g.content.version })),
      problems,
    }
  }
  const { read, problems } = readAll(files, guidelineForm)
  return { packages: read, versions: read.map((g) => ({ file: g.file, content: g.content.version })), problems }
}

/**
 * Takes in the data files of an official PharmCAT release (its data folder, or a checkout) and writes release folders `clinpgx`, `cpic`, `dpwg` and
 * `fda` of that version below `into`; gives their names. No wording is kept: a record gets the coded advice of a text that was coded before, every
 * other one is listed as not coded. Reads everything first and writes nothing when anything is missing, broken or contradictory.
 */
export const importPharmcat = (dir: string, into: string): Result<readonly string[]> => {
  const { files, problems: notFound } = findFiles(dir)
  const definitions = readAll(files.definitions, definitionForm)
  const phenotypes = readAll(files.phenotypes, phenotypeForm)
  const exemptions = readAll(files.exemptions, exemptionsForm)
  const guidance = guidelinesOf(files.guidance)
  const first: readonly Problem[] = [
    ...notFound,
    ...(files.exemptions.length > 1
      ? [
          problem(
            'import-exemptions-twice',
            files.exemptions[1] ?? '',
            `${files.exemptions.length} exemption files stand below ${dir}.`,
            'Name a folder that holds one release only.',
          ),
        ]
      : []),
    ...[definitions, phenotypes, exemptions, guidance].flatMap((r) => r.problems),
    ...definitions.read.flatMap((d) => definitionProblems(d.content, d.file)),
    ...phenotypes.read.flatMap((p) => phenotypeRows(p.content, p.file).problems),
    ...contradictions(definitions.read, phenotypes.read, guidance.versions),
  ]
  const version = definitions.read[0]?.content.version ?? ''
  const targets = ['clinpgx', ...Object.keys(sources)].map((id) => join(into, id, version))
  const taken = version === '' ? [] : targets.filter((t) => existsSync(t))
  const early = [
    ...first,
    ...taken.map((t) =>
      problem(
        'import-release-there',
        t,
        'This release has been imported already.',
        'Remove the folder first to import it again.',
      ),
    ),
  ]
  if (hasError(early)) return bad(early)

  const held = new Set(listReleases().map((r) => r.manifest.id))
  const holding = (id: string): Release | undefined => (held.has(id) ? loadRelease(id) : undefined)
  const made = geneTables(
    {
      definitions: definitions.read,
      phenotypes: phenotypes.read,
      exemptions: exemptionsByGene(exemptions.read[0]?.content ?? []),
      exemptionsFile: exemptions.read[0]?.file ?? dir,
    },
    loadRelease('clinpgx'),
  )
  const records = guidance.packages.map((p) => guidanceRecords(p.content, p.file))
  const bySource = Map.groupBy(
    records.flatMap((r) => r.records),
    (r) => r.source,
  )
  const head = (id: string, about: typeof genes): NewRelease['manifest'] => ({
    id,
    release: version,
    ...about,
    version,
    retrieved: version.slice(0, 10),
    made: 'attune knowledge import pharmcat: facts of the official files in our own layout, no wording kept',
  })
  const advised = [...bySource].map(([id, list]) => {
    const before = holding(id)
    const { tables, problems } = adviceTables(list, before, guidance.packages[0]?.file ?? dir)
    const frequencies = before?.tables['allele-frequencies.tsv']
    const carried =
      frequencies === undefined
        ? []
        : [
            {
              file: 'allele-frequencies.tsv',
              text: frequencies,
              what: 'allele frequencies by biogeographic group, carried over',
            },
          ]
    return { problems, release: { manifest: head(id, sources[id]), tables: [...tables, ...carried] } }
  })
  const problems = [
    ...early,
    ...made.problems,
    ...records.flatMap((r) => r.problems),
    ...advised.flatMap((a) => a.problems),
  ]
  if (hasError(problems)) return bad(problems)
  const releases: readonly NewRelease[] = [
    { manifest: head('clinpgx', genes), tables: made.tables },
    ...advised.map((a) => a.release),
  ]
  return ok(writeReleases(releases, into), problems)
}
