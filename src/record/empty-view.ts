import type { PatientView } from './patient-view.ts'

/** A person of whom nothing is known: every kind of data is silent. */
export const emptyView = (id: string): PatientView => ({
  id,
  name: id,
  medications: [],
  conditions: [],
  allergies: [],
  observations: [],
  procedures: [],
  silentOn: [
    'medications',
    'allergies',
    'conditions',
    'observations',
    'procedures',
    'family history',
    'coverage',
    'care team',
    'pregnancy',
    'immunisations',
    'encounters',
    'devices',
    'goals',
    'smoking',
    'genetic results',
  ],
})
