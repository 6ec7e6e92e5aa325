import { type FormEvent, useEffect, useState } from 'react'
import { Link, useSearchParams } from 'wouter'
import { personPath, usePerson } from '../person/person-context.ts'
import type { Found, GenomeCard } from './genome-answers.ts'
import styles from './genome-search.module.css'
import type { GenomeSession } from './genome-session.ts'
import { PlaceMark } from './place-mark.tsx'
import { VariantTable } from './variant-table.tsx'

type Answer =
  | { readonly is: 'nothing' }
  | { readonly is: 'looking' }
  | { readonly is: 'found'; readonly found: Found }
  | { readonly is: 'failed'; readonly message: string }

const examples = ['CYP2C19', 'rs4244285', 'TPMT:c.719A>G', 'chr7:117559590-117559600']

/** Searches the genome by gene, rsID, HGVS name or region. The address keeps what was asked. */
export const GenomeSearch = ({ session, card }: { readonly session: GenomeSession; readonly card: GenomeCard }) => {
  const person = usePerson()
  const [params, setParams] = useSearchParams()
  const asked = params.get('q') ?? ''
  const [typed, setTyped] = useState(asked)
  const [answer, setAnswer] = useState<Answer>({ is: 'nothing' })
  useEffect(() => {
    setTyped(asked)
    if (asked === '') return setAnswer({ is: 'nothing' })
    let current = true
    setAnswer({ is: 'looking' })
    session.search(asked).then(
      (found) => current && setAnswer({ is: 'found', found }),
      (error: Error) => current && setAnswer({ is: 'failed', message: error.message }),
    )
    return () => {
      current = false
    }
  }, [asked, session])
  const ask = (text: string): void =>
    setParams((before) => {
      const next = new URLSearchParams(before)
      if (text.trim() === '') next.delete('q')
      else next.set('q', text.trim())
      next.delete('why')
      return next
    })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    ask(typed)
  }
  const gene = answer.is === 'found' ? answer.found.gene : undefined
  return (
    <div className={styles.search}>
      <form role="search" onSubmit={submit} data-no-print>
        <label htmlFor="genome-search">Gene, rsID, HGVS name or region</label>
        <span className={styles.field}>
          <input
            id="genome-search"
            type="search"
            value={typed}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            list="genome-genes"
            onChange={(e) => setTyped(e.currentTarget.value)}
          />
          <button type="submit" className={styles.button}>
            Find
          </button>
        </span>
        <datalist id="genome-genes">
          {card.genes.map((g) => (
            <option key={g.gene} value={g.gene} />
          ))}
        </datalist>
        <p className="small quiet">
          For example{' '}
          {examples.map((e, i) => (
            <span key={e}>
              {i > 0 && ', '}
              <button type="button" className={styles.example} onClick={() => ask(e)}>
                {e}
              </button>
            </span>
          ))}
        </p>
      </form>
      <div role="status" className={styles.say}>
        {answer.is === 'looking' && <span className="quiet">Looking …</span>}
        {answer.is === 'failed' && <span>That could not be answered. {answer.message}</span>}
        {answer.is === 'found' && (
          <span>
            {answer.found.place && <PlaceMark of={answer.found.place} />} {answer.found.say}
          </span>
        )}
      </div>
      {answer.is === 'found' && answer.found.variants.length > 0 && (
        <VariantTable rows={answer.found.variants} caption={`Found for ${answer.found.asked}`} />
      )}
      {answer.is === 'found' && answer.found.more > 0 && (
        <p className="quiet small">
          {answer.found.more.toLocaleString('en-GB')} more are not shown; ask for a smaller region.
        </p>
      )}
      {gene && (
        <p>
          <Link href={personPath(person, 'genome', gene)}>{gene}: its model and all variants in it</Link>
        </p>
      )}
    </div>
  )
}
