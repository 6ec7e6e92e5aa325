import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { Role } from '../../../src/trust/access.ts'
import { keepAsking, read } from './ask-server.ts'
import { forgetKept } from './forgetting.ts'

export type SignedIn = {
  readonly signedIn: true
  readonly demo: boolean
  readonly name: string
  readonly role: Role
  /** The patient this session is about: one’s own record, or the one an EHR opened Attune for. */
  readonly patient?: string
  readonly launchedFrom?: string
}

/** `ended`: somebody was signed in on this page before. */
export type Session = SignedIn | { readonly signedIn: false; readonly demo: boolean; readonly ended?: boolean }

const isSame = (a: SignedIn, b: SignedIn): boolean => a.name === b.name && a.role === b.role && a.patient === b.patient

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal, client }): Promise<Session> => {
    const now = await read<Session>('/auth/session', signal)
    const before = client.getQueryData<Session>(['session'])
    if (now.signedIn && before?.signedIn && !isSame(now, before)) forgetPeople(client)
    if (now.signedIn || before === undefined) return now
    return { ...now, ended: before.signedIn || before.ended === true }
  },
  refetchOnWindowFocus: true,
  retry: keepAsking,
})

const personal = ['people', 'found-people', 'report', 'record', 'resource', 'decisions', 'accesses']

/** Forgets what was read of people on the server: somebody else may sit here now. */
export const forgetPeople = (client: QueryClient): void => {
  forgetKept()
  for (const key of personal) client.removeQueries({ queryKey: [key] })
}

/** What the page does when the server no longer knows who asks. */
export const sessionEnded = (client: QueryClient): void => {
  client.setQueryData<Session>(['session'], (before) => ({
    signedIn: false,
    demo: before?.demo ?? false,
    ended: before?.signedIn === true || (before !== undefined && !before.signedIn && before.ended === true),
  }))
}

/** Where signing in begins; it comes back to the address that is open. */
export const signInAddress = (returnTo: string): string => `/auth/login?returnTo=${encodeURIComponent(returnTo)}`

export const roleWords: Readonly<Record<Role, string>> = {
  clinician: 'clinician',
  patient: 'patient',
  tumourBoard: 'tumour board',
  analyst: 'analyst',
  administrator: 'administrator',
  service: 'service',
}

/** Roles that work with people’s records; the others do not see any. */
export const meetsPeople = (role: Role): boolean => role === 'clinician' || role === 'tumourBoard'

/** Roles that may put files into a record. */
export const addsToRecords = (role: Role): boolean => role === 'clinician'
