import { useId } from 'react'
import { Link } from 'wouter'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import { ProblemList } from '../start/problem-list.tsx'
import { couldLeaveOut, type FileState, type ImportFile } from './import-files.ts'
import styles from './import-result.module.css'
import { tookText } from './took-text.ts'
import type { ImportState } from './use-import.ts'

const size = (bytes: number): string =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`

/** Each file of an import: how far it is, then what was taken and what was not understood. */
export const ImportResult = ({
  state,
  stop,
  withoutFaulty,
  close,
}: {
  readonly state: ImportState
  readonly stop: () => void
  readonly withoutFaulty: () => void
  readonly close: () => void
}) => {
  const id = useId()
  const { files, states, running } = state
  const added = states.filter((s) => s.is === 'added').length
  const mayLeaveOut = files.some((f, i) => couldLeaveOut(f, states[i] ?? { is: 'waiting' }))
  return (
    <section className={styles.result} aria-labelledby={`${id}h`} aria-busy={running}>
      <h2 id={`${id}h`}>{running ? 'Adding to the record' : added > 0 ? 'Added to the record' : 'Not added'}</h2>
      <p role="status" className="quiet small">
        {running ? `${added} of ${files.length} files added` : summary(added, files.length)}
      </p>
      <ul>
        {files.map((f, i) => (
          <li key={f.file.name + i} className={styles.file}>
            <OneFile file={f} state={states[i] ?? { is: 'waiting' }} />
          </li>
        ))}
      </ul>
      <p className={styles.actions}>
        {running && (
          <button type="button" className={styles.button} onClick={stop}>
            Stop
          </button>
        )}
        {!running && mayLeaveOut && (
          <button type="button" className={styles.button} onClick={withoutFaulty}>
            Add without what is faulty
          </button>
        )}
        {!running && (
          <button type="button" className={styles.button} onClick={close}>
            Close
          </button>
        )}
      </p>
    </section>
  )
}

const summary = (added: number, of: number): string => {
  if (added === of) return of === 1 ? 'The file was added.' : `All ${of} files were added.`
  if (added === 0) return 'Nothing was added; the record is as it was.'
  return `${added} of ${of} files were added; of the others nothing was kept.`
}

const OneFile = ({ file, state }: { readonly file: ImportFile; readonly state: FileState }) => {
  const { name } = file.file
  switch (state.is) {
    case 'waiting':
      return (
        <p>
          <strong>{name}</strong> <span className="quiet">waits</span>
        </p>
      )
    case 'sending': {
      const sent = state.bytes >= state.of
      return (
        <>
          <p>
            <strong>{name}</strong>{' '}
            <span className="quiet">{sent ? 'is being added' : `${size(state.bytes)} of ${size(state.of)} sent`}</span>
          </p>
          <progress
            className={styles.bar}
            aria-label={`Sent of ${name}`}
            max={state.of}
            {...(sent ? {} : { value: state.bytes })}
          />
        </>
      )
    }
    case 'added':
      return <AddedFile name={name} added={state.added} />
    case 'stopped':
      return (
        <p>
          <strong>{name}</strong> <span className="quiet">was stopped; nothing of it was kept.</span>
        </p>
      )
    case 'failed':
      return (
        <p role="alert">
          <VerdictMark of="act" word="not added" /> <strong>{name}</strong> {state.message}
        </p>
      )
    default:
      return (
        <div role="alert">
          <p>
            <VerdictMark of="act" word="not added" /> <strong>{name}</strong>{' '}
            <span className="quiet">Nothing of it was kept.</span>
          </p>
          <ProblemList problems={state.problems} />
        </div>
      )
  }
}

const AddedFile = ({
  name,
  added,
}: {
  readonly name: string
  readonly added: Extract<FileState, { is: 'added' }>['added']
}) => (
  <>
    <p>
      <VerdictMark of="fine" word="added" /> <strong>{name}</strong>{' '}
      {added.people.map((p, i) => (
        <span key={p.id}>
          {i > 0 && ', '}
          <Link href={`/people/${encodeURIComponent(p.id)}`}>{p.name}</Link>
        </span>
      ))}
    </p>
    <p className="small">{tookText(added.took)}</p>
    {added.problems.length === 0 ? (
      <p className="quiet small">Everything in it was understood.</p>
    ) : (
      <details open={added.problems.length <= 3}>
        <summary>
          {added.problems.length} {added.problems.length === 1 ? 'thing was' : 'things were'} not understood
        </summary>
        <ProblemList problems={added.problems} />
      </details>
    )}
  </>
)
