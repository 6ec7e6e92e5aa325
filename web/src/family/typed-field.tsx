import { useId, useState } from 'react'
import type { Range } from '../../../src/shared/quantity.ts'
import { readAge, typedAge } from './age-words.ts'
import styles from './person-panel.module.css'

/** A line of text that counts when the field is left or Enter is pressed. */
export const TextField = ({
  label,
  value,
  keep,
  numeric = false,
}: {
  readonly label: string
  readonly value: string
  readonly keep: (value: string) => void
  readonly numeric?: boolean
}) => {
  const [typed, setTyped] = useState<string>()
  const done = (): void => {
    if (typed !== undefined && typed.trim() !== value) keep(typed.trim())
    setTyped(undefined)
  }
  return (
    <label className={styles.field}>
      {label}
      <input
        value={typed ?? value}
        inputMode={numeric ? 'numeric' : 'text'}
        autoComplete="off"
        onChange={(e) => setTyped(e.currentTarget.value)}
        onBlur={done}
        onKeyDown={(e) => {
          if (e.key === 'Enter') done()
        }}
      />
    </label>
  )
}

/** An age in years, or two with a dash between. What is no age stays in the field and is told. */
export const AgeField = ({
  label,
  value,
  keep,
  focusFirst = false,
}: {
  readonly label: string
  readonly value: Range | undefined
  readonly keep: (age: Range | undefined) => void
  readonly focusFirst?: boolean
}) => {
  const id = useId()
  const [typed, setTyped] = useState<string>()
  const read = typed === undefined ? value : readAge(typed)
  const wrong = read === 'not-an-age'
  const done = (): void => {
    if (typed === undefined || read === 'not-an-age') return
    if (typedAge(read) !== typedAge(value)) keep(read)
    setTyped(undefined)
  }
  return (
    <label className={styles.field}>
      {label}
      <input
        value={typed ?? typedAge(value)}
        placeholder="62 or 60-65"
        inputMode="text"
        autoComplete="off"
        autoFocus={focusFirst}
        aria-invalid={wrong}
        aria-describedby={wrong ? id : undefined}
        onChange={(e) => setTyped(e.currentTarget.value)}
        onBlur={done}
        onKeyDown={(e) => {
          if (e.key === 'Enter') done()
        }}
      />
      {wrong && (
        <span id={id} className={styles.fault}>
          An age in years, or two as 60-65
        </span>
      )}
    </label>
  )
}

/** A choice among words. */
export const Choice = <T extends string>({
  label,
  value,
  of,
  keep,
}: {
  readonly label: string
  readonly value: T
  readonly of: readonly (readonly [value: T, words: string])[]
  readonly keep: (value: T) => void
}) => (
  <label className={styles.field}>
    {label}
    <select value={value} onChange={(e) => keep(e.currentTarget.value as T)}>
      {of.map(([v, words]) => (
        <option key={v} value={v}>
          {words}
        </option>
      ))}
    </select>
  </label>
)

export const Check = ({
  label,
  on,
  keep,
}: {
  readonly label: string
  readonly on: boolean
  readonly keep: (on: boolean) => void
}) => (
  <label className={styles.check}>
    <input type="checkbox" checked={on} onChange={(e) => keep(e.currentTarget.checked)} />
    {label}
  </label>
)
