import { useQuery } from '@tanstack/react-query'
import type { Audience } from '../../../src/shared/wording/catalogue.ts'
import { sessionQuery } from './session.ts'

/** Whom the page speaks to: a patient who is signed in reads the patient’s words, everybody else the clinician’s. */
export const useAudience = (): Audience => {
  const session = useQuery(sessionQuery).data
  return session?.signedIn === true && session.role === 'patient' ? 'patient' : 'clinician'
}
