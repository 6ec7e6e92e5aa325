import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Release } from '../knowledge/release.ts'
import { AttuneError } from '../shared/errors.ts'
import type { Instant } from '../shared/instant.ts'
import { type InputKind, inputKinds, type PeopleStore, type StoredInput } from '../store/index.ts'
import { reportFrom } from './stored-report.ts'

/** Where the demonstration people stand. */
export const examplesFolder = fileURLToPath(new URL('../../examples', import.meta.url))

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

const stored = (kind: InputKind, folder: string, name: string | undefined): readonly StoredInput[] => {
  if (name === undefined) return []
  const bytes = readFileSync(join(folder, name))
  return [{ kind, name, sha256: createHash('sha256').update(bytes).digest('hex'), bytes }]
}

/** Assesses every demonstration person from its files, then saves them all; nothing shown is canned. */
export const seedDemoPeople = async (
  people: PeopleStore,
  knowledge: readonly Release[],
  at: Instant,
): Promise<number> => {
  const saves: (() => Promise<void>)[] = []
  for (const person of examplePeople()) {
    const inputs = inputKinds.flatMap((kind) => stored(kind, person.folder, person.files[kind]))
    const report = await reportFrom(inputs, knowledge, at)
    if (!report.ok) {
      const why = report.problems.map((p) => p.message).join(' ')
      throw new AttuneError('ATTUNE_INTERNAL', `demonstration person ${person.slug}: ${why}`)
    }
    saves.push(() => people.save(person.slug, person.story, inputs, report.value))
  }
  for (const save of saves) await save()
  return saves.length
}
