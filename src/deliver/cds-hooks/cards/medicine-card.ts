import { branchClass } from '../../../shared/action-class.ts'
import type { Evidence } from '../../../shared/evidence.ts'
import type { MedicineCard, SpokenRecommendation } from '../../report/document.ts'
import { summaryLimit } from '../messages/index.ts'
import type { Card, CardLink, CardSuggestion, Indicator } from './card.ts'
import { bullets, paragraphs, plain } from './markdown.ts'
import { overrideReasons } from './override-reasons.ts'
import { type DraftOrder, noted, removable, replacement, type SuggestionParts, testOrder } from './suggestions.ts'

/** What cards are made with. `page`: address of the web application; `person`: whose page there, where the patient is known. */
export type CardParts = SuggestionParts & {
  readonly page: string
  readonly person?: string
  readonly smartLaunch?: string
  readonly knowledge: string
}

/** A card and the recommendation that it came from. */
export type MadeCard = { readonly card: Card; readonly recommendation: string }

/** A missing test that decides the medicine, in words. */
export type MissingTest = { readonly gene: string; readonly test: string; readonly title: string }

export type CardSubject = {
  readonly medicine: MedicineCard
  readonly recommendation: SpokenRecommendation
  /** The draft orders of this medicine; none where the card is not about an order. */
  readonly orders: readonly DraftOrder[]
  /** The ordered medicine that brings the matter up, where it is another one. */
  readonly broughtUpBy?: string
  readonly missing: readonly MissingTest[]
  /** The order is of a product with other ingredients too: another medicine for one of them is no replacement of it. */
  readonly combined?: boolean
}

const mostReplacements = 5

const leading = (m: MedicineCard) => {
  const advice = m.leading === undefined ? undefined : m.advice[m.leading.advice]
  return { evidence: advice?.evidence, branch: advice?.branches[m.leading?.branch ?? 0]?.branch }
}

/** Critical only where advice of a strong grade says not to use the medicine; a medicine on which advice is weak or not graded never interrupts. */
export const indicatorOf = (m: MedicineCard): Indicator => {
  const { evidence, branch } = leading(m)
  const cls = branch === undefined ? 'none' : branchClass(branch)
  if (m.verdict === 'act') return evidence?.rung === 'strong' && cls === 'avoid' ? 'critical' : 'warning'
  if (m.interactions.some((i) => i.severity === 'avoid')) return 'warning'
  const graded = evidence?.rung === 'strong' || evidence?.rung === 'moderate'
  return m.verdict === 'caution' && graded && (cls === 'avoid' || cls === 'change') ? 'warning' : 'info'
}

/** The text cut at a word where it is too long for a summary. */
export const summaryOf = (text: string): string => {
  const characters = Array.from(text.replace(/[\s\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu, ' ').trim())
  if (characters.length < summaryLimit) return characters.join('')
  const cut = characters.slice(0, summaryLimit - 2).join('')
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 60)).replace(/[,;:.\s]+$/, '')}…`
}

const addressOf = (evidence: Evidence | undefined): string | undefined => {
  const guideline = evidence?.citations.find((c) => c.kind === 'guideline' && /^PA\d+$/.test(c.id))
  if (guideline !== undefined) return `https://www.clinpgx.org/guidelineAnnotation/${guideline.id}`
  const paper = evidence?.citations.find((c) => c.kind === 'pmid' && /^\d+$/.test(c.id))
  return paper === undefined ? undefined : `https://pubmed.ncbi.nlm.nih.gov/${paper.id}/`
}

const topic = { system: 'urn:attune:topic', code: 'pharmacogenomics', display: 'Pharmacogenomics' }

const sourceOf = (evidence: Evidence | undefined): Card['source'] => {
  const url = evidence?.source.startsWith('FDA') ? undefined : addressOf(evidence)
  return { label: evidence?.source ?? 'Attune', ...(url === undefined ? {} : { url }), topic }
}

export const linksOf = (drug: string, uuid: string, parts: CardParts): readonly CardLink[] => {
  if (parts.person === undefined) return []
  const place = `people/${encodeURIComponent(parts.person)}/medicines/${encodeURIComponent(drug)}`
  return [
    { label: 'Open in Attune', url: `${parts.page}/${place}?card=${uuid}`, type: 'absolute' },
    ...(parts.smartLaunch === undefined
      ? []
      : [
          {
            label: 'Open in Attune as a SMART app',
            url: parts.smartLaunch,
            type: 'smart' as const,
            appContext: JSON.stringify({ card: uuid, medicine: drug }),
          },
        ]),
  ]
}

const gradesOf = (m: MedicineCard): readonly string[] => [
  ...new Set(m.advice.filter((a) => a.applies !== 'no').map((a) => plain(`${a.evidence.source}: ${a.evidence.grade}`))),
]

const fitting = (m: MedicineCard, fit: 'fits' | 'caution' | 'unsuitable'): readonly string[] =>
  m.alternatives.filter((a) => a.fit === fit).map((a) => a.drug.name)

const named = (label: string, names: readonly string[]): readonly string[] =>
  names.length === 0 ? [] : [`${label}: ${names.map(plain).join(', ')}`]

const detailOf = (subject: CardSubject, parts: CardParts): string => {
  const { medicine, recommendation, broughtUpBy } = subject
  const { why, steps, title } = recommendation.say.clinician
  return paragraphs(
    summaryOf(title) === title ? '' : plain(title),
    broughtUpBy === undefined ? '' : plain(`This would hold once ${broughtUpBy} is taken.`),
    plain(why),
    bullets(steps.map(plain)),
    bullets([
      ...named('Alternatives that fit this person', fitting(medicine, 'fits')),
      ...named('Alternatives with caution', fitting(medicine, 'caution')),
      ...named('Alternatives that do not fit', fitting(medicine, 'unsuitable')),
    ]),
    bullets(gradesOf(medicine)),
    plain(`Knowledge: ${parts.knowledge}`),
  )
}

const suggestionsOf = (subject: CardSubject, parts: CardParts): readonly CardSuggestion[] => {
  const { medicine, recommendation, orders } = subject
  const name = medicine.drug.name
  const tests = subject.missing.map((t) => testOrder(t.gene, t.test, t.title, parts))
  if (orders.length === 0) return tests
  const replaceable = removable(orders) && !subject.combined
  const wanted = recommendation.intent === 'avoid' || recommendation.intent === 'choose'
  const fits = wanted && replaceable ? fitting(medicine, 'fits') : []
  const replacements = fits.slice(0, mostReplacements).map((other) => replacement(other, name, orders, parts))
  const changes =
    recommendation.intent === 'adjustDose'
      ? noted(
          `Note the advice on the order of ${name}`,
          `Attune: ${[recommendation.say.clinician.title, ...recommendation.say.clinician.steps].join(' ')}`,
          orders,
          parts,
        )
      : []
  return [...replacements, ...changes, ...tests]
}

const assembled = (
  base: Pick<Card, 'uuid' | 'summary' | 'indicator' | 'source' | 'detail'>,
  suggestions: readonly CardSuggestion[],
  links: readonly CardLink[],
  behavior: 'at-most-one' | 'any',
): Card => ({
  ...base,
  ...(suggestions.length > 0 ? { suggestions, selectionBehavior: behavior } : {}),
  overrideReasons,
  ...(links.length > 0 ? { links } : {}),
})

/** The one card about a medicine. */
export const medicineCard = (subject: CardSubject, parts: CardParts): MadeCard => {
  const { medicine, recommendation } = subject
  const uuid = parts.newId()
  const suggestions = suggestionsOf(subject, parts)
  const replaces = suggestions.some((s) => s.actions?.some((a) => a.type === 'delete'))
  const { evidence } = leading(medicine)
  const card = assembled(
    {
      uuid,
      summary: summaryOf(recommendation.say.clinician.title),
      indicator: indicatorOf(medicine),
      source: sourceOf(evidence),
      detail: detailOf(subject, parts),
    },
    suggestions,
    linksOf(medicine.drug.name, uuid, parts),
    replaces ? 'at-most-one' : 'any',
  )
  return { card, recommendation: recommendation.id }
}

/** A card about a medicine whose effect is not known: the test that would tell. */
export const testCard = (
  medicine: MedicineCard,
  recommendation: SpokenRecommendation,
  missing: readonly MissingTest[],
  parts: CardParts,
): MadeCard => {
  const uuid = parts.newId()
  const genes = missing.map((t) => t.gene).join(', ')
  const { why } = recommendation.say.clinician
  const card = assembled(
    {
      uuid,
      summary: summaryOf(`Before ${medicine.drug.name}: ${genes} is not known, and its result could change the choice`),
      indicator: 'info',
      source: sourceOf(medicine.advice[0]?.evidence),
      detail: paragraphs(
        plain(why),
        bullets(missing.map((t) => plain(t.title))),
        plain(`Knowledge: ${parts.knowledge}`),
      ),
    },
    missing.map((t) => testOrder(t.gene, t.test, t.title, parts)),
    linksOf(medicine.drug.name, uuid, parts),
    'any',
  )
  return { card, recommendation: recommendation.id }
}
