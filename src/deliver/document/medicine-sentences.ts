import type { MatchedAdvice, MedicineFinding } from '../../clinical/pharmacogenomics/index.ts'
import type { Branch } from '../../shared/action.ts'
import { branchClass } from '../../shared/action-class.ts'
import type { Reason } from '../../shared/recommendation.ts'
import { type Audience, capital, sentence } from '../../shared/wording/catalogue.ts'
import { type Language, sayReason, stepsOf, titleOf } from '../../shared/wording/render.ts'
import type { Spoken } from '../report/document.ts'
import { underCondition } from './title-condition.ts'

type Speech = Spoken['clinician']
type Judged = MatchedAdvice['branches'][number]
type Leading = { readonly advice: MatchedAdvice; readonly chosen: Judged }

/** Several reasons for treatment that the record does not show are one question. */
const asOneQuestion = (reasons: readonly Reason[]): readonly Reason[] => {
  const open = reasons.filter((r) => r.code === 'indication-not-recorded')
  const indication = [...new Set(open.map((r) => r.with['indication'] ?? ''))].join(', ')
  return reasons.flatMap((r) =>
    r.code !== 'indication-not-recorded' ? [r] : r === open[0] ? [{ ...r, with: { indication } }] : [],
  )
}

/** Reasons as sentences, each once; of two questions that answer each other only the first is asked. */
export const sayReasons = (reasons: readonly Reason[], audience: Audience, language: Language): string => {
  const asked = reasons.filter(
    (r) =>
      r.with['circumstance'] !== 'premenopausal' || !reasons.some((o) => o.with['circumstance'] === 'postmenopausal'),
  )
  const lines = asOneQuestion(asked).map((r) => sentence(sayReason(r, audience, language)))
  return lines.filter((l, i) => lines.indexOf(l) === i).join(' ')
}

const usualUse: Branch = { first: [{ do: 'standard', firm: 'do' }] }

/** The usual dose, without the word that the genes give no reason to change it. */
const withoutReassurance = (branch: Branch): Branch => ({
  ...branch,
  first: branch.first.map((a) =>
    a.do === 'standard' && a.firm === 'do' ? { do: 'doseFactor', firm: 'do', of: 'usual', factor: [1, 1] } : a,
  ),
})

const isGeneral = ({ when }: Branch): boolean =>
  when === undefined || when.otherwise === true || Object.keys(when).every((k) => k === 'notIndications')

const leadingOf = (finding: MedicineFinding): Leading | undefined => {
  const advice = finding.leading === undefined ? undefined : finding.advice[finding.leading.advice]
  const chosen = advice?.branches[finding.leading?.branch ?? 0]
  return advice === undefined || chosen === undefined ? undefined : { advice, chosen }
}

const asksForChange = (b: Judged): boolean => ['avoid', 'change'].includes(branchClass(b.branch))

/**
 * Whether it matters that the leading advice may not be meant for this person: the same source says something else, or nothing at all, to a case
 * that is not excluded either.
 */
const hangsOnCase = ({ advice, chosen }: Leading, finding: MedicineFinding): boolean => {
  if (advice.applies === 'yes' && chosen.applies === 'yes') return false
  const cls = branchClass(chosen.branch)
  const text = JSON.stringify(chosen.branch.first)
  const others = finding.advice
    .filter((a) => a.record.source === advice.record.source && a.applies !== 'no')
    .flatMap((a) => a.branches.filter((b) => b !== chosen && b.applies !== 'no'))
  return (
    others.length === 0 ||
    others.some((b) => branchClass(b.branch) !== cls || (cls !== 'standard' && JSON.stringify(b.branch.first) !== text))
  )
}

const joined = (phrases: readonly string[]): string =>
  phrases
    .filter((p, i, all) => p !== '' && !all.some((o, j) => j !== i && o.includes(p) && (o !== p || j < i)))
    .join(', ')

/** Whom the leading advice is for, as far as that is not certain of this person. */
const conditionOf = (lead: Leading, finding: MedicineFinding, language: Language): string => {
  const unsure = finding.becauseOf.find((r) => r.code === 'candidates-differ')?.with
  const effect = finding.becauseOf.find((r) => r.code.startsWith('gene-effect') && r.with['gene'] === unsure?.['gene'])
  const gene = unsure?.['gene']
  const result = effect?.with['diplotype']
  const oneOf =
    gene !== undefined && result !== undefined && result !== unsure?.['candidates'] ? language.ifGene(gene, result) : ''
  const cases = hangsOnCase(lead, finding)
    ? [
        lead.advice.applies === 'unknown' ? language.population(lead.advice.record.when) : '',
        lead.chosen.applies === 'unknown' && !isGeneral(lead.chosen.branch)
          ? language.population(lead.chosen.branch.when)
          : '',
      ]
    : []
  return joined([oneOf, ...cases])
}

/** Steps of the other cases of the same advice: plainly where they are meant for this person too, else under their condition. */
const otherCases = (lead: Leading, drug: string, audience: Audience, language: Language): readonly string[] =>
  lead.advice.branches
    .filter((b) => b !== lead.chosen && b.applies !== 'no')
    .flatMap((b): readonly string[] => {
      const steps = stepsOf(b.branch, drug, audience, language)
      if (b.applies === 'yes') return steps
      const when = capital(language.population(b.branch.when) || language.or)
      return [sentence(`${when}: ${steps.join(' ')}`)]
    })

/** What certain advice by other genes asks for besides. */
const byOtherGenes = (
  lead: Leading,
  finding: MedicineFinding,
  audience: Audience,
  language: Language,
): readonly string[] => {
  const told = new Set(Object.keys(lead.advice.key))
  return finding.advice.flatMap((a) => {
    const genes = Object.keys(a.key)
    const branch = a.applies === 'yes' ? a.branches.find((b) => b.applies === 'yes' && asksForChange(b)) : undefined
    if (branch === undefined || genes.some((g) => told.has(g))) return []
    for (const g of genes) told.add(g)
    return [
      sentence(
        capital(language.byGene(genes, stepsOf(branch.branch, finding.drug.name, audience, language).join(' '))),
      ),
    ]
  })
}

/** What the same source says for the other results that the data fit too. */
const byOtherReadings = (
  lead: Leading,
  finding: MedicineFinding,
  audience: Audience,
  language: Language,
): readonly string[] => {
  const gene = finding.becauseOf.find((r) => r.code === 'candidates-differ')?.with['gene']
  const own = gene === undefined ? undefined : lead.advice.key[gene]
  if (gene === undefined || own === undefined) return []
  return finding.advice.flatMap((a) => {
    const key = a.key[gene]
    const branch = a.applies === 'no' ? undefined : a.branches.find((b) => b.applies !== 'no')
    const same = a.record.source === lead.advice.record.source && a.record.population === lead.advice.record.population
    if (branch === undefined || key === undefined || key === own || !same) return []
    const steps = stepsOf(withoutReassurance(branch.branch), finding.drug.name, audience, language).join(' ')
    return [sentence(`${capital(language.ifGene(gene, key))}: ${steps}`)]
  })
}

/** A usual dose that asks for caution all the same: why, in the title, and what the other source says, among the steps. */
const usualBut = (lead: Leading, finding: MedicineFinding, audience: Audience, language: Language): Speech => {
  const drug = finding.drug.name
  const held = finding.becauseOf.find((r) => r.code === 'only-while-taken')
  const other = finding.advice
    .filter((a) => a !== lead.advice && a.applies !== 'no')
    .flatMap((a) => a.branches.flatMap((b) => (b.applies !== 'no' && asksForChange(b) ? [{ a, b }] : [])))[0]
  const because = held !== undefined ? 'while-taken' : other !== undefined ? 'sources-differ' : 'caution'
  const source = other?.a.record.document ?? ''
  return {
    title: language.usualBut(drug, because, { by: held?.with['by'] ?? '', source }, audience),
    why: '',
    steps: [
      ...stepsOf(withoutReassurance(lead.chosen.branch), drug, audience, language),
      ...otherCases(lead, drug, audience, language),
      ...(other === undefined || audience === 'patient'
        ? []
        : [sentence(language.bySource(source, stepsOf(other.b.branch, drug, audience, language).join(' ')))]),
    ],
  }
}

const openCodes = [
  'gene-not-tested',
  'gene-not-called',
  'gene-thinly-covered',
  'gene-partly-covered',
  'gene-indeterminate',
]

const notKnown = (finding: MedicineFinding, audience: Audience, language: Language): Speech => {
  const drug = finding.drug.name
  const open = finding.becauseOf.filter((r) => openCodes.includes(r.code)).map((r) => r.with['gene'] ?? '')
  const genes = [...new Set(open)]
  return {
    title:
      finding.verdict !== 'noQuestion' && genes.length === 0 && finding.genes.length > 0
        ? language.noAdviceFor(drug, finding.genes, audience)
        : language.withoutAdvice(finding.verdict, drug, genes.length > 0 ? genes : finding.genes, audience),
    why: sayReasons(finding.becauseOf, audience, language),
    steps: [],
  }
}

const spokenFor = (finding: MedicineFinding, audience: Audience, language: Language): Speech => {
  const drug = finding.drug.name
  const onList = finding.onList !== undefined
  const lead = leadingOf(finding)
  const cls = lead === undefined ? undefined : branchClass(lead.chosen.branch)
  const clash = finding.interactions.find((i) => i.severity === 'avoid')
  if (clash !== undefined && (cls === undefined || cls === 'none' || cls === 'standard')) {
    const clashes = finding.interactions.map(
      (i): Reason => ({ code: 'interacts', with: { drug, other: i.with.name, effect: i.effect }, basis: [i.basis] }),
    )
    return {
      title: language.interaction(drug, clash.with.name, clash.effect, audience),
      why: sayReasons(clashes, audience, language),
      steps: [],
    }
  }
  if (finding.verdict === 'fine' && lead === undefined)
    return {
      title: titleOf(usualUse, drug, onList, audience, language),
      why: sayReasons(finding.becauseOf, audience, language),
      steps: [],
    }
  if (finding.verdict === 'noQuestion' || finding.verdict === 'notKnown' || lead === undefined)
    return notKnown(finding, audience, language)

  const hangs = hangsOnCase(lead, finding)
  const questions = hangs ? [...unless(lead.advice), ...unless(lead.chosen)] : []
  const why = sayReasons([...finding.becauseOf, ...questions], audience, language)
  if (finding.verdict === 'caution' && cls === 'standard' && lead.chosen.branch.first.every((a) => a.firm === 'do'))
    return { ...usualBut(lead, finding, audience, language), why }

  const condition = conditionOf(lead, finding, language)
  const group = joined([
    language.population(lead.advice.record.when),
    lead.chosen.branch.when?.otherwise === true ? '' : language.population(lead.chosen.branch.when),
  ])
  const told = group === '' || audience === 'patient' || condition.includes(group) || (!hangs && cls === 'standard')
  return {
    title: underCondition(condition, titleOf(lead.chosen.branch, drug, onList, audience, language), drug, language),
    why: told ? why : `${why} ${sentence(capital(language.advisedFor(group)))}`.trim(),
    steps: [
      ...stepsOf(lead.chosen.branch, drug, audience, language),
      ...(audience === 'patient'
        ? []
        : [
            ...otherCases(lead, drug, audience, language),
            ...byOtherGenes(lead, finding, audience, language),
            ...byOtherReadings(lead, finding, audience, language),
          ]),
    ].filter((s, i, all) => all.indexOf(s) === i),
  }
}

const unless = (of: { readonly applies: string; readonly because: readonly Reason[] }): readonly Reason[] =>
  of.applies === 'unknown' ? of.because : []

/** A medicine in words for both readers: what to do, why, and every coded step. */
export const sayMedicine = (finding: MedicineFinding, language: Language): Spoken => ({
  clinician: spokenFor(finding, 'clinician', language),
  patient: spokenFor(finding, 'patient', language),
})
