import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { momentText } from '../decisions/decision-line.tsx'
import { Part } from '../frame/part.tsx'
import { keepAsking, read } from '../session/ask-server.ts'
import styles from './inputs-page.module.css'

type Access = {
  readonly seq: number
  readonly at: string
  readonly actor: { readonly name: string; readonly role: string }
  readonly action: string
  readonly outcome: string
  readonly entity: string
}

const accessesQuery = (person: string) =>
  queryOptions({
    queryKey: ['accesses', person],
    queryFn: ({ signal }) =>
      read<{ accesses: readonly Access[] }>(`/api/people/${encodeURIComponent(person)}/accesses`, signal).then(
        (a) => a.accesses,
      ),
    staleTime: 0,
    retry: keepAsking,
  })

const shownAtOnce = 10

/** Who looked at or changed this person's data, the latest first. */
export const Accesses = ({ person }: { readonly person: string }) => {
  const [wanted, setWanted] = useState(false)
  const [all, setAll] = useState(false)
  const found = useQuery({ ...accessesQuery(person), enabled: wanted })
  const accesses = found.data ?? []
  const shown = all ? accesses : accesses.slice(0, shownAtOnce)
  return (
    <Part title="Who looked at it">
      {!wanted && (
        <p>
          <button type="button" className={styles.button} onClick={() => setWanted(true)}>
            Show who looked at this record
          </button>
        </p>
      )}
      {found.error && <p role="alert">It could not be loaded. {found.error.message}</p>}
      {shown.length > 0 && (
        <table className="stack">
          <caption className="hidden">Accesses, the latest first</caption>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              <th scope="col">What</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((a) => (
              <tr key={a.seq}>
                <td className="nowrap">{momentText(a.at)}</td>
                <td>
                  {a.actor.name} <span className="quiet">{a.actor.role}</span>
                </td>
                <td>
                  {a.action} {a.entity}
                  {a.outcome !== 'success' && <span className="quiet"> refused</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {accesses.length > shown.length && (
        <p>
          <button type="button" className={styles.button} onClick={() => setAll(true)}>
            {accesses.length - shown.length} more
          </button>
        </p>
      )}
    </Part>
  )
}
