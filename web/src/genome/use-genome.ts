import { useMemo, useSyncExternalStore } from 'react'
import { useLocalPeople } from '../person/local-people.tsx'
import { type OpenPerson, usePerson } from '../person/person-context.ts'
import type { GenomeOrigin } from './genome-messages.ts'
import { type GenomeSession, type GenomeState, genomeSession } from './genome-session.ts'

const isCalls = (kind: string): boolean => kind === 'vcf' || kind === 'gvcf'

const originOf = (
  person: OpenPerson,
  files: ReturnType<typeof useLocalPeople>['genomes'],
): GenomeOrigin | undefined => {
  if (!person.document.inputs.some((i) => isCalls(i.kind))) return undefined
  if (person.origin === 'server')
    return { is: 'server', address: `/api/people/${encodeURIComponent(person.id)}/genome` }
  const local = files.get(person.id)
  return local && { is: 'file', ...local }
}

const nothing: Pick<GenomeSession, 'state' | 'subscribe'> = {
  state: () => ({ is: 'stopped' }) as const,
  subscribe: () => () => undefined,
}
const never: GenomeState = { is: 'stopped' }

/** The open person's genome; undefined for a person without one, or with an array file, which holds chosen markers only. */
export const useGenome = (): { readonly session: GenomeSession; readonly state: GenomeState } | undefined => {
  const person = usePerson()
  const { genomes } = useLocalPeople()
  const session = useMemo(() => {
    const origin = originOf(person, genomes)
    return origin && genomeSession(person.base, origin)
  }, [person, genomes])
  const { subscribe, state } = session ?? nothing
  const now = useSyncExternalStore(subscribe, session ? state : () => never)
  return session && { session, state: now }
}
