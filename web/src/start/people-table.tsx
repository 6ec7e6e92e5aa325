import { TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import type { PersonRow } from '../person/queries.ts'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import styles from './people-table.module.css'

/** Who needs something first, then by name. */
const byNeed = (a: PersonRow, b: PersonRow): number =>
  b.toAct - a.toAct || b.caution - a.caution || a.name.localeCompare(b.name)

const haystack = (p: PersonRow): string => [p.name, ...p.problems, p.story ?? ''].join(' ').toLowerCase()

/** `22 Nov 2026` from an ISO date; other text is shown as it is. */
const dateText = (text: string): string => {
  const date = /^\d{4}-\d{2}-\d{2}/.test(text) ? new Date(text) : undefined
  return date && !Number.isNaN(date.getTime())
    ? date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
    : text
}

export const PeopleTable = ({
  people,
  error,
  loading,
  retry,
}: {
  readonly people: readonly PersonRow[] | undefined
  readonly error: Error | null
  readonly loading: boolean
  readonly retry: () => void
}) => {
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const shown = useMemo(
    () =>
      (people ?? []).toSorted(byNeed).filter((p) => wanted.split(/\s+/).every((word) => haystack(p).includes(word))),
    [people, wanted],
  )
  return (
    <>
      <div className={styles.head}>
        <h1 id="people-title" tabIndex={-1}>
          People
        </h1>
        <TextInput
          type="search"
          aria-label="Search people by name or problem"
          placeholder="Name or problem"
          value={search}
          onChange={(e) => setSearch(e.currentTarget.value)}
          className={styles.search ?? ''}
        />
      </div>
      {loading && (
        <p className="quiet" role="status">
          Loading people …
        </p>
      )}
      {error && (
        <div role="alert" className={styles.note}>
          <p>
            <strong>The list of people could not be loaded.</strong> {error.message} Files can still be assessed here in
            the browser.
          </p>
          <button type="button" className={styles.button} onClick={retry}>
            Try again
          </button>
        </div>
      )}
      {people?.length === 0 && (
        <p className={styles.note}>
          No people yet. Drop a VCF or a FHIR bundle here to see what Attune makes of it, or start the server with
          demonstration people: <code>npm start</code>.
        </p>
      )}
      {people && people.length > 0 && shown.length === 0 && (
        <p className={styles.note} role="status">
          Nobody matches “{search.trim()}”.
        </p>
      )}
      {shown.length > 0 && (
        <table className={styles.table}>
          <caption className="hidden">People and what there is to do</caption>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Age</th>
              <th scope="col">Main problems</th>
              <th scope="col">To do</th>
              <th scope="col">Last change</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((p) => (
              <tr key={p.id}>
                <th scope="row">
                  <Link href={`/people/${encodeURIComponent(p.id)}`} className={styles.name}>
                    {p.name}
                  </Link>
                </th>
                <td className={styles.age}>
                  {p.age ?? '–'}
                  <span className="quiet"> {p.sex?.[0]}</span>
                </td>
                <td className={styles.problems}>
                  {p.problems.length > 0 ? (
                    p.problems.slice(0, 3).join(' · ')
                  ) : (
                    <span className="quiet">none recorded</span>
                  )}
                  {p.story && <span className={styles.story}>{p.story}</span>}
                </td>
                <td className={styles.todo}>
                  <Todo person={p} />
                </td>
                <td className={styles.changed}>{dateText(p.changed)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

const Todo = ({ person }: { readonly person: PersonRow }) => (
  <ul className={styles.counts}>
    {person.toAct > 0 && (
      <li>
        <VerdictMark of="act" /> <strong>{person.toAct} to act on</strong>
      </li>
    )}
    {person.caution > 0 && (
      <li>
        <VerdictMark of="caution" /> {person.caution} with caution
      </li>
    )}
    {person.notKnown > 0 && (
      <li className="quiet">
        <VerdictMark of="notKnown" /> {person.notKnown} not known
      </li>
    )}
    {person.toAct + person.caution + person.notKnown === 0 && (
      <li>
        <VerdictMark of="fine" /> nothing
      </li>
    )}
  </ul>
)
