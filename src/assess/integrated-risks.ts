import { type FamilyTables, geneHazards } from '../clinical/family/index.ts'
import type { PolygenicFinding } from '../clinical/polygenic/index.ts'
import {
  type FilledInput,
  type InputId,
  knownValues,
  type ModelFinding,
  type ModelRemark,
  type RiskFinding,
  type RiskModel,
} from '../clinical/risk/index.ts'
import {
  type AgeRates,
  bcratPartOf,
  type BcratTable,
  cumulativeRisk,
  fromBands,
  type GenePenetrance,
  integrate,
  type IntegratedQuestion,
  rateAt,
} from '../clinical/risk/integrated/index.ts'
import type { IntegratedOutcome } from '../deliver/report/early-detection.ts'
import type { PatientView } from '../record/index.ts'
import type { Assessment } from '../shared/assessment.ts'
import type { CarrierStanding, FamilyStanding, Horizon, Outcome, PolygenicStanding } from '../shared/disease-risk.ts'

/** What the fields of medicine know of one person, for the risks that need several of them. */
export type KnownOfPerson = {
  readonly view: PatientView
  readonly risks: readonly Assessment<RiskFinding>[]
  readonly inputs: ReadonlyMap<InputId, FilledInput>
  readonly polygenic: readonly Assessment<PolygenicFinding>[]
  readonly carriers: readonly CarrierStanding[]
  readonly family: readonly FamilyStanding[]
  /** Whether the breasts are there and free of cancer, as far as the record says. */
  readonly breastCancerAhead: boolean
}

type Tables = { readonly family: FamilyTables; readonly bcrat: BcratTable | undefined }

const standingsOf = (polygenic: KnownOfPerson['polygenic']): readonly PolygenicStanding[] =>
  polygenic.flatMap((a) => (a.state === 'finding' && a.finding.standing !== undefined ? [a.finding.standing] : []))

/** What of a score's part is held without having been checked against its publication. */
const unverifiedOf = (score: PolygenicStanding | undefined): readonly string[] =>
  score?.effect?.unverified === true ? [`${score.score}: ${score.effect.source}`] : []

const averageOf = (
  { incidence, otherDeath }: NonNullable<IntegratedQuestion['population']>,
  age: number,
  horizon: Horizon,
): number =>
  cumulativeRisk(
    (a) => rateAt(incidence, a),
    (a) => rateAt(otherDeath, a),
    age,
    'years' in horizon ? age + horizon.years : horizon.toAge,
  )

/** Lifetime as screening guidelines for breasts mean it, and the share from which magnetic resonance imaging is advised. @source Saslow 2007, doi 10.3322/canjclin.57.2.75 (20 to 25 %); the age is ours */
const lifetime = { toAge: 80 }
const breastThreshold = 0.2

/** Ages from which on, and until which, the rates reach ten years ahead. */
const breastAges = [20, 79] as const

/** Women whom neither the tool nor population rates are for: their risk is far above both. */
const farAbove: readonly InputId[] = ['priorBreastCancer', 'chestRadiotherapy']

const modelOf = (risks: KnownOfPerson['risks'], id: string): ModelFinding | undefined =>
  risks.flatMap((a) =>
    'finding' in a && a.finding?.kind === 'model' && a.finding.model.id === id ? [a.finding] : [],
  )[0]

const penetranceOf = (tables: Tables, incidence: AgeRates): readonly GenePenetrance[] =>
  geneHazards(tables.family.groups(), 'breast-cancer', 'female').map((g) => ({
    gene: g.gene,
    carrierFrequency: g.carrierFrequency,
    hazard: {
      from: incidence.from,
      rates: incidence.rates.map((rate, i) => g.rates[incidence.from + i] || rate),
      source: tables.family.carriers.release,
    },
    source: tables.family.carriers.release,
    ...(g.unverified ? { unverified: true as const } : {}),
  }))

const breast = (known: KnownOfPerson, tables: Tables): readonly IntegratedOutcome[] => {
  const { view, carriers, family, polygenic } = known
  const { bcrat } = tables
  const age = view.age
  const sex = view.birthSex ?? view.sex
  if (bcrat === undefined || age === undefined || sex !== 'female' || !known.breastCancerAhead) return []
  if (age < breastAges[0] || age > breastAges[1]) return []
  const values = knownValues(known.inputs)
  if (farAbove.some((id) => values[id] === true)) return []
  const penetrant = carriers.some((c) => c.state === 'positive')
  if (values['highRiskBreastGene'] === true && !penetrant) return []
  const people = String(values['bcratPopulation'] ?? 'other')
  const tool = modelOf(known.risks, 'bcrat')
  const clinical = tool === undefined || tool.fit === 'no' ? undefined : bcratPartOf(bcrat, values)
  const source = `NCI BCRA 2.1.2, ${people}`
  const population = clinical?.population ?? {
    incidence: fromBands(20, 5, bcrat.incidence[people] ?? [], source),
    otherDeath: fromBands(20, 5, bcrat.otherDeath[people] ?? [], source),
  }
  const score = standingsOf(polygenic).find((s) => s.outcome === 'breast-cancer')
  const ofFamily = family.find((f) => f.outcome === 'breast-cancer')
  const penetrance = carriers.length === 0 ? [] : penetranceOf(tables, population.incidence)
  const genes = penetrance.length === 0 ? undefined : { standings: carriers, penetrance }
  if (clinical === undefined && genes === undefined && score === undefined) return []
  const question: IntegratedQuestion = {
    outcome: 'breast-cancer',
    age,
    horizons: [{ years: 10 }, ...(age < lifetime.toAge ? [lifetime] : [])],
    population,
    thresholds: [breastThreshold],
    ...(clinical === undefined ? {} : { clinical: clinical.clinical }),
    ...(score === undefined ? {} : { polygenic: score }),
    ...(ofFamily === undefined ? {} : { family: ofFamily }),
    ...(genes === undefined ? {} : { genes }),
  }
  const integrated = integrate(question)
  const borrowed: readonly ModelRemark[] =
    people === 'other' ? [{ code: 'rates-of-another-population', input: 'bcratPopulation' }] : []
  const answer = {
    ...integrated,
    risks: integrated.risks.map((r) => ({ ...r, remarks: [...r.remarks, ...borrowed] })),
  }
  return [
    {
      outcome: 'breast-cancer',
      parts: [
        { part: 'rates', source },
        ...(clinical === undefined ? [] : [{ part: 'model' as const, source: clinical.clinical.model }]),
        ...(genes === undefined ? [] : [{ part: 'genes' as const, source: tables.family.carriers.release }]),
        ...(score === undefined ? [] : [{ part: 'score' as const, source: score.score }]),
        ...(ofFamily?.known ? [{ part: 'family' as const, source: 'record' }] : []),
      ],
      answer,
      average: answer.risks.map((r) => averageOf(population, age, r.risk.horizon)),
      unverified: [
        ...penetrance.flatMap((p) => (p.unverified ? [`${p.gene}: ${p.source}`] : [])),
        ...unverifiedOf(score),
      ],
    },
  ]
}

/**
 * Ten-year risks from which the USPSTF has a statin weighed, and advised. They are of atherosclerotic disease, in the United States.
 * @source USPSTF 2022, doi 10.1001/jama.2022.13044
 */
const statinThresholds = [0.075, 0.1]

const thresholdsOf = (model: RiskModel, outcome: Outcome): readonly number[] =>
  outcome === 'ascvd' && model.population.regions?.includes('US') ? statinThresholds : []

/** The family beside a model that asks for it already: that it is known, without a ratio to be added once more. */
const notTwice = (family: FamilyStanding, model: RiskModel): FamilyStanding => {
  const { logRatio: _, ...rest } = family
  return model.inputs.some((i) => /^(family|parent|firstDegree)/.test(i.input)) ? rest : family
}

const speaking = (risks: KnownOfPerson['risks']): readonly ModelFinding[] =>
  risks.flatMap((a) =>
    a.state === 'finding' && a.finding.kind === 'model' && (a.finding.fit === 'leads' || a.finding.fit === 'applies')
      ? [a.finding]
      : [],
  )

/** A clinical model's risk with a polygenic score of the same outcome. */
const withScore = (known: KnownOfPerson, score: PolygenicStanding): readonly IntegratedOutcome[] => {
  const { outcome } = score
  const age = known.view.age
  if (outcome === undefined || outcome === 'breast-cancer' || age === undefined) return []
  const model = speaking(known.risks).find((f) => f.risks.some((r) => r.outcome === outcome))
  if (model === undefined) return []
  const risks = model.risks.filter((r) => r.outcome === outcome)
  const family = known.family.find((f) => f.outcome === outcome)
  return [
    {
      outcome,
      parts: [
        { part: 'model', source: model.model.id },
        { part: 'score', source: score.score },
      ],
      answer: integrate({
        outcome,
        age,
        horizons: risks.map((r) => r.horizon),
        clinical: { model: model.model.id, factors: model.model.inputs.map((i) => i.input), risks },
        polygenic: score,
        ...(family === undefined ? {} : { family: notTwice(family, model.model) }),
        thresholds: thresholdsOf(model.model, outcome),
      }),
      unverified: [...(model.model.unverified ? [model.model.id] : []), ...unverifiedOf(score)],
    },
  ]
}

/** Outcomes of which more than one field knows something: breast cancer from rates, questions, genes, score and family; others from a model and a score. None of somebody who died. */
export const integratedRisks = (known: KnownOfPerson, tables: Tables): readonly IntegratedOutcome[] =>
  known.view.deceased !== undefined
    ? []
    : [...breast(known, tables), ...standingsOf(known.polygenic).flatMap((s) => withScore(known, s))]
