import type { AccountStore, NewAccount } from '../../store/index.ts'
import type { Instant } from '../../shared/instant.ts'

const accounts: readonly Omit<NewAccount, 'demo' | 'login'>[] = [
  { id: 'demo-clinician', name: 'Dr Mira Sandoval', role: 'clinician', reference: 'Practitioner/demo-clinician' },
  {
    id: 'demo-patient',
    name: 'Joan Marsh',
    role: 'patient',
    reference: 'Patient/stent-clopidogrel',
  },
  {
    id: 'demo-tumour-board',
    name: 'Dr Henrik Aalto',
    role: 'tumourBoard',
    reference: 'Practitioner/demo-tumour-board',
  },
  { id: 'demo-analyst', name: 'Noor Haddad', role: 'analyst', reference: 'Practitioner/demo-analyst' },
  { id: 'demo-administrator', name: 'Sam Okafor', role: 'administrator', reference: 'Practitioner/demo-administrator' },
]

/** Puts the made-up people in who may be signed in as with one click. They have no password, and count for nothing outside the demonstration. */
export const seedDemoAccounts = async (store: AccountStore, at: Instant): Promise<void> => {
  for (const account of accounts) await store.add({ ...account, login: account.id, demo: true }, at)
}
