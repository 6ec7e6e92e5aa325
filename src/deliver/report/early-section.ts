import type { ModelFinding, TargetBounds } from '../../clinical/risk/index.ts'
import type { ItemState, ScreeningItem } from '../../clinical/screening/index.ts'
import type { Horizon, Outcome } from '../../shared/disease-risk.ts'
import { denominatorOf, frequencyText, percentRangeText, percentText } from '../../shared/risk-frequency.ts'
import { capital } from '../../shared/wording/catalogue.ts'
import { riskInputText } from '../../shared/wording/en-risk-inputs.ts'
import { outcomeWords } from '../../shared/wording/en-risks.ts'
import { english } from '../../shared/wording/en.ts'
import { sayReason } from '../../shared/wording/render.ts'
import { lineTitle, lineTopic, ownReasons, spokenItem } from '../screening/index.ts'
import type { ReportDocument } from './document.ts'
import type { EarlyDetection } from './early-detection.ts'
import { html, type Markup } from './markup.ts'
import { signed } from './parts.ts'
import { clip } from './words.ts'

/** What is known of one outcome: figures of the model that leads, or bounds where inputs are missing. */
export type LeadingRisk = {
  readonly outcome: Outcome
  readonly model: ModelFinding['model']
  readonly risks: ModelFinding['risks']
  readonly bounds: readonly { readonly range: TargetBounds['range']; readonly years: number }[]
  readonly open: readonly string[]
}

const boundsOf = (f: ModelFinding, outcome: Outcome): LeadingRisk['bounds'] =>
  f.missing?.state !== 'bounds'
    ? []
    : f.missing.bounds.flatMap((b) =>
        'outcome' in b.of && b.of.outcome === outcome ? [{ range: b.range, years: b.of.years }] : [],
      )

const onOutcome = (f: ModelFinding, outcome: Outcome): LeadingRisk => ({
  outcome,
  model: f.model,
  risks: f.risks.filter((r) => r.outcome === outcome),
  bounds: boundsOf(f, outcome),
  open: f.missing === undefined ? [] : f.missing.open,
})

/** One entry for every outcome of which a model made for such a person says something: what leads, else figures before bounds. */
export const leadingRisks = (early: EarlyDetection): readonly LeadingRisk[] => {
  const found = early.risks.flatMap((a) =>
    a.state !== 'notApplicable' && a.finding?.kind === 'model' && ['leads', 'applies'].includes(a.finding.fit)
      ? [a.finding]
      : [],
  )
  const outcomes = [...new Set(found.flatMap((f) => f.model.outcomes.map((o) => o.outcome)))]
  return outcomes.flatMap((outcome): readonly LeadingRisk[] => {
    const said = found
      .map((f) => ({ leads: f.fit === 'leads', of: onOutcome(f, outcome) }))
      .filter(({ of }) => of.risks.length > 0 || of.bounds.length > 0)
    const weight = ({ leads, of }: (typeof said)[number]): number => (leads ? 0 : 2) + (of.risks.length > 0 ? 0 : 1)
    const [first] = said.toSorted((a, b) => weight(a) - weight(b))
    return first === undefined ? [] : [first.of]
  })
}

const horizonText = (h: Horizon): string =>
  'toAge' in h ? `by age ${h.toAge}` : h.years === 1 ? 'in 1 year' : `in ${h.years} years`

const figuresText = ({ risks, bounds }: LeadingRisk): readonly string[] => {
  const of = denominatorOf(risks.map((r) => r.probability))
  return risks.length > 0
    ? risks.map(
        (r) => `${frequencyText(r.probability, of)} people (${percentText(r.probability)}) ${horizonText(r.horizon)}`,
      )
    : bounds.map((b) => `${percentRangeText(b.range)} in ${b.years} years`)
}

const riskTable = (early: EarlyDetection): Markup => {
  const leading = leadingRisks(early)
  const disclaimers = [...new Set(leading.flatMap((l) => l.model.disclaimer ?? []))]
  if (leading.length === 0)
    return html`<p>${signed('notKnown')}: no risk model has what it needs. That does not mean that there is no risk.</p>`
  return html`<table class="stack"><thead><tr><th scope="col">Risk of</th><th scope="col">Of people like this one</th><th scope="col">By</th><th scope="col">Not known</th></tr></thead><tbody>${leading.map(
    (l) =>
      html`<tr><th scope="row">${capital(outcomeWords[l.outcome].clinician)}</th><td>${figuresText(l).join('; ')}</td><td data-of="By">${l.model.title}${l.model.unverified === true && html` <span class="soft">(not yet checked against its publication)</span>`}</td><td data-of="Not known">${l.open.map((i) => riskInputText(i, 'clinician')).join(', ')}</td></tr>`,
  )}</tbody></table>${disclaimers.map((d) => html`<p class="small">${d}</p>`)}`
}

const familyPart = ({ family }: EarlyDetection): Markup => {
  const met = family.assessments.flatMap((a) =>
    a.state !== 'notApplicable' && a.finding?.kind === 'criterion' && a.finding.result.answer === 'yes'
      ? [a.finding.result]
      : [],
  )
  const variants = family.assessments.flatMap((a) =>
    a.state !== 'notApplicable' && a.finding?.kind === 'variant-in-family' ? [a.finding.gene] : [],
  )
  if (family.pedigree.people.length <= 1 && met.length + variants.length === 0)
    return html`<p>${signed('notKnown')}: no relative is recorded. That does not mean that the family is healthy.</p>`
  if (met.length + variants.length === 0)
    return html`<p>No criterion of referral is met by the ${family.pedigree.people.length - 1} relatives recorded.</p>`
  return html`<ul>${variants.map((gene) => html`<li>A disease-causing variant in ${gene} is recorded in the family.</li>`)}${met.map(
    (r) =>
      html`<li>${r.instrument.title} is met: refer for ${english.phrase(r.instrument.about)}.${r.instrument.unverified === true && html` <span class="soft">(Criterion not yet checked against its publication.)</span>`}</li>`,
  )}</ul>`
}

const listed: readonly ItemState[] = ['follow-up', 'overdue', 'due', 'planned', 'offer', 'discuss', 'later']

const whenText = (item: ScreeningItem): string => {
  if (item.state === 'due') return 'now'
  if (item.state === 'follow-up') return 'now'
  return spokenItem(item, 'clinician', english).when
}

const screeningTable = ({ screening }: EarlyDetection): Markup => {
  const items = screening.items.filter((i) => listed.includes(i.state))
  const unknown = screening.items.filter((i) => i.state === 'not-known')
  return html`${
    items.length === 0
      ? html`<p>No screening has a date by what is recorded.</p>`
      : html`<table class="stack"><thead><tr><th scope="col">What</th><th scope="col">State</th><th scope="col">When</th><th scope="col">Why</th><th scope="col">Says who</th></tr></thead><tbody>${items.map(
          (i) => {
            const say = spokenItem(i, 'clinician', english)
            const topic = lineTopic(i)
            const why = ownReasons(i, 'clinician').map((r) => sayReason(r, 'clinician', english))
            return html`<tr><th scope="row">${lineTitle(i, 'clinician')}${topic !== undefined && html` <span class="soft">(${topic})</span>`}</th><td>${i.state === 'overdue' || i.state === 'follow-up' ? signed('act', say.stateWords) : say.stateWords}</td><td data-of="When">${whenText(i)}</td><td data-of="Why">${clip(why.join(' '), 160)}</td><td data-of="Says who">${say.source}</td></tr>`
          },
        )}</tbody></table>`
  }${unknown.length > 0 && html`<p>${signed('notKnown')}: ${unknown.map((i) => lineTitle(i, 'clinician')).join(', ')}.</p>`}`
}

/** Early detection in short: what the leading model of every outcome says, which criteria the family meets, which screening is due. Nothing where it was not assessed. */
export const earlySection = (document: ReportDocument): Markup | undefined => {
  const { early } = document
  if (early === undefined) return undefined
  return html`<section aria-labelledby="early"><h2 id="early">Early detection</h2><h3>Screening</h3>${screeningTable(early)}<h3>Risks</h3>${riskTable(early)}<h3>Family</h3>${familyPart(early)}<details class="row"><summary><span class="what">What this part cannot see</span></summary><div><ul>${early.limits.flatMap((l) => l.limits.map((text) => html`<li>${l.module}: ${text}</li>`))}</ul></div></details></section>`
}
