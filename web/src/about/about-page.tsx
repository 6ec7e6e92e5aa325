import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { intendedUse } from '../../../src/shared/intended-use.ts'
import { software } from '../../../src/shared/software.ts'
import { usePageTitle } from '../frame/page-title.ts'
import { Part } from '../frame/part.tsx'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import { knowledgeQuery, versionQuery } from '../person/queries.ts'
import styles from './about-page.module.css'

const limits = [
  'A genome file shows only the positions it holds. A position without data is not known, never normal.',
  'CYP2D6 copy number, HLA types and mitochondrial variants usually cannot be read from a VCF; results of a laboratory can be added.',
  'Advice covers medicines and genes that the releases on the Knowledge page speak of, and nothing else.',
  'Kidney and liver function, pregnancy, and medicines bought without prescription matter as well, and are known here only when the record says so.',
  'Figures marked as not yet checked have not been compared with their source: do not act on them alone.',
] as const

const signs = [
  ['act', 'do something else than usual'],
  ['caution', 'usable with a change or closer watching'],
  ['fine', 'looked at, and the genes give no reason to change'],
  ['notKnown', 'not tested, not covered or not callable; never the same as fine'],
] as const

export const AboutPage = () => {
  usePageTitle('About')
  const version = useQuery(versionQuery)
  const releases = useQuery(knowledgeQuery)
  return (
    <div className={styles.page}>
      <h1 tabIndex={-1}>About Attune</h1>
      <Part title="Intended use">
        <p>{intendedUse}</p>
        <p>Not a medical device. The clinician decides, and can check every statement down to the line it rests on.</p>
      </Part>
      <Part title="The four signs">
        <ul className={styles.signs}>
          {signs.map(([sign, meaning]) => (
            <li key={sign}>
              <VerdictMark of={sign} word /> <span>{meaning}</span>
            </li>
          ))}
        </ul>
      </Part>
      <Part title="Limits">
        <ul className={styles.limits}>
          {limits.map((l) => (
            <li key={l}>{l}</li>
          ))}
        </ul>
      </Part>
      <Part title="Your files">
        <p>
          Files dropped on the start page are read in this browser by a worker of the page. Nothing is sent, nothing is
          stored; the results are gone when the page is closed. People of the server stay on the server that you run.
        </p>
      </Part>
      <Part title="By keyboard">
        <p>
          <kbd>/</kbd> searches people, medicines and genes. <kbd>Escape</kbd> closes what is open. Dotted lines open
          where something comes from.
        </p>
      </Part>
      <Part title="Versions">
        <p>Attune {version.data?.version ?? software.version}</p>
        {releases.data && (
          <ul>
            {releases.data.map((m) => (
              <li key={m.id + m.release}>
                <Link href="/knowledge">
                  {m.id} {m.release}
                </Link>{' '}
                <span className="quiet">{m.licence}</span>
              </li>
            ))}
          </ul>
        )}
        {releases.error && (
          <p className="quiet">The knowledge releases could not be asked for: the server did not answer.</p>
        )}
      </Part>
      <Part title="Licences">
        <p>
          Software: Apache License 2.0. Knowledge: each release carries its own licence and attribution, listed under{' '}
          <Link href="/knowledge">Knowledge</Link>; no endorsement by a source is implied.
        </p>
      </Part>
    </div>
  )
}
