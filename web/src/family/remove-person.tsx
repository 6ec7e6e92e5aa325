import { useEffect, useRef, useState } from 'react'
import { type Pedigree, type Relative, removePerson } from '../../../src/clinical/family/index.ts'
import type { Edit } from './pedigree-history.ts'
import styles from './person-panel.module.css'

/** Takes a person out, after asking once. */
export const RemovePerson = ({
  person,
  pedigree,
  edit,
  name,
  removed,
}: {
  readonly person: Relative
  readonly pedigree: Pedigree
  readonly edit: Edit
  readonly name: string
  readonly removed: () => void
}) => {
  const [asking, setAsking] = useState(false)
  const yes = useRef<HTMLButtonElement>(null)
  const ask = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (asking) yes.current?.focus()
  }, [asking])
  if (!asking)
    return (
      <div className={styles.buttons}>
        <button ref={ask} type="button" className={styles.button} onClick={() => setAsking(true)}>
          Remove from the pedigree…
        </button>
      </div>
    )
  return (
    <div className={styles.buttons} role="group" aria-label={`Remove ${name}?`}>
      <p>Remove {name}? This can be undone until the page is left.</p>
      <button
        ref={yes}
        type="button"
        className={styles.button}
        onClick={() => {
          setAsking(false)
          if (
            edit(removePerson(pedigree, person.id), `${name.charAt(0).toUpperCase()}${name.slice(1)} removed.`) !==
            undefined
          )
            removed()
        }}
      >
        Remove
      </button>
      <button
        type="button"
        className={styles.button}
        onClick={() => {
          setAsking(false)
          requestAnimationFrame(() => ask.current?.focus())
        }}
      >
        Keep
      </button>
    </div>
  )
}
