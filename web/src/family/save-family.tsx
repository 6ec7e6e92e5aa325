import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Pedigree } from '../../../src/clinical/family/index.ts'
import type { FamilyPart } from '../../../src/deliver/report/early-detection.ts'
import type { Problem } from '../../../src/shared/problem.ts'
import { usePerson } from '../person/person-context.ts'
import { put, Refused } from '../session/ask-server.ts'
import { addsToRecords, sessionQuery } from '../session/session.ts'
import { ProblemList } from '../start/problem-list.tsx'
import styles from './family-page.module.css'
import type { Change } from './pedigree-history.ts'

type State =
  | { readonly is: 'idle' | 'saving' | 'saved' }
  | { readonly is: 'failed'; readonly message: string; readonly problems: readonly Problem[] }

const elsewhere = ({ people }: Pedigree): number => people.filter((p) => p.ref !== undefined).length

/** Says what of the drawing stands in the record, and writes it there for those who may. */
export const SaveFamily = ({
  pedigree,
  start,
  changed,
  saved,
}: {
  readonly pedigree: Pedigree
  readonly start: FamilyPart
  readonly changed: boolean
  readonly saved: (change: Change) => void
}) => {
  const { id, origin } = usePerson()
  const session = useQuery(sessionQuery).data
  const queries = useQueryClient()
  const [state, setState] = useState<State>({ is: 'idle' })
  const [kept, setKept] = useState<Pedigree>()
  const may = origin === 'server' && session?.signedIn === true && addsToRecords(session.role)
  const dirty = changed && kept !== pedigree
  useEffect(() => {
    if (!may || !dirty) return
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [may, dirty])
  const save = async (): Promise<void> => {
    setState({ is: 'saving' })
    try {
      await put(`/api/people/${encodeURIComponent(id)}/family`, pedigree)
      setKept(pedigree)
      setState({ is: 'saved' })
      saved({ do: 'begin', with: pedigree, said: 'Saved in the record.' })
      await Promise.all(['report', 'record'].map((key) => queries.invalidateQueries({ queryKey: [key, id] })))
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error('The family could not be saved.')
      setState({
        is: 'failed',
        message: error.message,
        problems: error instanceof Refused ? error.problems : [],
      })
    }
  }
  const n = elsewhere(start.pedigree)
  const said =
    origin === 'local'
      ? 'Only in this browser: gone when the page is closed. Save it as a file to keep it.'
      : dirty
        ? may
          ? 'Changed, not saved.'
          : 'Changed in this page only: your care team can put it into the record.'
        : kept !== undefined
          ? 'Saved in the record.'
          : n > 0
            ? `${n} ${n === 1 ? 'relative stands' : 'relatives stand'} in the record.`
            : 'No relative stands in the record.'
  return (
    <div className={styles.save} data-no-print>
      <span>{said}</span>
      {may && (dirty || state.is === 'saving') && (
        <button
          type="button"
          className={`${styles.button} ${styles.main}`}
          disabled={state.is === 'saving'}
          onClick={() => void save()}
        >
          {state.is === 'saving' ? 'Saving …' : 'Save in the record'}
        </button>
      )}
      {state.is === 'failed' && (
        <div role="alert">
          <p>Not saved, and the record is as it was. {state.message}</p>
          <ProblemList problems={state.problems} />
        </div>
      )}
    </div>
  )
}
