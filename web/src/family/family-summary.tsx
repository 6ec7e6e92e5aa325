import { percentText } from '../../../src/shared/risk-frequency.ts'
import { fill } from '../../../src/shared/wording/catalogue.ts'
import { familyDiseaseText, familyVerdict, suspicionNames } from '../../../src/shared/wording/en-pedigree.ts'
import styles from './family-page.module.css'
import type { ToldFindings } from './told.ts'

const andList = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

/** A gene is named here from this probability on. */
const worthSaying = 0.1

/** What matters of the family in three sentences, before anything else. */
export const FamilySummary = ({ findings, late, audience, pedigree }: ToldFindings) => {
  if (findings === undefined || findings.criteria.length === 0 || pedigree.people.length < 2) return null
  const met = [...new Set(findings.criteria.filter((c) => c.answer === 'yes').map((c) => c.instrument.about))]
  const open = findings.criteria.some((c) => c.answer === 'open')
  const you = audience === 'patient'
  const genes = (findings.carriers?.proband ?? [])
    .filter((s) => s.state === 'not-tested' && s.probability >= worthSaying)
    .toSorted((a, b) => b.probability - a.probability)
  const breast = findings.outlook?.risks.find((r) => r.outcome === 'breast-cancer' && 'toAge' in r.horizon)
  const about = andList(met.map((m) => suspicionNames[m][audience]))
  const verdict = fill(familyVerdict[met.length > 0 ? 'met' : open ? 'open' : 'no'][audience], { about })
  return (
    <p className={styles.lead} aria-busy={late}>
      <strong>{verdict}</strong>{' '}
      {genes.length > 0 &&
        `${you ? 'You may' : 'The person may'} carry a variant of ${andList(genes.map((s) => `${s.gene} (${percentText(s.probability)})`))}. `}
      {breast !== undefined &&
        'toAge' in breast.horizon &&
        `Risk of ${familyDiseaseText('breast-cancer', audience)} until ${breast.horizon.toAge}: ${percentText(breast.probability)}. `}
      {met.length === 0 && open && !you && 'What is not known of relatives could change this.'}
    </p>
  )
}
