import { operationNames } from '../../deliver/genomics-operations/index.ts'

const base = 'http://hl7.org/fhir/OperationDefinition'
const bulk = 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition'
const genomics = 'http://hl7.org/fhir/uv/genomics-reporting/OperationDefinition'

/** The operations that are served beside the interactions of every type, for the CapabilityStatement. */
export const servedOperations = [
  { name: 'validate', definition: `${base}/Resource-validate`, on: 'system' },
  { name: 'everything', definition: `${base}/Patient-everything`, on: 'Patient' },
  { name: 'export', definition: `${bulk}/export`, on: 'system' },
  { name: 'export', definition: `${bulk}/patient-export`, on: 'Patient' },
  { name: 'export', definition: `${bulk}/group-export`, on: 'Group' },
  ...operationNames.map((name) => ({ name, definition: `${genomics}/${name}`, on: 'Patient' })),
]
