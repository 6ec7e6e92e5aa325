import type { WithId } from '@medplum/core'
import type { Observation } from '@medplum/fhirtypes'
import type { Access } from '../src/trust/index.ts'

/** Who writes and reads in the crash test. */
export const crashAccess: Access = {
  tenant: 'crash',
  actor: { id: 'crash-test', name: 'Crash test', role: 'service', purpose: 'HSYSADMIN' },
  grants: [{ types: '*', rights: new Set(['c', 'r', 'u', 'd', 's']), patients: 'all', criteria: [] }],
}

/** Resource `n` of a transaction of `size`. Its id says where it belongs, its value and text can be told from that. */
export const observationOf = (transaction: number, size: number, n: number): WithId<Observation> => ({
  resourceType: 'Observation',
  id: `${transaction}-${size}-${n}`,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '2160-0', display: 'Creatinine' }] },
  subject: { reference: 'Patient/p1' },
  effectiveDateTime: '2026-11-22',
  valueQuantity: { value: transaction, unit: 'mg/dL', system: 'http://unitsofmeasure.org', code: 'mg/dL' },
  note: [{ text: `${n} of ${size}. `.repeat(1 + (n % 40)) }],
})
