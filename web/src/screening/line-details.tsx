import type { ReactNode } from 'react'
import type { ScreeningItem } from '../../../src/clinical/screening/model.ts'
import type { Audience } from '../../../src/shared/wording/catalogue.ts'
import { gradeWords, overruledWords, roleWords } from '../../../src/shared/wording/en-screening-page.ts'
import { screeningQuestion } from '../../../src/shared/wording/en-screening.ts'
import { english } from '../../../src/shared/wording/en.ts'
import { usePerson } from '../person/person-context.ts'
import { citationAddress, citationText } from '../provenance/trace-text.ts'
import { WhyLine } from '../provenance/why-list.tsx'
import { DecidedLine, DecisionMenu, type Deciding } from './decision-menu.tsx'
import { canDecide } from './decided.ts'
import { lastText, lineWords } from './line-words.ts'
import { agesText, ruleName } from './rule-words.ts'
import { OptionTable } from './option-table.tsx'
import { timingText } from './timing-text.ts'
import styles from './line-details.module.css'

const Part = ({ head, children }: { readonly head: string; readonly children: ReactNode }) => (
  <section className={styles.part}>
    <h4>{head}</h4>
    <div>{children}</div>
  </section>
)

/** Why, last time, who says so, the ways to do it, own timing, what gave way, what would change it, what to ask, what was decided. */
export const LineDetails = ({
  item,
  audience,
  deciding,
}: {
  readonly item: ScreeningItem
  readonly audience: Audience
  readonly deciding: Deciding | undefined
}) => {
  const { origin } = usePerson()
  const say = lineWords(item, audience)
  const last = lastText(item, audience)
  const resource = item.last?.ref.kind === 'fhir' && origin === 'server' ? item.last.ref.resource : undefined
  const clinician = audience === 'clinician'
  return (
    <div className={styles.details}>
      {say.why.length > 0 && (
        <Part head="Why">
          {say.why.map((w) => (
            <p key={w}>{w}</p>
          ))}
        </Part>
      )}
      {last !== '' && (
        <Part head="Last done">
          <p>{resource === undefined ? last : <WhyLine of={`resource:${resource}`}>{last}</WhyLine>}</p>
        </Part>
      )}
      {item.rule !== undefined && <WhoSaysSo item={item} audience={audience} />}
      {item.state === 'follow-up' && clinician && (
        <Part head="Next step">
          <p>The examination that settles this result. Screening goes on only after it.</p>
        </Part>
      )}
      {item.options.length > 0 && item.state !== 'follow-up' && (
        <Part head={item.options.length === 1 ? 'How' : 'Ways to do it'}>
          <OptionTable item={item} audience={audience} />
        </Part>
      )}
      {clinician && item.personal !== undefined && (
        <Part head="By own risk">
          {timingText(item.personal).map((t) => (
            <p key={t}>{t}</p>
          ))}
        </Part>
      )}
      {clinician && item.overruled.length > 0 && (
        <Part head="Gave way">
          {item.overruled.map((o) => (
            <p key={o.rule.id}>
              {ruleName(o.rule)} ({agesText(o.rule.ages)}): {overruledWords[o.why]}.
            </p>
          ))}
        </Part>
      )}
      {clinician && item.state !== 'follow-up' && item.wouldChangeIf.length > 0 && (
        <Part head="Would change">
          {item.wouldChangeIf.map((w) => (
            <p key={w.rule.id}>
              <b>{ruleName(w.rule)}</b> would go first if it holds. To find out:{' '}
              {[...new Set(w.needs.map((n) => screeningQuestion(n, 'clinician', english.phrase)))].join('; ')}.
            </p>
          ))}
        </Part>
      )}
      {say.ask.length > 0 && (
        <Part head={clinician ? 'To ask' : 'Tell your care team'}>
          {say.ask.map((a) => (
            <p key={a}>{a}</p>
          ))}
        </Part>
      )}
      {deciding !== undefined && item.state === 'stopped' && <DecidedLine item={item} deciding={deciding} />}
      {deciding !== undefined && canDecide(item) && <DecisionMenu item={item} deciding={deciding} />}
    </div>
  )
}

const WhoSaysSo = ({ item, audience }: { readonly item: ScreeningItem; readonly audience: Audience }) => {
  const { rule } = item
  if (rule === undefined) return null
  const citations = [...new Map(item.evidence.flatMap((e) => e.citations).map((c) => [citationText(c), c])).values()]
  if (audience === 'patient')
    return (
      <Part head="Who says so">
        <p>
          {rule.source} ({rule.year})
        </p>
      </Part>
    )
  return (
    <Part head="Who says so">
      <p>
        {rule.source} {rule.year}; grade {gradeWords[rule.grade]}; {roleWords[rule.role]}, {agesText(rule.ages)}.
      </p>
      {rule.unverified && (
        <p className={styles.unverified}>This rule has not yet been checked against its publication.</p>
      )}
      <p>
        {citations.map((c, i) => {
          const address = citationAddress(c)
          return (
            <span key={citationText(c)}>
              {i > 0 && ', '}
              {address === undefined ? (
                citationText(c)
              ) : (
                <a href={address} rel="noreferrer" target="_blank" title={address}>
                  {c.kind === 'url' ? new URL(address).hostname : citationText(c)}
                </a>
              )}
            </span>
          )
        })}{' '}
        <WhyLine of={`screening:${item.track}`}>Rule, evidence and input</WhyLine>
      </p>
    </Part>
  )
}
