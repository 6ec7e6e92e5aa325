import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { foundPeopleQuery } from '../person/queries.ts'
import styles from './import-choice.module.css'

const mostShown = 6

/** Choosing one person by name, record number or birth date. */
export const PersonChoice = ({
  chosen,
  choose,
}: {
  readonly chosen: string | undefined
  readonly choose: (id: string) => void
}) => {
  const id = useId()
  const [typed, setTyped] = useState('')
  const [asked] = useDebouncedValue(typed.trim(), 150)
  const found = useQuery({ ...foundPeopleQuery(asked), placeholderData: keepPreviousData })
  const people = found.data ?? []
  return (
    <div className={styles.people}>
      <label htmlFor={`${id}q`} className="small">
        Name, record number or birth date
      </label>
      <input
        id={`${id}q`}
        type="search"
        className={styles.field}
        value={typed}
        onChange={(e) => setTyped(e.currentTarget.value)}
      />
      <div role="radiogroup" aria-label="Person">
        {people.slice(0, mostShown).map((p) => (
          <label key={p.id} className={styles.radio}>
            <input type="radio" name={`${id}p`} checked={chosen === p.id} onChange={() => choose(p.id)} />
            <span>
              {p.name} <span className="quiet small">{p.birthDate && `born ${p.birthDate}`}</span>
            </span>
          </label>
        ))}
      </div>
      <p role="status" className="quiet small">
        {found.error && 'The list of people could not be loaded.'}
        {!found.error && found.data && people.length === 0 && 'Nobody fits. A FHIR record is added first.'}
        {people.length > mostShown && `${people.length - mostShown} more: type on.`}
      </p>
    </div>
  )
}
