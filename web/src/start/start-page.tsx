import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useState } from 'react'
import { Link, Redirect, useLocation } from 'wouter'
import type { ReportDocument } from '../../../src/deliver/report/document.ts'
import { type AssessChoices, useAssessment } from '../assess/use-assessment.ts'
import { usePageTitle } from '../frame/page-title.ts'
import { filesToImport, type ImportFile } from '../import/import-files.ts'
import { useImport } from '../import/use-import.ts'
import { type LocalGenome, useLocalPeople } from '../person/local-people.tsx'
import { addsToRecords, meetsPeople, type Session, sessionQuery } from '../session/session.ts'
import { RoleSentence, SignInButton } from '../session/sign-in-first.tsx'
import { DropArea } from './drop-area.tsx'
import { PeopleTable } from './people-table.tsx'
import { ProblemList } from './problem-list.tsx'
import { Reading } from './reading.tsx'
import styles from './start-page.module.css'

const ImportChoice = lazy(() => import('../import/import-choice.tsx').then((m) => ({ default: m.ImportChoice })))
const ImportResult = lazy(() => import('../import/import-result.tsx').then((m) => ({ default: m.ImportResult })))

type Dropped = {
  readonly files: readonly File[]
  readonly choices: AssessChoices
  readonly sorted: readonly ImportFile[]
}

export const StartPage = () => {
  const session = useQuery(sessionQuery)
  usePageTitle('People')
  const local = useLocalPeople()
  const [, navigate] = useLocation()
  const done = useCallback(
    (document: ReportDocument, genome?: LocalGenome) => navigate(`/local/${local.add(document, genome)}`),
    [local, navigate],
  )
  const { state, start, stop } = useAssessment(done)
  const now = session.data
  const adding = useImport()
  const [dropped, setDropped] = useState<Dropped>()
  const mayAdd = now?.signedIn === true && addsToRecords(now.role)
  const take = (files: readonly File[], choices: AssessChoices): void => {
    if (mayAdd) void filesToImport(files).then((sorted) => setDropped({ files, choices, sorted }))
    else void start(files, choices)
  }
  if (now?.signedIn && now.role === 'patient' && now.patient !== undefined)
    return <Redirect to={`/people/${encodeURIComponent(now.patient)}`} replace />
  return (
    <div className={styles.page}>
      <section className={styles.people} aria-labelledby="people-title">
        {adding.state && (
          <Suspense fallback={null}>
            <ImportResult
              state={adding.state}
              stop={adding.stop}
              withoutFaulty={adding.withoutFaulty}
              close={adding.clear}
            />
          </Suspense>
        )}
        {now === undefined ? (
          <Waiting error={session.error} retry={() => void session.refetch()} />
        ) : (
          <Main session={now} />
        )}
      </section>
      <aside
        className={styles.aside}
        aria-label="Files"
        data-at-work={dropped !== undefined || state.is !== 'idle' || undefined}
      >
        {state.is === 'reading' ? (
          <Reading names={state.names} progress={state.progress} startedAt={state.startedAt} stop={stop} />
        ) : dropped && mayAdd ? (
          <Suspense fallback={null}>
            <ImportChoice
              key={dropped.files.map((f) => f.name).join()}
              files={dropped.sorted}
              assess={() => {
                setDropped(undefined)
                void start(dropped.files, dropped.choices)
              }}
              add={(person) => {
                setDropped(undefined)
                adding.begin(dropped.sorted, person)
              }}
              cancel={() => setDropped(undefined)}
            />
          </Suspense>
        ) : adding.state?.running ? null : (
          <DropArea take={take} mayAdd={mayAdd} />
        )}
        <div role="status">
          {state.is === 'stopped' && <p className="quiet">Stopped. Nothing was kept.</p>}
          {state.is === 'failed' && (
            <p>
              <strong>The assessment stopped.</strong> {state.message} Nothing was kept; try again.
            </p>
          )}
        </div>
        {state.is === 'refused' && (
          <section aria-labelledby="refused" role="alert">
            <h2 id="refused">These files could not be used</h2>
            <p className="quiet small">Nothing was kept. Mend what is listed and drop them again.</p>
            <ProblemList problems={state.problems} />
          </section>
        )}
        {local.people.size > 0 && (
          <section aria-labelledby="local-people">
            <h2 id="local-people">Open in this browser</h2>
            <ul>
              {[...local.people].map(([id, document]) => (
                <li key={id}>
                  <Link href={`/local/${id}`}>{document.person.name}</Link>{' '}
                  <span className="quiet small">{document.inputs.map((i) => i.name).join(', ')}</span>
                </li>
              ))}
            </ul>
            <p className="quiet small">Gone when this page is closed.</p>
          </section>
        )}
      </aside>
    </div>
  )
}

const Main = ({ session }: { readonly session: Session }) => {
  if (!session.signedIn) return <Welcome ended={session.ended === true} demo={session.demo} />
  if (meetsPeople(session.role)) return <PeopleTable />
  return (
    <div className={styles.welcome}>
      <h1 id="people-title" tabIndex={-1}>
        Welcome
      </h1>
      <RoleSentence session={session} />
    </div>
  )
}

const Welcome = ({ ended, demo }: { readonly ended: boolean; readonly demo: boolean }) => (
  <div className={styles.welcome} role={ended ? 'alert' : undefined}>
    <h1 id="people-title" tabIndex={-1}>
      {ended ? 'Your session has ended' : 'One person, one plan'}
    </h1>
    <p>
      {ended
        ? 'What was shown here has been put away. Sign in again to go on.'
        : 'Attune reads what is known about one person, the record and the genome, and says what follows for treatment: what to act on, what is fine, and what is not known. Every sentence opens where it comes from.'}
    </p>
    <p>Sign in to see people and their records, or assess files of your own in this browser without signing in.</p>
    <SignInButton returnTo="/" again={ended} demo={demo} />
  </div>
)

const Waiting = ({ error, retry }: { readonly error: Error | null; readonly retry: () => void }) => (
  <div className={styles.welcome}>
    <h1 id="people-title" tabIndex={-1}>
      People
    </h1>
    {error ? (
      <div role="alert" className={styles.welcome}>
        <p>
          <strong>The server does not answer.</strong> {error.message} Files can still be assessed here in the browser.
        </p>
        <p>
          <button type="button" className={styles.button} onClick={retry}>
            Try again
          </button>
        </p>
      </div>
    ) : (
      <p className="quiet" role="status">
        Loading …
      </p>
    )}
  </div>
)
