import type { ModelFinding, Narrowing, RiskFinding } from '../../../src/clinical/risk/index.ts'
import { socialCategories } from '../../../src/clinical/risk/recommend.ts'
import type { IntegratedOutcome } from '../../../src/deliver/report/early-detection.ts'
import type { Assessment, AssessmentState } from '../../../src/shared/assessment.ts'
import type { AbsoluteRisk, Outcome } from '../../../src/shared/disease-risk.ts'
import type { RiskGroup } from '../../../src/shared/wording/en-risks.ts'

/** A model of one person with the state of its assessment. */
export type JudgedModel = ModelFinding & { readonly state: AssessmentState }

/** One line of the page: what is asked, the model that speaks first, and the others that answer the same. */
export type RiskTopic = {
  readonly id: string
  readonly group: RiskGroup
  readonly title: string
  /** The outcome the line tells; absent where the model gives points or a measure. */
  readonly outcome?: Outcome
  readonly lead: JudgedModel
  readonly others: readonly JudgedModel[]
}

type Topic = { readonly id: string; readonly group: RiskGroup; readonly title: string }

const cardiovascular: Topic = { id: 'cardiovascular', group: 'heart', title: 'Heart attack and stroke' }
const clots: Topic = { id: 'thromboembolism', group: 'heart', title: 'Stroke in atrial fibrillation' }
const bleeding: Topic = { id: 'major-bleeding', group: 'heart', title: 'Bleeding on anticoagulation' }
const chestPain: Topic = { id: 'chest-pain', group: 'heart', title: 'Chest pain now' }
const kidneyFailure: Topic = { id: 'kidney-failure', group: 'kidney', title: 'Kidney failure' }
const filtration: Topic = { id: 'filtration', group: 'kidney', title: 'Filtration rate' }
const fibrosis: Topic = { id: 'liver-fibrosis', group: 'liver', title: 'Liver fibrosis' }
const liverFailure: Topic = { id: 'liver-failure', group: 'liver', title: 'Severity of liver disease' }
const diabetes: Topic = { id: 'type-2-diabetes', group: 'diabetes', title: 'Type 2 diabetes' }
const acute: Topic = { id: 'deterioration', group: 'lungs', title: 'Acute deterioration' }
const biologicalAge: Topic = { id: 'biological-age', group: 'other', title: 'Biological age' }

/** Models of points and measures by what they are about. */
const byModel: Readonly<Record<string, Topic>> = {
  'cha2ds2-vasc': clots,
  'cha2ds2-va': clots,
  'has-bled': bleeding,
  heart: chestPain,
  'ckd-epi-creatinine-2021': filtration,
  'ckd-epi-cystatin-2012': filtration,
  'ckd-epi-creatinine-cystatin-2021': filtration,
  'fib-4': fibrosis,
  'nafld-fibrosis-score': fibrosis,
  'meld-3.0': liverFailure,
  'meld-na-2016': liverFailure,
  'ada-risk-test': diabetes,
  news2: acute,
  phenoage: biologicalAge,
}

const cancer = (outcome: Outcome, title: string): Topic => ({ id: outcome, group: 'cancer', title })

const byOutcome: Readonly<Partial<Record<Outcome, Topic>>> = {
  'total-cvd': cardiovascular,
  ascvd: cardiovascular,
  'coronary-heart-disease': cardiovascular,
  stroke: cardiovascular,
  'heart-failure': cardiovascular,
  'atrial-fibrillation': { id: 'atrial-fibrillation', group: 'heart', title: 'Atrial fibrillation' },
  thromboembolism: clots,
  'major-bleeding': bleeding,
  'major-adverse-cardiac-event': chestPain,
  'kidney-failure': kidneyFailure,
  'type-2-diabetes': diabetes,
  'advanced-liver-fibrosis': fibrosis,
  'breast-cancer': cancer('breast-cancer', 'Breast cancer'),
  'ovarian-cancer': cancer('ovarian-cancer', 'Ovarian cancer'),
  'endometrial-cancer': cancer('endometrial-cancer', 'Endometrial cancer'),
  'prostate-cancer': cancer('prostate-cancer', 'Prostate cancer'),
  'pancreatic-cancer': cancer('pancreatic-cancer', 'Pancreatic cancer'),
  'colorectal-cancer': cancer('colorectal-cancer', 'Colorectal cancer'),
  'lung-cancer': cancer('lung-cancer', 'Lung cancer'),
  death: biologicalAge,
}

const topicOf = ({ model }: ModelFinding): Topic => {
  const [first] = model.outcomes
  return (
    byModel[model.id] ??
    (first === undefined ? undefined : byOutcome[first.outcome]) ?? { id: model.id, group: 'other', title: model.title }
  )
}

const topicOrder = [
  cardiovascular,
  clots,
  bleeding,
  chestPain,
  kidneyFailure,
  filtration,
  fibrosis,
  liverFailure,
  byOutcome['breast-cancer'],
  byOutcome['lung-cancer'],
  diabetes,
  acute,
  biologicalAge,
].flatMap((t) => t?.id ?? [])

const groupOrder: readonly RiskGroup[] = ['heart', 'kidney', 'liver', 'cancer', 'diabetes', 'lungs', 'other']

/** Assessments of models; of a person who died none has a finding. */
export const judgedModels = (assessments: readonly Assessment<RiskFinding>[]): readonly JudgedModel[] =>
  assessments.flatMap((a) => (a.finding?.kind === 'model' ? [{ ...a.finding, state: a.state }] : []))

const speaks = (f: JudgedModel): boolean => f.risks.length > 0 || f.scores.length > 0
/** A figure before bounds, bounds before nothing; among alike the order of the engine, which has the one that leads first. */
const weight = (f: JudgedModel): number =>
  f.fit === 'leads' ? 0 : (f.fit === 'elsewhere' ? 4 : 0) + (speaks(f) ? 1 : f.missing?.state === 'bounds' ? 2 : 3)

/** Models that are for the person by what they are about, in the order of the page. */
export const riskTopics = (models: readonly JudgedModel[]): readonly RiskTopic[] => {
  const groups = Map.groupBy(
    models.filter((f) => f.state !== 'notApplicable'),
    (f) => topicOf(f).id,
  )
  return [...groups.values()]
    .flatMap((found): readonly RiskTopic[] => {
      const [lead, ...others] = found.toSorted((a, b) => weight(a) - weight(b))
      if (lead === undefined) return []
      const outcome = lead.model.outcomes[0]?.outcome
      const tells = lead.model.kind !== 'measure' && (lead.model.kind === 'risk' || lead.risks.length > 0)
      return [{ ...topicOf(lead), ...(tells && outcome !== undefined ? { outcome } : {}), lead, others }]
    })
    .toSorted(
      (a, b) =>
        groupOrder.indexOf(a.group) - groupOrder.indexOf(b.group) ||
        topicOrder.indexOf(a.id) - topicOrder.indexOf(b.id) ||
        (a.id < b.id ? -1 : 1),
    )
}

/** Models that are not for the person. */
export const notForPerson = (models: readonly JudgedModel[]): readonly JudgedModel[] =>
  models.filter((f) => f.state === 'notApplicable')

const reach = (r: AbsoluteRisk): number => ('years' in r.horizon ? r.horizon.years : 1000)

/** Risks of the line's outcome, the nearest horizon first. */
export const risksOfTopic = ({ lead, outcome }: RiskTopic): readonly AbsoluteRisk[] =>
  lead.risks.filter((r) => r.outcome === outcome).toSorted((a, b) => reach(a) - reach(b))

/** Bounds of the line's outcome, the nearest horizon first. */
export const boundsOfTopic = ({
  lead,
  outcome,
}: RiskTopic): readonly { readonly years: number; readonly range: readonly [number, number] }[] =>
  lead.missing?.state !== 'bounds'
    ? []
    : lead.missing.bounds
        .flatMap((b) => ('score' in b.of || b.of.outcome !== outcome ? [] : [{ years: b.of.years, range: b.range }]))
        .toSorted((a, b) => a.years - b.years)

/** Missing inputs by how much each would narrow the bounds, narrowest first; race and standing in society are nothing to measure. */
export const narrowingsOf = ({ missing }: JudgedModel): readonly Narrowing[] =>
  missing?.state === 'bounds'
    ? missing.narrows.filter((n) => !socialCategories.has(n.input) && n.expectedWidth < missing.width)
    : []

/** What several fields of medicine say of the line together, where genes, score or family add to the model. */
export const togetherOf = (
  { outcome }: Pick<RiskTopic, 'outcome'>,
  integrated: readonly IntegratedOutcome[],
): IntegratedOutcome | undefined =>
  integrated.find(
    (i) =>
      i.outcome === outcome &&
      i.answer.risks.length > 0 &&
      i.parts.some((p) => p.part === 'genes' || p.part === 'score' || p.part === 'family'),
  )

/** Bounds wider than this, in probability, say no more than that it is not known. House rule. */
const widest = 0.5

export const saysSomething = ([low, high]: readonly [number, number]): boolean => high - low <= widest
