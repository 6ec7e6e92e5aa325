import type { IndexRows } from '../../fhir/index.ts'
import type { WriteBuffer } from './write-buffer.ts'

/** A resource version about to be written. */
export type Written = {
  readonly tenant: string
  readonly patients: readonly string[]
  readonly key: number
  readonly type: string
  readonly id: string
  readonly version: number
  readonly updated: number
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
}

/** The patient under which all rows of a resource lie. */
export const ownerOf = (patients: readonly string[]): string => patients[0] ?? ''

/** Adds the compartment and index rows of a living resource. */
export const addFoundBy = (buffer: WriteBuffer, written: Written, rows: IndexRows): void => {
  const { tenant, key, type } = written
  const owner = ownerOf(written.patients)
  for (const patient of new Set(written.patients))
    buffer.add('resource_compartment', [tenant, patient, type, key, owner])
  rows.token.forEach((r, n) => {
    buffer.add('index_token', [tenant, owner, key, type, r.param, r.group, n, r.system, r.code, r.text])
  })
  rows.reference.forEach((r, n) => {
    buffer.add('index_reference', [tenant, owner, key, type, r.param, r.group, n, r.type, r.id])
  })
  rows.date.forEach((r, n) => {
    buffer.add('index_date', [tenant, owner, key, type, r.param, r.group, n, r.from, r.to])
  })
  rows.string.forEach((r, n) => {
    buffer.add('index_string', [tenant, owner, key, type, r.param, r.group, n, r.folded, r.exact])
  })
  rows.quantity.forEach((r, n) => {
    const canonical = [r.canonicalCode, r.canonicalLow, r.canonicalHigh]
    const value = [r.system, r.code, r.low, r.high, ...canonical]
    buffer.add('index_quantity', [tenant, owner, key, type, r.param, r.group, n, ...value])
  })
  rows.uri.forEach((r, n) => {
    buffer.add('index_uri', [tenant, owner, key, type, r.param, r.group, n, r.uri])
  })
}

/** Adds the current version of a resource that is not in the store yet. */
export const addResource = (buffer: WriteBuffer, w: Written, deleted: 0 | 1, content: Uint8Array): void => {
  const { tenant, key, type, id, version, updated, method } = w
  buffer.add('resource', [tenant, ownerOf(w.patients), key, type, id, version, updated, deleted, method, content])
}
