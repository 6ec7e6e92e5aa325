import { hash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AttuneError } from '../../shared/errors.ts'
import type { Problem } from '../../shared/problem.ts'
import { type InputKind, inputKinds } from '../../store/index.ts'
import { type ImportParts, importFile } from './import-file.ts'
import type { PersonReports } from './person-reports.ts'

/** Where the demonstration people stand. */
export const examplesFolder = fileURLToPath(new URL('../../../examples', import.meta.url))

type ExamplePerson = {
  readonly slug: string
  readonly story: string
  readonly files: Partial<Record<InputKind, string>>
}

const examplePeople = (): readonly (ExamplePerson & { readonly folder: string })[] =>
  readdirSync(examplesFolder, { withFileTypes: true })
    .filter((e) => e.isDirectory() && existsSync(join(examplesFolder, e.name, 'person.json')))
    .map((e) => e.name)
    .sort()
    .map((name) => {
      const folder = join(examplesFolder, name)
      return { ...(JSON.parse(readFileSync(join(folder, 'person.json'), 'utf8')) as ExamplePerson), folder }
    })

const failed = (slug: string, problems: readonly Problem[]): AttuneError =>
  new AttuneError('ATTUNE_INTERNAL', `demonstration person ${slug}: ${problems.map((p) => p.message).join(' ')}`)

/** The record goes first: the other files belong to the person it makes. */
const order: readonly InputKind[] = ['record', ...inputKinds.filter((k) => k !== 'record')]

/** Imports every demonstration person's files as a clinician would, and assesses them; nothing shown is canned. */
export const seedDemoPeople = async (parts: ImportParts, reports: PersonReports): Promise<number> => {
  const people = examplePeople()
  for (const { slug, story, files, folder } of people) {
    for (const kind of order) {
      const name = files[kind]
      if (name === undefined) continue
      const bytes = readFileSync(join(folder, name))
      const asked = { name, bytes, sha256: hash('sha256', bytes), person: slug, leaveOutFaulty: false }
      const imported = await importFile(asked, parts)
      if (!imported.ok) throw failed(slug, imported.problems)
    }
    await parts.people.saveStory(slug, story, parts.at)
    const report = await reports.current(slug)
    if (report === undefined || !report.ok) throw failed(slug, report?.problems ?? [])
  }
  return people.length
}
