import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assessPerson } from '../assess/index.ts'
import type { ReportDocument } from '../deliver/report/index.ts'
import { fileSource, nodeInflate } from '../genome/node/index.ts'
import { type Release, releaseName } from '../knowledge/release.ts'
import { AttuneError } from '../shared/errors.ts'
import type { Instant } from '../shared/instant.ts'
import { software } from '../shared/software.ts'
import type { InputKind, PeopleStore, StoredInput } from '../store/index.ts'

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

/** What the list of people shows of a report. */
export const summaryOf = (document: ReportDocument) => ({
  ...(document.person.age === undefined ? {} : { age: document.person.age }),
  ...(document.person.sex === undefined ? {} : { sex: document.person.sex }),
  problems: document.person.conditions.slice(0, 4).map((c) => c.text),
  toAct: document.recommendations.filter((r) => r.verdict === 'act' && r.onList).length,
  caution: document.recommendations.filter((r) => r.verdict === 'caution' && r.onList).length,
  notKnown: document.needs.length,
})

/** Assesses every demonstration person from its files, then saves them all; nothing shown is canned. */
export const seedDemoPeople = async (
  people: PeopleStore,
  knowledge: readonly Release[],
  at: Instant,
): Promise<number> => {
  const saves: (() => Promise<void>)[] = []
  for (const person of examplePeople()) {
    const { genome, record, outsideCalls } = person.files
    const text = (name: string | undefined) => {
      const input = stored('record', person.folder, name)[0]
      return input === undefined
        ? undefined
        : { name: input.name, text: Buffer.from(input.bytes).toString('utf8'), sha256: input.sha256 }
    }
    const [recordText, outsideText] = [text(record), text(outsideCalls)]
    const result = await assessPerson(
      {
        ...(genome === undefined ? {} : { genome: fileSource(join(person.folder, genome)) }),
        ...(recordText === undefined ? {} : { record: recordText }),
        ...(outsideText === undefined ? {} : { outsideCalls: outsideText }),
      },
      { at, knowledge, inflate: nodeInflate },
    )
    if (!result.ok)
      throw new AttuneError(
        'ATTUNE_INTERNAL',
        `demonstration person ${person.slug}: ${result.problems.map((p) => p.message).join(' ')}`,
      )
    const document = result.value
    const inputs = [
      ...stored('genome', person.folder, genome),
      ...stored('record', person.folder, record),
      ...stored('outsideCalls', person.folder, outsideCalls),
    ]
    saves.push(() =>
      people.save(person.slug, person.story, inputs, {
        made: at,
        software: software.version,
        knowledge: knowledge.map((r) => releaseName(r.manifest)).join(', '),
        name: document.person.name,
        summary: JSON.stringify(summaryOf(document)),
        document: JSON.stringify(document),
      }),
    )
  }
  for (const save of saves) await save()
  return saves.length
}
