import { useMutation, useQuery, useQueryClient, queryOptions } from '@tanstack/react-query'
import type { OpenPerson } from '../person/person-context.ts'
import { dayText } from '../record/record-words.ts'
import { faultOf, keepAsking, read } from '../session/ask-server.ts'
import { addsToRecords, sessionQuery } from '../session/session.ts'
import styles from './show-to-patient.module.css'

/** How the record says that the risks were gone through with the patient and may be seen by them. */
const category = {
  coding: [{ system: 'urn:attune:communication', code: 'risks-shown', display: 'Risks shown to the patient' }],
  text: 'Risks shown to the patient',
}

type Communication = {
  readonly resourceType: 'Communication'
  readonly id?: string
  readonly status: string
  readonly sent?: string
}

type Found = { readonly entry?: readonly { readonly resource?: Communication }[] }

const shownQuery = (person: string) =>
  queryOptions({
    queryKey: ['record', person, 'risks-shown'],
    queryFn: async ({ signal }): Promise<Communication | null> => {
      const asked = new URLSearchParams({
        patient: person,
        category: 'urn:attune:communication|risks-shown',
        status: 'completed',
      })
      const found = await read<Found>(`/fhir/Communication?${asked}`, signal)
      return found.entry?.flatMap((e) => (e.resource?.resourceType === 'Communication' ? [e.resource] : []))[0] ?? null
    },
    retry: keepAsking,
  })

/** Whether the patient may see the risks, and how a clinician changes it. */
export type ShownToPatient = {
  readonly state: 'asking' | 'shown' | 'notShown' | 'failed' | 'nobody'
  readonly since?: string
  readonly show: () => void
  readonly hide: () => void
  readonly busy: boolean
  readonly fault: string | undefined
}

const send = async (method: 'POST' | 'PUT', path: string, body: object): Promise<void> => {
  const answer = await fetch(path, {
    method,
    headers: { 'content-type': 'application/fhir+json', accept: 'application/fhir+json' },
    body: JSON.stringify(body),
  })
  const fault = faultOf(answer.status, {})
  if (fault !== undefined) throw fault
}

/** Kept in the record itself as a Communication to the patient; for files that were dropped there is nobody to show it to. */
export const useShownToPatient = (person: OpenPerson): ShownToPatient => {
  const queries = useQueryClient()
  const kept = person.origin === 'server'
  const asked = useQuery({ ...shownQuery(person.id), enabled: kept })
  const change = useMutation({
    mutationFn: async (to: 'show' | 'hide') => {
      const subject = { reference: `Patient/${person.id}` }
      if (to === 'show')
        return send('POST', '/fhir/Communication', {
          resourceType: 'Communication',
          status: 'completed',
          category: [category],
          subject,
          recipient: [subject],
          sent: new Date().toISOString(),
        })
      const now = asked.data
      if (now?.id === undefined) return undefined
      return send('PUT', `/fhir/Communication/${encodeURIComponent(now.id)}`, { ...now, status: 'stopped' })
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['record', person.id, 'risks-shown'] }),
  })
  const state = !kept
    ? 'nobody'
    : asked.data === undefined
      ? asked.error
        ? 'failed'
        : 'asking'
      : asked.data === null
        ? 'notShown'
        : 'shown'
  return {
    state,
    ...(asked.data?.sent === undefined ? {} : { since: asked.data.sent }),
    show: () => change.mutate('show'),
    hide: () => change.mutate('hide'),
    busy: change.isPending,
    fault: change.error?.message,
  }
}

/** The clinician's decision, made after looking at the page as the patient sees it. */
export const ShowToPatient = ({ of }: { readonly of: ShownToPatient }) => {
  const session = useQuery(sessionQuery).data
  const decides = session?.signedIn === true && addsToRecords(session.role)
  if (of.state === 'nobody' || of.state === 'asking') return null
  return (
    <span className={styles.show}>
      {of.state === 'failed' ? (
        <span>Whether the patient may see this could not be asked.</span>
      ) : of.state === 'shown' ? (
        <>
          <span>The patient sees this{of.since === undefined ? '' : ` since ${dayText(of.since)}`}.</span>
          {decides && (
            <button type="button" className={styles.button} onClick={of.hide} disabled={of.busy}>
              Hide it again
            </button>
          )}
        </>
      ) : (
        <>
          <span>The patient does not see this.</span>
          {decides && (
            <button type="button" className={styles.button} onClick={of.show} disabled={of.busy}>
              Show to the patient
            </button>
          )}
        </>
      )}
      <span role="alert">{of.fault !== undefined && `Nothing was changed: ${of.fault}`}</span>
    </span>
  )
}
