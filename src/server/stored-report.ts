import { createHash } from 'node:crypto'
import { assessPerson } from '../assess/index.ts'
import type { ReportDocument } from '../deliver/report/index.ts'
import { memorySource } from '../genome/index.ts'
import { nodeInflate } from '../genome/node/index.ts'
import { type Release, releaseName } from '../knowledge/release.ts'
import type { Instant } from '../shared/instant.ts'
import { ok, type Problem, type Result } from '../shared/problem.ts'
import { software } from '../shared/software.ts'
import type { InputKind, PeopleStore, StoredInput, StoredReport } from '../store/index.ts'

/** What the list of people shows of a report. */
export const summaryOf = (document: ReportDocument) => ({
  ...(document.person.age === undefined ? {} : { age: document.person.age }),
  ...(document.person.sex === undefined ? {} : { sex: document.person.sex }),
  problems: document.person.conditions.slice(0, 4).map((c) => c.text),
  toAct: document.recommendations.filter((r) => r.verdict === 'act' && r.onList).length,
  caution: document.recommendations.filter((r) => r.verdict === 'caution' && r.onList).length,
  notKnown: document.needs.length,
})

/** Names the releases a report rests on and, by a short digest, the very tables: a report made with other tables is out of date. */
export const knowledgeStamp = (knowledge: readonly Release[]): string => {
  const digest = createHash('sha256')
  for (const { manifest } of knowledge)
    for (const t of manifest.tables) digest.update(`${releaseName(manifest)}/${t.file} ${t.sha256}\n`)
  return `${knowledge.map((r) => releaseName(r.manifest)).join(', ')} #${digest.digest('hex').slice(0, 12)}`
}

/** Assesses a person from what is stored; every problem of the inputs comes back when that is not possible. */
export const reportFrom = async (
  inputs: readonly StoredInput[],
  knowledge: readonly Release[],
  at: Instant,
): Promise<Result<StoredReport>> => {
  const of = (kind: InputKind): StoredInput | undefined => inputs.find((i) => i.kind === kind)
  const text = (input: StoredInput | undefined) =>
    input && { name: input.name, text: new TextDecoder().decode(input.bytes), sha256: input.sha256 }
  const genome = of('genome')
  const [record, outsideCalls] = [text(of('record')), text(of('outsideCalls'))]
  const result = await assessPerson(
    {
      ...(genome ? { genome: { ...memorySource(genome.name, genome.bytes), sha256: () => genome.sha256 } } : {}),
      ...(record ? { record } : {}),
      ...(outsideCalls ? { outsideCalls } : {}),
    },
    { at, knowledge, inflate: nodeInflate },
  )
  if (!result.ok) return result
  return ok({
    made: at,
    software: software.version,
    knowledge: knowledgeStamp(knowledge),
    name: result.value.person.name,
    summary: JSON.stringify(summaryOf(result.value)),
    document: JSON.stringify(result.value),
  })
}

/**
 * Makes anew every report that other software or other tables made. A person whose inputs can no longer be assessed keeps the old
 * report, which says what it was made with, and is told as a problem without a name.
 */
export const refreshReports = async (
  people: PeopleStore,
  knowledge: readonly Release[],
  at: Instant,
): Promise<{ readonly made: number; readonly problems: readonly Problem[] }> => {
  const stamp = knowledgeStamp(knowledge)
  const problems: Problem[] = []
  let made = 0
  for (const { person, story } of await people.list()) {
    const old = await people.report(person)
    if (old?.knowledge === stamp && old.software === software.version) continue
    const inputs = await people.inputs(person)
    const report = await reportFrom(inputs, knowledge, at)
    if (report.ok) {
      await people.save(person, story ?? undefined, inputs, report.value)
      made++
    } else problems.push(...report.problems.filter((p) => p.severity === 'error'))
  }
  return { made, problems }
}
