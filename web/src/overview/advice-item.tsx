import { lazy, Suspense, useId, useState } from 'react'
import { Link } from 'wouter'
import { badge, clip } from '../../../src/deliver/report/words.ts'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import { medicineNamed } from '../person/lookup.ts'
import { personPath, usePerson } from '../person/person-context.ts'
import { Why } from '../provenance/why.tsx'
import styles from './advice-item.module.css'
import type { Decision } from './decisions.ts'
import { orderText } from './order-text.ts'
import type { SetAsideReason } from './set-aside.ts'
import { useAudience } from '../session/use-audience.ts'

const AdviceDetails = lazy(() => import('./advice-details.tsx').then((m) => ({ default: m.AdviceDetails })))
const NotNowMenu = lazy(() => import('./not-now-menu.tsx').then((m) => ({ default: m.NotNowMenu })))

/** `FDA label` and `FDA association` are both of the FDA. */
const house = (source: string): string => source.split(' ')[0] ?? source

/** One decision: what to do, why, how sure; the rest opens in place. */
export const AdviceItem = ({
  decision,
  setAside,
  kept,
}: {
  readonly decision: Decision
  readonly setAside: (reason: SetAsideReason) => void
  readonly kept: boolean
}) => {
  const person = usePerson()
  const advice = decision.first
  const [open, setOpen] = useState(false)
  const [asking, setAsking] = useState(false)
  const [copied, setCopied] = useState('')
  const id = useId()
  const leadsTo = decision.all.length === 1 && medicineNamed(person.document, advice.about.name) !== undefined
  const copy = (): void => {
    navigator.clipboard.writeText(orderText(advice, person.document)).then(
      () => setCopied('Copied. Check it before you sign.'),
      () => setCopied('The browser did not allow copying.'),
    )
  }
  const audience = useAudience()
  const say = advice.say[audience]
  const strength =
    badge(decision.all.flatMap((r) => r.evidence).map((e) => ({ ...e, source: house(e.source) }))) || 'no graded source'
  const notNow = (
    <button type="button" className={styles.button} onClick={() => setAsking(true)} aria-haspopup="menu">
      Not now…
    </button>
  )
  return (
    <article className={styles.item} data-meaning={decision.sign} aria-labelledby={`${id}t`}>
      <span className={styles.mark}>
        <VerdictMark of={decision.sign} />
      </span>
      <div className={styles.body}>
        <div className={styles.top}>
          <h3 id={`${id}t`} className={styles.title}>
            {leadsTo ? (
              <Link href={personPath(person, 'medicines', advice.about.name)}>{decision.title}</Link>
            ) : (
              decision.title
            )}
          </h3>
          <span className={styles.strength}>
            <Why of={`advice:${advice.id}`} label={`${strength}: where this comes from`}>
              {strength}
            </Why>
          </span>
        </div>
        <p className={styles.why}>{clip(say.why, 190)}</p>
        <p className={styles.actions} data-no-print>
          <button
            type="button"
            className={styles.button}
            aria-expanded={open}
            aria-controls={`${id}d`}
            onClick={() => setOpen(!open)}
          >
            Why
          </button>
          {advice.onList && audience === 'clinician' && (
            <button type="button" className={styles.button} onClick={copy}>
              Copy order text
            </button>
          )}
          {audience === 'patient' ? null : asking ? (
            <Suspense fallback={notNow}>
              <NotNowMenu className={styles.button ?? ''} choose={setAside} kept={kept} />
            </Suspense>
          ) : (
            notNow
          )}
          <span role="status" className="quiet small">
            {copied}
          </span>
        </p>
        <div id={`${id}d`} hidden={!open}>
          {open && (
            <Suspense fallback={null}>
              <AdviceDetails advice={advice} others={decision.all.slice(1).map((r) => r.about.name)} />
            </Suspense>
          )}
        </div>
      </div>
    </article>
  )
}
