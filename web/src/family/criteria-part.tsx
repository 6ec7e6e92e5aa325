import type { CriterionResult } from '../../../src/clinical/family/index.ts'
import type { Sign } from '../../../src/deliver/report/figures/sign.ts'
import {
  criterionAnswer,
  criterionItemNames,
  familyVerdict,
  instrumentPurpose,
  suspicionNames,
  toConfirmNames,
} from '../../../src/shared/wording/en-pedigree.ts'
import { capital } from '../../../src/shared/wording/catalogue.ts'
import { Part } from '../frame/part.tsx'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import styles from './criteria-part.module.css'
import { People } from './people-links.tsx'
import type { ToldFindings } from './told.ts'

const marks: Readonly<Record<CriterionResult['answer'], Sign>> = { yes: 'act', open: 'notKnown', no: 'fine' }

const levels: Readonly<Record<string, string>> = {
  '10%': 'stands for about a 10 % chance of a variant or more',
  '20%': 'stands for about a 20 % chance of a variant or more',
}

const scoreText = ({ score, level, side, id }: CriterionResult): string => {
  const of =
    score === undefined
      ? ''
      : `score ${score.range[0]}${score.range[1] > score.range[0] ? ` to ${score.range[1]}` : ''}${score.mayRise ? ' or more' : ''}, refer from ${score.referAt}`
  // What is missing may still add points, so the lowest level is told only once nothing is missing.
  const sure = score !== undefined && score.range[0] === score.range[1]
  const lipidLevel = id !== 'dutch-lipid' ? level : level === 'unlikely' && !sure ? '' : `FH ${level}`
  return [
    of,
    level === undefined ? '' : (levels[level] ?? lipidLevel),
    side === undefined ? '' : `${side === 'maternal' ? 'mother’s' : 'father’s'} side`,
  ]
    .filter((s) => s !== undefined && s !== '')
    .join('; ')
}

/** What each instrument says of this family: met, not so far, or not; by whom; and what a pedigree cannot show. */
export const CriteriaPart = ({ findings, late, ...told }: ToldFindings) => {
  if (findings === undefined)
    return (
      <Part title="Referral criteria">
        <p className="quiet">{late ? 'Being computed …' : 'Not computed yet.'}</p>
      </Part>
    )
  if (findings.criteria.length === 0)
    return (
      <Part title="Referral criteria">
        <p>Nothing can be said while the family contradicts itself: mend what does not fit first.</p>
      </Part>
    )
  const groups = Map.groupBy(findings.criteria, (c) => c.instrument.about)
  return (
    <Part title="Referral criteria">
      {[...groups].map(([about, criteria]) => {
        const met = criteria.filter((c) => c.answer === 'yes')
        const open = criteria.filter((c) => c.answer === 'open')
        return (
          <div key={about} className={styles.group} aria-busy={late}>
            <h3>{capital(suspicionNames[about][told.audience])}</h3>
            <p>
              {met.length > 0
                ? told.audience === 'patient'
                  ? 'This family history is a reason to talk to a genetics clinic.'
                  : `${met.length} of ${criteria.length} met: a reason to refer to genetics.`
                : familyVerdict[open.length > 0 ? 'openShort' : 'noShort'][told.audience]}
            </p>
            <ul className={styles.criteria}>
              {criteria.map((c) => (
                <Criterion key={c.id} of={c} {...told} />
              ))}
            </ul>
          </div>
        )
      })}
    </Part>
  )
}

const Criterion = ({ of: c, ...told }: { readonly of: CriterionResult } & Omit<ToldFindings, 'findings' | 'late'>) => {
  const met = c.items.filter((i) => i.met === 'yes' && i.people.length > 0)
  const score = scoreText(c)
  return (
    <li className={styles.criterion}>
      <VerdictMark of={marks[c.answer]} word={criterionAnswer[c.answer][told.audience]} />
      <div>
        <p>
          <strong>{c.instrument.title}</strong>
          {score !== '' && <span className="quiet"> {score}</span>}
        </p>
        {c.people.length > 0 && (
          <p className="small">
            Counts: <People of={c.people} {...told} />
          </p>
        )}
        <details className="small">
          <summary>How it is counted</summary>
          <p className="quiet">
            {(instrumentPurpose as Readonly<Record<string, string>>)[c.id]} {c.instrument.source.id}
            {c.instrument.unverified === true && ', figures not yet held against the publication'}
          </p>
          <ul className={styles.items}>
            {met.map((item, i) => (
              <li key={i}>
                {capital(criterionItemNames[item.code] ?? item.code)}: <People of={item.people} {...told} />
              </li>
            ))}
          </ul>
        </details>
        {c.answer === 'yes' && c.toConfirm !== undefined && (
          <p className="small">To confirm: {c.toConfirm.map((what) => toConfirmNames[what] ?? what).join('; ')}.</p>
        )}
      </div>
    </li>
  )
}
