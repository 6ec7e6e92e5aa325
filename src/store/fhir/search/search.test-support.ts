import { OperationOutcomeError } from '@medplum/core'
import type { Bundle, OperationOutcome, Resource } from '@medplum/fhirtypes'
import { loadFhirDefinitions } from '../../../fhir/index.ts'
import type { Instant } from '../../../shared/instant.ts'
import type { Access } from '../../../trust/index.ts'
import type { Database } from '../../database.ts'
import { accessOf, baseUrl } from '../repository.test-support.ts'

export { baseUrl } from '../repository.test-support.ts'
import { openRepository } from '../repository.ts'
import { accessRules } from './access-predicate.ts'
import { searchResources } from './search-resources.ts'

export const cursorKey = new Uint8Array(32).fill(7)

/** When the tests take place. */
export const today = '2026-11-22T00:00:00.000Z' as Instant

export const definitions = loadFhirDefinitions()

const now = (): number => Date.parse(today)

export const rules = accessRules(definitions, { baseUrl, now })

/** What a search answers: its bundle, or the outcome it is refused with. */
export type Answer = Bundle | OperationOutcome

/** `Type?query` for a caller, over everything in the database. */
export const ask = async (
  database: Database,
  text: string,
  access: Access = accessOf(),
  options: { readonly strict?: boolean; readonly db?: Database['read'] } = {},
): Promise<Answer> => {
  const cut = text.indexOf('?')
  const [type, query] = cut < 0 ? [text, ''] : [text.slice(0, cut), text.slice(cut + 1)]
  const { strict = false, db = database.read } = options
  const context = { db, dialect: database.dialect, definitions, access, rules, baseUrl, now, cursorKey }
  try {
    return await searchResources(context, { type, parameters: new URLSearchParams(query), strict })
  } catch (cause) {
    if (cause instanceof OperationOutcomeError) return cause.outcome
    throw cause
  }
}

/** Ids of what was found, in the order of the answer; a refusal as its texts. */
export const idsIn = (answer: Answer, mode: 'match' | 'include' = 'match'): readonly string[] =>
  answer.resourceType === 'OperationOutcome'
    ? answer.issue.map((i) => `${i.code}: ${i.details?.text ?? ''}`)
    : (answer.entry ?? []).filter((e) => e.search?.mode === mode).map((e) => e.resource?.id ?? '')

export const linkIn = (answer: Answer, relation: string): string | undefined =>
  answer.resourceType === 'Bundle' ? answer.link?.find((l) => l.relation === relation)?.url : undefined

/** The next page as a question, for `ask`. */
export const nextOf = (answer: Answer): string | undefined => linkIn(answer, 'next')?.slice(baseUrl.length + 1)

/** All pages from the first question on. */
export const walk = async (database: Database, text: string, access: Access, most = 12): Promise<readonly Answer[]> => {
  const pages: Answer[] = []
  for (let next: string | undefined = text; next !== undefined && pages.length < most; ) {
    const page: Answer = await ask(database, next, access)
    pages.push(page)
    next = nextOf(page)
  }
  return pages
}

/** Writes resources with their own ids, one millisecond after another from `start` on, or at the time given with each. */
export const put = async (
  database: Database,
  resources: readonly (Resource & { readonly id: string })[],
  options: { readonly tenant?: string; readonly at?: (index: number) => number } = {},
): Promise<void> => {
  const { tenant = 'clinic', at = (i) => Date.UTC(2026, 0, 1) + i } = options
  let index = 0
  const repository = openRepository({
    database,
    definitions,
    access: { ...accessOf(), tenant },
    now: () => new Date(at(index)).toISOString() as Instant,
    newId: () => 'unused',
    baseUrl,
    pageKey: cursorKey,
  })
  await repository.withTransaction(async (tx) => {
    for (const resource of resources) {
      await tx.createResource(resource, { assignedId: true })
      index++
    }
  })
}
