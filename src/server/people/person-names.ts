import type { Patient } from '@medplum/fhirtypes'
import type { PatientName, PatientNames } from '../sign-in/index.ts'
import { findPeople, nameOf } from './find-people.ts'
import type { CallersRecord } from './callers.ts'

/** Who can be chosen when signing in, out of the record. */
export const personNames = (record: Pick<CallersRecord, 'read' | 'search'>): PatientNames => ({
  find: async (text, limit) => {
    const { patients } = await findPeople(record.search, text)
    return patients.slice(0, limit).map(({ id, name, birthDate, identifiers: [number] }): PatientName => {
      const detail = [birthDate && `born ${birthDate}`, number && `record ${number}`].filter(Boolean).join(', ')
      return { id, name, ...(detail === '' ? {} : { detail }) }
    })
  },
  one: async (id) => {
    const patient = await record.read('Patient', id)
    if (patient?.resourceType !== 'Patient') return undefined
    const { birthDate } = patient as Patient
    return { id, name: nameOf(patient as Patient), ...(birthDate === undefined ? {} : { detail: `born ${birthDate}` }) }
  },
})
