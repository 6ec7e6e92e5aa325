import { useQuery } from '@tanstack/react-query'
import { usePageTitle } from '../frame/page-title.ts'
import { Failed, Loading } from '../frame/states.tsx'
import { knowledgeQuery } from '../person/queries.ts'
import styles from './knowledge-page.module.css'

const number = new Intl.NumberFormat('en-GB')

/** Every table set that advice rests on: source, release, licence, checksum. */
export const KnowledgePage = () => {
  usePageTitle('Knowledge')
  const releases = useQuery(knowledgeQuery)
  if (releases.error)
    return <Failed what="The knowledge releases" error={releases.error} retry={() => void releases.refetch()} />
  if (!releases.data) return <Loading what="the knowledge releases" />
  return (
    <div className={styles.page}>
      <h1 tabIndex={-1}>Knowledge</h1>
      <p className={styles.lead}>
        Everything Attune says rests on these releases. Each is facts worded by ourselves, versioned and checked against
        its checksum when it is loaded; a report names the releases it was made with and can be made again with them.
      </p>
      {releases.data.length === 0 && (
        <p>
          No release is loaded, so nothing can be assessed. Run <code>attune knowledge verify</code> to see why.
        </p>
      )}
      {releases.data.map((m) => (
        <section key={`${m.id} ${m.release}`} aria-label={`${m.id} ${m.release}`} className={styles.release}>
          <h2>
            {m.id} {m.release}
          </h2>
          <div>
            <p>{m.title}</p>
            <dl className={styles.facts}>
              <div>
                <dt>Source</dt>
                <dd>
                  {m.url?.startsWith('https://') ? (
                    <a href={m.url} rel="noreferrer" target="_blank">
                      {m.source}
                    </a>
                  ) : (
                    m.source
                  )}
                  , {m.version}
                </dd>
              </div>
              <div>
                <dt>Retrieved</dt>
                <dd>{m.retrieved}</dd>
              </div>
              <div>
                <dt>Licence</dt>
                <dd>{m.licence}</dd>
              </div>
            </dl>
            <p className="quiet small">{m.attribution}</p>
            <details>
              <summary className="small">
                {m.tables.length} {m.tables.length === 1 ? 'table' : 'tables'},{' '}
                {number.format(m.tables.reduce((n, t) => n + t.rows, 0))} rows; how they were made
              </summary>
              <p className={styles.made}>{m.made}</p>
              <ul className={styles.tables}>
                {m.tables.map((t) => (
                  <li key={t.file}>
                    <strong>{t.file}</strong> {t.what}, {number.format(t.rows)} rows
                    <span className={styles.hash}>sha256 {t.sha256}</span>
                  </li>
                ))}
              </ul>
            </details>
          </div>
        </section>
      ))}
    </div>
  )
}
