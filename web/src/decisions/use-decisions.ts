import { useQuery } from '@tanstack/react-query'
import { usePerson } from '../person/person-context.ts'
import { sessionQuery } from '../session/session.ts'
import { decisionsQuery, type EhrDecision, worthTelling } from './decisions.ts'

/** What was shown about the open person in the EHR; nothing for dropped files, and nothing for patients: it is said to clinicians. */
export const useDecisions = (): { readonly all: readonly EhrDecision[]; readonly told: readonly EhrDecision[] } => {
  const person = usePerson()
  const session = useQuery(sessionQuery).data
  const asks = person.origin === 'server' && session?.signedIn === true && session.role !== 'patient'
  const all = useQuery({ ...decisionsQuery(person.id), enabled: asks }).data ?? []
  return { all, told: worthTelling(all) }
}
