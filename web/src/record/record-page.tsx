import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useDebouncedCallback } from '@mantine/hooks'
import { useDeferredValue, useMemo, useState } from 'react'
import { useSearchParams } from 'wouter'
import type { RecordPage as RecordData } from '../../../src/server/people/record-page.ts'
import { usePageTitle } from '../frame/page-title.ts'
import { Failed, Loading } from '../frame/states.tsx'
import { usePerson } from '../person/person-context.ts'
import { Refused } from '../session/ask-server.ts'
import { ProblemList } from '../start/problem-list.tsx'
import { AtAGlance } from './at-a-glance.tsx'
import { recordQuery } from './record-queries.ts'
import styles from './record-page.module.css'
import { mergedRows, type RecordKind, rowsWith } from './timeline.ts'
import { Timeline } from './timeline-list.tsx'
import { ValueTable } from './value-table.tsx'

/** The whole record of a person: what holds now, then everything over time. */
export const RecordPage = () => {
  const person = usePerson()
  const record = useQuery(recordQuery(person.id))
  usePageTitle('Record', person.document.person.name)
  if (record.data) return <Shown record={record.data} />
  if (record.error instanceof Refused)
    return (
      <section role="alert" className={styles.page}>
        <h1 tabIndex={-1}>The record cannot be read</h1>
        <ProblemList problems={record.error.problems} />
      </section>
    )
  if (record.error) return <Failed what="The record" error={record.error} retry={() => void record.refetch()} />
  return <Loading what="the record" />
}

const choices: readonly (readonly [show: string, label: string, kinds: readonly RecordKind[]])[] = [
  ['problems', 'Problems', ['condition']],
  ['medicines', 'Medicines', ['medication']],
  ['values', 'Values', ['observation']],
  ['genetics', 'Genetic results', ['genetic']],
  ['procedures', 'Procedures', ['procedure']],
  ['visits', 'Visits', ['encounter']],
  ['immunisations', 'Immunisations', ['immunisation']],
  ['more', 'More', ['allergy', 'family', 'pregnancy', 'careTeam', 'coverage', 'device', 'goal']],
]

const Shown = ({ record }: { readonly record: RecordData }) => {
  const [params, setParams] = useSearchParams()
  const show = params.get('show') ?? ''
  const [text, setText] = useState(params.get('find') ?? '')
  const set = (key: 'show' | 'find', value: string): void =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        if (value === '') next.delete(key)
        else next.set(key, value)
        return next
      },
      { replace: true },
    )
  const keepText = useDebouncedCallback((value: string) => set('find', value), 300)
  const rows = useMemo(() => mergedRows(record.rows), [record])
  // The choice answers at once; what it shows follows as soon as it is ready.
  const showing = useDeferredValue(show)
  const asked = useDeferredValue(text)
  const kinds = choices.find(([s]) => s === showing)?.[2]
  const shown = useMemo(
    () => rowsWith(kinds === undefined ? rows : rows.filter((r) => kinds.includes(r.kind)), asked),
    [rows, kinds, asked],
  )
  const counts = useMemo(() => {
    const of = Map.groupBy(rows, (r) => r.kind)
    return (k: readonly RecordKind[]): number => k.reduce((n, kind) => n + (of.get(kind)?.length ?? 0), 0)
  }, [rows])
  return (
    <div className={styles.page}>
      <h1 tabIndex={-1}>Record</h1>
      <AtAGlance record={record} rows={rows} />
      <section aria-label="Everything recorded" className={styles.all}>
        <div className={styles.bar} data-no-print>
          <div className={styles.kinds} role="group" aria-label="Kind">
            <Choice
              label="Everything"
              count={rows.length}
              on={!choices.some(([s]) => s === show)}
              choose={() => set('show', '')}
            />
            {choices
              .filter(([key, , of]) => counts(of) > 0 || key === show)
              .map(([key, label, of]) => (
                <Choice key={key} label={label} count={counts(of)} on={show === key} choose={() => set('show', key)} />
              ))}
          </div>
          <TextInput
            type="search"
            aria-label="Find in the record"
            placeholder="Find in the record"
            value={text}
            onChange={(e) => {
              setText(e.currentTarget.value)
              keepText(e.currentTarget.value)
            }}
            className={styles.find ?? ''}
          />
        </div>
        <p role="status" className={asked === '' ? 'hidden' : 'quiet small'}>
          {asked === ''
            ? ''
            : `${shown.length} of ${kinds === undefined ? rows.length : counts(kinds)} fit “${asked}”.`}
        </p>
        {rows.length === 0 && <p className="quiet">The record of this person holds nothing but the person.</p>}
        {showing === 'values' ? (
          <ValueTable rows={shown} />
        ) : (
          <Timeline rows={shown} unfolded={asked !== ''} key={`${showing} ${asked}`} />
        )}
      </section>
    </div>
  )
}

const Choice = ({
  label,
  count,
  on,
  choose,
}: {
  readonly label: string
  readonly count: number
  readonly on: boolean
  readonly choose: () => void
}) => (
  <button type="button" className={styles.kind} aria-pressed={on} onClick={choose}>
    {label} <span className={styles.count}>{count}</span>
  </button>
)
