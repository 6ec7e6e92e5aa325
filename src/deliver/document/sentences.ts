import type { GeneFinding, MedicineFinding } from '../../clinical/pharmacogenomics/index.ts'
import { branchClass } from '../../shared/action.ts'
import type { Reason, Recommendation } from '../../shared/recommendation.ts'
import { capital, sentence, type Audience } from '../../shared/wording/catalogue.ts'
import { type Language, sayReason, stepsOf, titleLength, titleOf } from '../../shared/wording/render.ts'
import type { GeneCard, Spoken } from '../report/document.ts'

const say = (reasons: readonly Reason[], audience: Audience, language: Language): string => {
  const lines = reasons.map((r) => sayReason(r, audience, language)).map(sentence)
  return lines.filter((l, i) => lines.indexOf(l) === i).join(' ')
}

/** A title that may not be meant for this person says first for whom it is, where that fits. */
const underCondition = (condition: string, title: string): string => {
  const text = `${capital(condition)}: ${title.slice(0, 1).toLowerCase()}${title.slice(1)}`
  return condition === '' || text.length > titleLength ? title : text
}

const medicineFor = (finding: MedicineFinding, audience: Audience, language: Language): Spoken['clinician'] => {
  const drug = finding.drug.name
  const lead = finding.leading === undefined ? undefined : finding.advice[finding.leading.advice]
  const chosen = lead === undefined || finding.leading === undefined ? undefined : lead.branches[finding.leading.branch]
  const why = say(
    [
      ...finding.becauseOf,
      ...(chosen?.applies === 'unknown' || lead?.applies === 'unknown'
        ? [...(lead?.because ?? []), ...(chosen?.because ?? [])]
        : []),
    ],
    audience,
    language,
  )
  const clash = finding.interactions.find((i) => i.severity === 'avoid')
  if (
    clash !== undefined &&
    (chosen === undefined || branchClass(chosen.branch) === 'none' || branchClass(chosen.branch) === 'standard')
  ) {
    const clashes = finding.interactions.map(
      (i): Reason => ({ code: 'interacts', with: { drug, other: i.with.name, effect: i.effect }, basis: [i.basis] }),
    )
    return {
      title: language.interaction(drug, clash.with.name, clash.effect, audience),
      why: say(clashes, audience, language),
      steps: [],
    }
  }
  if (finding.verdict === 'noQuestion' || finding.verdict === 'notKnown' || chosen === undefined) {
    return { title: language.withoutAdvice(finding.verdict, drug, finding.genes, audience), why, steps: [] }
  }
  const group = [
    language.population(lead?.record.when),
    chosen.branch.when?.otherwise === true ? '' : language.population(chosen.branch.when),
  ]
    .filter((p, i, all) => p !== '' && all.indexOf(p) === i)
    .join(', ')
  const special =
    chosen.applies === 'unknown' && chosen.branch.when?.otherwise !== true
      ? language.population(chosen.branch.when)
      : ''
  const others = (lead?.branches ?? []).filter((b) => b !== chosen && b.applies !== 'no')
  return {
    title: underCondition(special, titleOf(chosen.branch, drug, finding.onList !== undefined, audience, language)),
    why: group !== '' && audience === 'clinician' ? `${why} ${sentence(capital(language.advisedFor(group)))}` : why,
    steps: [
      ...stepsOf(chosen.branch, drug, audience, language),
      ...(audience === 'patient'
        ? []
        : others.flatMap((b) => [
            sentence(
              `${capital(language.population(b.branch.when) || language.or)}: ${stepsOf(b.branch, drug, audience, language).join(' ')}`,
            ),
          ])),
    ],
  }
}

/** A medicine in words for both readers: what to do, why, and every coded step. */
export const sayMedicine = (finding: MedicineFinding, language: Language): Spoken => ({
  clinician: medicineFor(finding, 'clinician', language),
  patient: medicineFor(finding, 'patient', language),
})

/** A test that is missing, in words for both readers. */
export const sayNeed = (recommendation: Recommendation, language: Language): Spoken => {
  const test = recommendation.id.split(':')[3] ?? ''
  const forReader = (audience: Audience): Spoken['clinician'] => ({
    title: capital(language.orderTest(recommendation.about.name, test, audience)),
    why: say(recommendation.because, audience, language),
    steps: [],
  })
  return { clinician: forReader('clinician'), patient: forReader('patient') }
}

/** A gene's result in words: what was found, what it means, and what to know about how it was looked at. */
export const sayGene = (finding: GeneFinding, language: Language): GeneCard['say'] => {
  const { result } = finding
  const shown = [...new Set(result.genetic.map((p) => p.shownAs))].join(' or ')
  const phenotypes = [...new Set(result.genetic.flatMap((p) => p.phenotypes))].filter((p) => p !== 'n/a')
  const tested = result.call.source !== 'none'
  return {
    result: tested ? shown : language.notTested(result.call.positions.some((p) => p.state === 'called')),
    meaning:
      tested && phenotypes.length === 0
        ? language.noPhenotype
        : tested
          ? capital(phenotypes.map((p) => language.phenotype(finding.gene, p).clinician).join(' or '))
          : '',
    caveats: result.call.messages.map((m) =>
      sentence(sayReason({ code: m.code, with: m.with }, 'clinician', language)),
    ),
  }
}
