import { type ReactNode, useEffect, useState } from 'react'
import { Link } from 'wouter'
import { NotAllowed, type Refused } from '../session/ask-server.ts'
import { ProblemList } from '../start/problem-list.tsx'
import { usePageTitle } from './page-title.ts'
import styles from './states.module.css'

/** Says nothing for the first fifth of a second, so that a quick answer does not flicker. */
export const Loading = ({ what }: { readonly what: string }) => {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const wait = window.setTimeout(() => setLate(true), 200)
    return () => window.clearTimeout(wait)
  }, [])
  return (
    <div className={styles.state} role="status">
      {late ? `Loading ${what} …` : ''}
    </div>
  )
}

export const Failed = ({
  what,
  error,
  retry,
}: {
  readonly what: string
  readonly error: Error
  readonly retry?: () => void
}) => (
  <div className={styles.state} role="alert">
    <h1 tabIndex={-1}>{what} could not be loaded</h1>
    <p>{error.message}</p>
    {!(error instanceof NotAllowed) && (
      <p>Check that the Attune server is running and reachable, then try again. Nothing was changed.</p>
    )}
    <p className={styles.actions}>
      {retry && (
        <button type="button" className={styles.button} onClick={retry}>
          Try again
        </button>
      )}
      <Link href="/">All people</Link>
    </p>
  </div>
)

/** The record is there and cannot be assessed as it stands: everything that is in the way. */
export const NotAssessed = ({ error, retry }: { readonly error: Refused; readonly retry: () => void }) => {
  usePageTitle('Not assessed')
  return (
    <div className={styles.state} role="alert">
      <h1 tabIndex={-1}>This person could not be assessed</h1>
      <p>The record is kept as it is. Mend what is listed in the source system and import it again.</p>
      <ProblemList problems={error.problems} />
      <p className={styles.actions}>
        <button type="button" className={styles.button} onClick={retry}>
          Try again
        </button>
        <Link href="/">All people</Link>
      </p>
    </div>
  )
}

export const NotFound = ({ what, children }: { readonly what: string; readonly children?: ReactNode }) => {
  usePageTitle('Not found')
  return (
    <div className={styles.state}>
      <h1 tabIndex={-1}>There is no such {what}</h1>
      {children ?? <p>The address may be mistyped, or it belonged to something that is no longer here.</p>}
      <p>
        <Link href="/">All people</Link>
      </p>
    </div>
  )
}
