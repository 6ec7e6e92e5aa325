import type { Choice, ChoiceSide } from '../../../src/clinical/screening/model.ts'
import { capital } from '../../../src/shared/wording/catalogue.ts'
import { roleWords, saysWords } from '../../../src/shared/wording/en-screening-page.ts'
import { screeningQuestion, screeningTopicWords } from '../../../src/shared/wording/en-screening.ts'
import { english } from '../../../src/shared/wording/en.ts'
import { sayReason } from '../../../src/shared/wording/render.ts'
import type { Sign } from '../../../src/deliver/report/figures/sign.ts'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import { wayText } from './line-words.ts'
import { agesText } from './rule-words.ts'
import styles from './choices.module.css'

const signs: Readonly<Record<ChoiceSide['says'], Sign>> = {
  yes: 'fine',
  no: 'noQuestion',
  'not-known': 'notKnown',
  cannot: 'noQuestion',
}

const verdictOf = (choice: Choice): string => {
  const said = new Set(choice.sides.map((s) => s.says))
  if (!choice.agree) return 'These differ for this person. The calendar follows the leading rule; the choice is yours.'
  if (said.has('not-known')) return 'Some of these cannot say yet.'
  return 'These agree for this person.'
}

/** Guidelines and models that answer the same question, each with what it says of this person today. */
export const Choices = ({ choices }: { readonly choices: readonly Choice[] }) =>
  choices.length === 0 ? null : (
    <section aria-labelledby="choices" className={styles.choices}>
      <h2 id="choices">Guidelines side by side</h2>
      {choices.map((c) => (
        <div key={c.topic} className={styles.choice}>
          <h3>{capital(screeningTopicWords[c.topic])}</h3>
          <p className="quiet small">{verdictOf(c)}</p>
          <table className="stack">
            <caption className="hidden">{screeningTopicWords[c.topic]}: what each guideline or model says</caption>
            <thead>
              <tr>
                <th scope="col">Says who</th>
                <th scope="col">What, and for whom</th>
                <th scope="col">This person</th>
                <th scope="col">Why, or what is missing</th>
              </tr>
            </thead>
            <tbody>
              {c.sides.map((s) => (
                <Side key={s.rule.id} side={s} />
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </section>
  )

const Side = ({ side: s }: { readonly side: ChoiceSide }) => {
  const why = [...new Set(s.because.map((r) => sayReason(r, 'clinician', english)))]
  const ask = [...new Set(s.needs.map((n) => screeningQuestion(n, 'clinician', english.phrase)))]
  return (
    <tr>
      <th scope="row">
        {s.rule.source} {s.rule.year}
        {s.rule.unverified && <span className={styles.unverified}> not yet checked against its source</span>}
      </th>
      <td data-label="What">
        <span>
          {s.options.map((o) => wayText(o, 'clinician')).join('; ')}
          <span className={styles.whom}>
            {roleWords[s.rule.role]}, {agesText(s.rule.ages)}
          </span>
        </span>
      </td>
      <td data-label="This person">
        <VerdictMark of={signs[s.says]} word={saysWords[s.says].clinician} />
      </td>
      <td data-label="Why">{[...why, ...ask.map((a) => `${a}.`)].join(' ') || '–'}</td>
    </tr>
  )
}
