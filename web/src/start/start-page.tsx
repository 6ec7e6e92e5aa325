import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { Link, useLocation } from 'wouter'
import type { ReportDocument } from '../../../src/deliver/report/document.ts'
import { usePageTitle } from '../frame/page-title.ts'
import { useAssessment } from '../assess/use-assessment.ts'
import { type LocalGenome, useLocalPeople } from '../person/local-people.tsx'
import { peopleQuery } from '../person/queries.ts'
import { DropArea } from './drop-area.tsx'
import { PeopleTable } from './people-table.tsx'
import { ProblemList } from './problem-list.tsx'
import { Reading } from './reading.tsx'
import styles from './start-page.module.css'

export const StartPage = () => {
  usePageTitle('People')
  const people = useQuery(peopleQuery)
  const local = useLocalPeople()
  const [, navigate] = useLocation()
  const done = useCallback(
    (document: ReportDocument, genome?: LocalGenome) => navigate(`/local/${local.add(document, genome)}`),
    [local, navigate],
  )
  const { state, start, stop } = useAssessment(done)
  return (
    <div className={styles.page}>
      <section className={styles.people} aria-labelledby="people-title">
        <PeopleTable
          people={people.data}
          error={people.error}
          loading={people.isPending}
          retry={() => void people.refetch()}
        />
      </section>
      <aside className={styles.aside} aria-label="Assess files">
        {state.is === 'reading' ? (
          <Reading names={state.names} progress={state.progress} startedAt={state.startedAt} stop={stop} />
        ) : (
          <DropArea take={(files, choices) => void start(files, choices)} />
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
