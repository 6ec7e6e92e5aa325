import { getStatus, OperationOutcomeError } from '@medplum/core'
import { loadFhirDefinitions } from '../../fhir/index.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Access, Grant, Right } from '../../trust/index.ts'
import type { Database } from '../database.ts'
import { type AttuneRepository, openRepository, type RepositoryParts } from './repository.ts'

const everyRight: ReadonlySet<Right> = new Set<Right>(['c', 'r', 'u', 'd', 's'])

const everything: Grant = { types: '*', rights: everyRight, patients: 'all', criteria: [] }

/** What a caller with these grants may do; without grants, everything. */
export const accessOf = (...grants: readonly Partial<Grant>[]): Access => ({
  tenant: 'clinic',
  actor: { id: 'a', name: 'Test', role: 'clinician', purpose: 'TREAT' },
  grants: (grants.length === 0 ? [{}] : grants).map((grant) => ({ ...everything, ...grant })),
})

export const rightsOf = (letters: string): ReadonlySet<Right> => new Set(letters.split('') as Right[])

/** A clock that goes one second on with each look, and ids that count. */
export const clockAndIds = () => {
  let seconds = 0
  let ids = 0
  return {
    now: () => new Date(Date.UTC(2026, 0, 1) + 1000 * seconds++).toISOString() as Instant,
    newId: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
  }
}

const pageKey = new Uint8Array(32).fill(7)

export const baseUrl = 'https://attune.example/fhir'

/** Repositories of one database for different callers, who share a clock and a source of ids. */
export const openFor = (
  database: Database,
  more: Partial<RepositoryParts> = {},
): ((access?: Access) => AttuneRepository) => {
  const definitions = loadFhirDefinitions()
  const { now, newId } = clockAndIds()
  return (access = accessOf()) =>
    openRepository({ database, definitions, access, now, newId, baseUrl, pageKey, ...more })
}

/** The HTTP status by which a refusal will be answered; 0 where nothing was refused. */
export const refusalOf = async (work: Promise<unknown>): Promise<number> => {
  try {
    await work
    return 0
  } catch (cause) {
    if (cause instanceof OperationOutcomeError) return getStatus(cause.outcome)
    throw cause
  }
}
