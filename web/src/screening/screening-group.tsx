import type { ItemState } from '../../../src/clinical/screening/model.ts'
import type { Audience } from '../../../src/shared/wording/catalogue.ts'
import { screeningFoldWords, screeningGroupWords } from '../../../src/shared/wording/en-screening-page.ts'
import type { Sign } from '../../../src/deliver/report/figures/sign.ts'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import { WhyLine } from '../provenance/why-list.tsx'
import type { CalendarGroup } from './calendar-groups.ts'
import type { Deciding } from './decision-menu.tsx'
import { lineTitle, lineWords } from './line-words.ts'
import { ruleName } from './rule-words.ts'
import { ScreeningLine } from './screening-line.tsx'
import styles from './screening-page.module.css'

const signs: Readonly<Partial<Record<ItemState, Sign>>> = {
  'follow-up': 'act',
  overdue: 'act',
  done: 'fine',
  'not-known': 'notKnown',
}

/** Lines of one state under their head. */
export const ScreeningGroup = ({
  group: { state, items },
  audience,
  deciding,
}: {
  readonly group: CalendarGroup
  readonly audience: Audience
  readonly deciding: Deciding | undefined
}) => {
  const sign = signs[state]
  return (
    <section aria-labelledby={state} className={styles.group}>
      <h2 id={state} tabIndex={-1}>
        {sign !== undefined && <VerdictMark of={sign} />}
        {screeningGroupWords[state][audience]} <span className={styles.count}>{items.length}</span>
      </h2>
      <ul>
        {items.map((item) => (
          <ScreeningLine key={item.track} item={item} audience={audience} deciding={deciding} />
        ))}
      </ul>
    </section>
  )
}

/** What asks for nothing: one row for each, folded away. */
export const FoldedGroup = ({
  group: { state, items },
  audience,
}: {
  readonly group: CalendarGroup
  readonly audience: Audience
}) => (
  <details className={styles.fold}>
    <summary>
      <h2>{screeningGroupWords[state][audience]}</h2> <span className={styles.count}>{items.length}</span>
    </summary>
    {state in screeningFoldWords && (
      <p className="quiet small">{screeningFoldWords[state as keyof typeof screeningFoldWords][audience]}</p>
    )}
    <dl>
      {items.map((item) => {
        const { why } = lineWords(item, audience)
        return (
          <div key={item.track}>
            <dt>{lineTitle(item, audience)}</dt>
            <dd>
              {why.join(' ')}{' '}
              {item.rule !== undefined && audience === 'clinician' && (
                <span className="small">
                  <WhyLine of={`screening:${item.track}`}>{ruleName(item.rule)}</WhyLine>
                </span>
              )}
            </dd>
          </div>
        )
      })}
    </dl>
  </details>
)
