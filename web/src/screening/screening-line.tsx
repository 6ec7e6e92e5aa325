import { lazy, Suspense, useEffect, useId, useRef, useState } from 'react'
import { useSearchParams } from 'wouter'
import type { ScreeningItem } from '../../../src/clinical/screening/model.ts'
import type { Audience } from '../../../src/shared/wording/catalogue.ts'
import { WhyLine } from '../provenance/why-list.tsx'
import type { Deciding } from './decision-menu.tsx'
import { lastText, lineInterval, lineTitle, lineTopic, lineWhen, lineWords } from './line-words.ts'
import { ruleName } from './rule-words.ts'
import styles from './screening-line.module.css'

const LineDetails = lazy(() => import('./line-details.tsx').then((m) => ({ default: m.LineDetails })))

/** One line: what, when, who says so. It opens in place. */
export const ScreeningLine = ({
  item,
  audience,
  deciding,
}: {
  readonly item: ScreeningItem
  readonly audience: Audience
  readonly deciding: Deciding | undefined
}) => {
  const [params] = useSearchParams()
  const asked = params.get('line') === item.track
  const [open, setOpen] = useState(asked)
  const id = useId()
  const line = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (asked) line.current?.scrollIntoView({ block: 'start' })
  }, [asked])
  const say = lineWords(item, audience)
  const last = lastText(item, audience)
  const done = last === '' ? (say.why.includes('None is recorded.') ? 'none recorded' : '') : `last: ${last}`
  const about = [lineTopic(item), lineInterval(item), done].filter((t) => t !== undefined && t !== '')
  const ways = item.options.length > 1 && item.state !== 'follow-up' ? [`${item.options.length} ways to do it`] : []
  return (
    <li className={styles.line} ref={line}>
      <div className={styles.row}>
        <h3 className={styles.title}>
          <button type="button" aria-expanded={open} aria-controls={`${id}d`} onClick={() => setOpen(!open)}>
            {lineTitle(item, audience)}
          </button>
        </h3>
        <p className={styles.when}>{lineWhen(item)}</p>
        <p className={styles.source}>
          {audience === 'clinician' && item.rule !== undefined && (
            <WhyLine of={`screening:${item.track}`}>{ruleName(item.rule)}</WhyLine>
          )}
        </p>
        <p className={styles.about}>
          {item.state === 'not-known' && say.ask.length > 0
            ? say.ask.join(audience === 'patient' ? ' ' : '; ')
            : [...about, ...ways].join(' · ')}
        </p>
      </div>
      <div id={`${id}d`} hidden={!open}>
        {open && (
          <Suspense fallback={null}>
            <LineDetails item={item} audience={audience} deciding={deciding} />
          </Suspense>
        )}
      </div>
    </li>
  )
}
