import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import { ageInYears, parseInstant } from '../../../src/shared/instant.ts'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import { plainTitle } from '../person/lookup.ts'
import { type PersonRow, peopleQuery } from '../person/queries.ts'
import styles from './people-table.module.css'

/** Who needs something first, then by name. */
const byNeed = (a: PersonRow, b: PersonRow): number =>
  (b.toAct ?? 0) - (a.toAct ?? 0) || (b.caution ?? 0) - (a.caution ?? 0) || a.name.localeCompare(b.name)

/** `22 Nov 2026` from an ISO date; other text is shown as it is. */
const dateText = (text: string): string => {
  const date = /^\d{4}-\d{2}-\d{2}/.test(text) ? new Date(text) : undefined
  return date && !Number.isNaN(date.getTime())
    ? date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
    : text
}

const ageOf = (p: PersonRow): number | undefined => {
  const today = parseInstant(new Date().toISOString())
  return p.age ?? (p.birthDate === undefined || today === undefined ? undefined : ageInYears(p.birthDate, today))
}

/** Everybody this session may see, found on the server while typing. */
export const PeopleTable = () => {
  const [typed, setTyped] = useState('')
  const [asked] = useDebouncedValue(typed.trim(), 180)
  const found = useInfiniteQuery({ ...peopleQuery(asked), placeholderData: keepPreviousData })
  const people = useMemo(() => {
    const all = (found.data?.pages ?? []).flatMap((p) => p.people)
    // The order by need is of all who fit: a part of them stays in the order of names.
    return found.hasNextPage || all.some((p) => !p.assessed) ? all : all.toSorted(byNeed)
  }, [found.data, found.hasNextPage])
  const isCurrent = asked === typed.trim() && !found.isPlaceholderData
  return (
    <>
      <div className={styles.head}>
        <h1 id="people-title" tabIndex={-1}>
          People
        </h1>
        <TextInput
          type="search"
          aria-label="Search people by name, record number or birth date"
          placeholder="Name, record number, 1964-05-09"
          value={typed}
          onChange={(e) => setTyped(e.currentTarget.value)}
          className={styles.search ?? ''}
        />
      </div>
      {found.isPending && (
        <p className="quiet" role="status">
          Loading people …
        </p>
      )}
      {found.error && (
        <div role="alert" className={styles.note}>
          <p>
            <strong>The list of people could not be loaded.</strong> {found.error.message} Files can still be assessed
            here in the browser.
          </p>
          <button type="button" className={styles.button} onClick={() => void found.refetch()}>
            Try again
          </button>
        </div>
      )}
      {!found.error && isCurrent && found.data && people.length === 0 && <Nobody asked={asked} />}
      {people.length > 0 && <Rows people={people} isCurrent={isCurrent} asked={asked} />}
      {found.hasNextPage && (
        <p className={styles.more}>
          <button
            type="button"
            className={styles.button}
            onClick={() => void found.fetchNextPage()}
            disabled={found.isFetchingNextPage}
          >
            {found.isFetchingNextPage ? 'Loading …' : 'More people'}
          </button>
          <span className="quiet small">{people.length} shown, in the order of their names</span>
        </p>
      )}
    </>
  )
}

const Nobody = ({ asked }: { readonly asked: string }) =>
  asked === '' ? (
    <p className={styles.note}>
      No people yet. Drop a FHIR bundle here and add it to the record, or start the server with demonstration people:{' '}
      <code>npm start</code>.
    </p>
  ) : (
    <p className={styles.note} role="status">
      Nobody fits “{asked}”. A record number and a birth date are looked for as a whole, words anywhere in a name.
    </p>
  )

const Rows = ({
  people,
  isCurrent,
  asked,
}: {
  readonly people: readonly PersonRow[]
  readonly isCurrent: boolean
  readonly asked: string
}) => (
  <table className={styles.table} aria-busy={!isCurrent}>
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
      {people.map((p) => (
        <tr key={p.id}>
          <th scope="row">
            <Link href={`/people/${encodeURIComponent(p.id)}`} className={styles.name}>
              {p.name}
            </Link>
            <span className={styles.born}>{identityOf(p, asked)}</span>
          </th>
          <td className={styles.age}>
            {ageOf(p) ?? '–'}
            <span className="quiet"> {p.sex?.[0]}</span>
          </td>
          <td className={styles.problems}>
            <Problems person={p} />
            {p.story && <span className={styles.story}>{p.story}</span>}
          </td>
          <td className={styles.todo}>
            <Todo person={p} />
          </td>
          <td className={styles.changed}>{p.changed === undefined ? '' : dateText(p.changed)}</td>
        </tr>
      ))}
    </tbody>
  </table>
)

/** What tells two people of one name apart: the birth date, and the record number that was looked for. */
const identityOf = (p: PersonRow, asked: string): string =>
  [p.birthDate && `born ${p.birthDate}`, p.identifiers.find((i) => i === asked)].filter(Boolean).join(' · ')

const Problems = ({ person: { problems } }: { readonly person: PersonRow }) => {
  if (problems === undefined) return <span className="quiet">–</span>
  return problems.length > 0 ? (
    problems.slice(0, 3).map(plainTitle).join(' · ')
  ) : (
    <span className="quiet">none recorded</span>
  )
}

const Todo = ({ person }: { readonly person: PersonRow }) => {
  const { toAct = 0, caution = 0, notKnown = 0 } = person
  if (!person.assessed) return <span className="quiet">being assessed …</span>
  return (
    <ul className={styles.counts}>
      {toAct > 0 && (
        <li>
          <VerdictMark of="act" /> <strong>{toAct} to act on</strong>
        </li>
      )}
      {caution > 0 && (
        <li>
          <VerdictMark of="caution" /> {caution} with caution
        </li>
      )}
      {notKnown > 0 && (
        <li className="quiet">
          <VerdictMark of="notKnown" /> {notKnown} not known
        </li>
      )}
      {toAct + caution + notKnown === 0 && (
        <li>
          <VerdictMark of="fine" /> nothing
        </li>
      )}
    </ul>
  )
}
