import type { FutureRisk } from '../../../src/clinical/family/index.ts'
import { iconArray } from '../../../src/deliver/report/figures/icon-array.ts'
import type { Horizon } from '../../../src/shared/disease-risk.ts'
import {
  countOf,
  type Denominator,
  denominatorOf,
  frequencyText,
  percentRangeText,
  percentText,
} from '../../../src/shared/risk-frequency.ts'
import { type Audience, capital } from '../../../src/shared/wording/catalogue.ts'
import { familyDiseaseText, noFutureRiskNames } from '../../../src/shared/wording/en-pedigree.ts'
import { Link } from 'wouter'
import { personPath, usePerson } from '../person/person-context.ts'
import { Part } from '../frame/part.tsx'
import { SvgFigure } from '../marks/svg-figure.tsx'
import styles from './family-page.module.css'
import type { ToldFindings } from './told.ts'

const horizonText = (h: Horizon): string =>
  'years' in h ? `in the next ${h.years} years` : `until the age of ${h.toAge}`

const peopleText = (risk: number, of: Denominator, audience: Audience): string => {
  const without = of - countOf(risk, of)
  return `${frequencyText(risk, of)} people ${audience === 'patient' ? 'like you' : 'like this'} get it, ${without.toLocaleString('en')} do not.`
}

const longest = (risks: readonly FutureRisk[]): FutureRisk | undefined =>
  risks.find((r) => 'toAge' in r.horizon) ?? risks[0]

/** The family counts where it raises the risk by a tenth over that of somebody without an altered gene. */
const isRaised = (r: FutureRisk): boolean => r.probability > r.ifNone * 1.1

/** The person's own cancer risks that follow from the family: soon and long, each as frequency and percent, with what a test would change. */
export const OutlookPart = ({ findings, late, audience }: ToldFindings) => {
  const person = usePerson()
  const outlook = findings?.outlook
  if (outlook === undefined || (outlook.risks.length === 0 && outlook.none.length === 0)) return null
  const outcomes = [...Map.groupBy(outlook.risks, (r) => r.outcome)].map(([outcome, risks]) => ({
    outcome,
    risks,
    long: longest(risks),
  }))
  const raised = outcomes
    .filter(({ long }) => long !== undefined && isRaised(long))
    .toSorted((a, b) => (b.long?.probability ?? 0) - (a.long?.probability ?? 0))
  const others = outcomes.filter((o) => !raised.includes(o))
  const of = denominatorOf(raised.map(({ long }) => long?.probability ?? 0))
  return (
    <Part title={audience === 'patient' ? 'What it means for you' : 'Own cancer risks'}>
      {raised.length > 0 && (
        <>
          <p>
            From the family and age alone, averaged over what may be carried;{' '}
            <Link href={personPath(person, 'risks')}>Risks</Link> puts this together with everything else. Each group
            shows {of.toLocaleString('en')} people.
          </p>
          <div className={styles.arrays} aria-busy={late}>
            {raised.map(({ outcome, risks }) => (
              <Outcome
                key={outcome}
                name={familyDiseaseText(outcome, audience)}
                risks={risks}
                of={of}
                audience={audience}
              />
            ))}
          </div>
        </>
      )}
      {others.length > 0 && (
        <p className="small">
          As in people without an altered gene:{' '}
          {others
            .map(({ outcome, long }) =>
              long === undefined
                ? ''
                : `${familyDiseaseText(outcome, audience)} ${percentText(long.probability)} ${horizonText(long.horizon)}`,
            )
            .join('; ')}
          .
        </p>
      )}
      {outlook.none.length > 0 && (
        <ul className="small">
          {outlook.none.map((n) => (
            <li key={n.outcome}>
              {capital(familyDiseaseText(n.outcome, audience))}: {noFutureRiskNames[n.because][audience]}
            </li>
          ))}
        </ul>
      )}
    </Part>
  )
}

const Outcome = ({
  name,
  risks,
  of,
  audience,
}: {
  readonly name: string
  readonly risks: readonly FutureRisk[]
  readonly of: Denominator
  readonly audience: Audience
}) => {
  const long = longest(risks)
  if (long === undefined) return null
  const carried = long.ifCarrier.filter((c) => c.probability > long.ifNone * 1.2)
  const spread = long.intervals.find((i) => i.level === 1)
  return (
    <div className={styles.array}>
      <h3>{capital(name)}</h3>
      {risks.map((r) => (
        <p key={JSON.stringify(r.horizon)}>
          <strong>{percentText(r.probability)}</strong> {horizonText(r.horizon)}
        </p>
      ))}
      <div>
        <SvgFigure node={iconArray({ risk: long.probability }, of, `${name} ${horizonText(long.horizon)}`)} />
      </div>
      <p className="small">{peopleText(long.probability, of, audience)}</p>
      {spread !== undefined && carried.length > 0 && (
        <p className="small">
          A gene test would tell more: {percentText(long.ifNone)} if no gene is altered,{' '}
          {carried
            .toSorted((a, b) => b.probability - a.probability)
            .slice(0, 3)
            .map((c) => `${percentText(c.probability)} with ${c.gene}`)
            .join(', ')}
          . Possible span: {percentRangeText(spread.range)}.
        </p>
      )}
      {!long.competing && <p className="quiet small">Death of other causes is not taken into account.</p>}
    </div>
  )
}
