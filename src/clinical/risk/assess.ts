import type { Manifest, Release } from '../../knowledge/release.ts'
import type { PatientView } from '../../record/index.ts'
import type { Assessment, DatumRef, Need, Question } from '../../shared/assessment.ts'
import type { Outcome } from '../../shared/disease-risk.ts'
import type { Evidence } from '../../shared/evidence.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Problem } from '../../shared/problem.ts'
import { chooseModels } from './choose-models.ts'
import { explainDifference, type Side } from './disagreement.ts'
import { type CompiledModel, evaluate, riskKnowledge } from './equations/index.ts'
import type { Disagreement, ModelFinding, RiskFinding } from './finding.ts'
import { type InputCatalogue, inputCatalogue } from './inputs/catalogue.ts'
import type { FiltrationRate } from './inputs/derived.ts'
import { type FilledInputs, fillInputs, knownValues } from './inputs/fill-inputs.ts'
import type { Values } from './missing-inputs.ts'
import type { FilledInput, InputId } from './model.ts'
import { type Detail, modelFinding } from './model-finding.ts'

/** Models and inputs, compiled once per set of releases. */
export type RiskTables = {
  readonly models: ReadonlyMap<string, CompiledModel>
  readonly catalogue: InputCatalogue
  readonly filtrationRate: FiltrationRate
  readonly manifests: readonly Manifest[]
}

/** What the module works on. `given`: what somebody stated besides the record. `only`: these models; all, when absent. */
export type RiskInput = {
  readonly view: PatientView
  readonly given: readonly FilledInput[]
  readonly only?: readonly string[]
  readonly detail: Detail
}

/** Throws ATTUNE_KNOWLEDGE_MISSING without a release `attune-risk`. */
export const compileRisk = (releases: readonly Release[]): RiskTables => {
  const { models } = riskKnowledge(releases)
  const equation = models.get('ckd-epi-creatinine-2021')
  return {
    models,
    catalogue: inputCatalogue(releases),
    filtrationRate: (age, sex, creatinine) => {
      const answer = equation === undefined ? undefined : evaluate(equation, { age, sex, creatinine })
      return answer?.ok ? answer.scores[0]?.value : undefined
    },
    manifests: releases.filter((r) => r.manifest.id === 'attune-risk').map((r) => r.manifest),
  }
}

/** The outcomes that models of heart and vessels share a panel for. */
const cardiovascular: readonly Outcome[] = ['ascvd', 'total-cvd', 'coronary-heart-disease']

const needCodes = {
  missing: 'risk-input-missing',
  tooOld: 'risk-input-too-old',
  suspect: 'risk-input-doubtful',
  impossible: 'risk-input-doubtful',
} as const

const needsOf = (finding: ModelFinding): readonly Need[] =>
  (finding.missing?.open ?? []).map((id) => {
    const input = finding.inputs.find((i) => i.id === id)
    const state = input === undefined || input.state === 'known' ? 'missing' : input.state
    return { code: needCodes[state], about: id, test: id, missing: [id], wouldDecide: [finding.model.id] }
  })

const evidenceOf = ({ model, release }: ModelFinding): Evidence => ({
  source: model.title,
  grade: '',
  rung: 'unrated',
  citations: model.citations,
  release,
})

const basisOf = (inputs: readonly FilledInput[]): readonly DatumRef[] =>
  inputs.flatMap((i) => (i.state === 'missing' ? [] : i.basis)).filter((r) => r.kind !== 'absent')

const modelAssessment = (finding: ModelFinding): Assessment<RiskFinding> => {
  const question: Question = { module: 'risk', code: 'model', about: finding.model.id }
  const basis = basisOf(finding.inputs)
  if (finding.fit === 'no')
    return { state: 'notApplicable', question, finding, because: finding.because[0]?.code ?? 'outside-population' }
  if (finding.risks.length > 0 || finding.scores.length > 0)
    return { state: 'finding', question, finding, evidence: [evidenceOf(finding)], basis }
  if (finding.missing !== undefined)
    return { state: 'indeterminate', question, finding, needs: needsOf(finding), basis }
  return { state: 'notApplicable', question, finding, because: finding.remarks[0]?.code ?? 'outside-range' }
}

const sideOf = (compiled: CompiledModel, finding: ModelFinding, like?: Side['of']): Side | undefined => {
  const mine = finding.risks.flatMap((r) =>
    'years' in r.horizon && r.horizon.years === 10 && cardiovascular.includes(r.outcome)
      ? [{ outcome: r.outcome, years: r.horizon.years }]
      : [],
  )
  const wanted = like === undefined || 'score' in like ? cardiovascular : [like.outcome, ...cardiovascular]
  const of = wanted.flatMap((o) => mine.find((m) => m.outcome === o) ?? [])[0]
  return of === undefined ? undefined : { model: compiled.model, evaluate: (v) => evaluate(compiled, v), of }
}

/** The model that leads, or where none does the first that answers, against every other that answers for heart and vessels within 10 years. */
const disagreements = (
  findings: readonly ModelFinding[],
  values: Values,
  tables: RiskTables,
): readonly Disagreement[] => {
  const answering = findings.flatMap((f) => {
    const compiled = tables.models.get(f.model.id)
    const side = compiled === undefined ? undefined : sideOf(compiled, f)
    return compiled === undefined || side === undefined ? [] : [{ compiled, finding: f, side }]
  })
  const first = answering.find((a) => a.finding.fit === 'leads') ?? answering[0]
  if (first === undefined) return []
  return answering
    .filter((a) => a !== first)
    .flatMap((a) => {
      const side = sideOf(a.compiled, a.finding, first.side.of)
      return side === undefined ? [] : (explainDifference([first.side, side], values, tables.catalogue) ?? [])
    })
}

const order: readonly ModelFinding['fit'][] = ['leads', 'applies', 'depends', 'elsewhere', 'no']

/** The inputs of a person as they stand at `at`, and what could not be used. */
export const inputsOf = (input: RiskInput, tables: RiskTables, at: Instant): FilledInputs =>
  fillInputs(input.view, at, tables.catalogue, tables.filtrationRate, input.given)

/** What came of assessing one person. */
export type AssessedRisk = {
  readonly assessments: readonly Assessment<RiskFinding>[]
  readonly inputs: ReadonlyMap<InputId, FilledInput>
  readonly problems: readonly Problem[]
}

/** Everything the models say of one person: those that lead first; then how the models of heart and vessels differ and why. A person who died has no risks ahead. */
export const assessRisk = (input: RiskInput, tables: RiskTables, at: Instant): AssessedRisk => {
  const { inputs, problems } = inputsOf(input, tables, at)
  const models = [...tables.models.values()].filter((m) => input.only === undefined || input.only.includes(m.model.id))
  if (input.view.deceased !== undefined)
    return {
      inputs,
      problems,
      assessments: models.map(({ model }) => ({
        state: 'notApplicable',
        question: { module: 'risk', code: 'model', about: model.id },
        because: 'deceased',
      })),
    }
  const values = knownValues(inputs)
  const choices = new Map(
    chooseModels(
      models.map((m) => m.model),
      inputs,
      tables.catalogue,
    ).map((c) => [c.model, c]),
  )
  /** No model here was made from pregnant women. */
  const pregnant = input.view.pregnancy?.pregnant === 'yes'
  const listed = tables.catalogue.leading.flatMap((l) => l.models)
  const place = (id: string): number => (listed.includes(id) ? listed.indexOf(id) : listed.length)
  const findings = models
    .flatMap((m) => {
      const choice = choices.get(m.model.id)
      if (choice === undefined) return []
      const found = modelFinding(m, choice, inputs, values, tables.catalogue, input.detail, at)
      return [
        pregnant && found.fit !== 'no' ? { ...found, remarks: [...found.remarks, { code: 'pregnant-now' }] } : found,
      ]
    })
    .sort((a, b) => order.indexOf(a.fit) - order.indexOf(b.fit) || place(a.model.id) - place(b.model.id))
  const apart = input.detail === 'full' ? disagreements(findings, values, tables) : []
  return {
    inputs,
    problems,
    assessments: [
      ...findings.map(modelAssessment),
      ...apart.map(
        (disagreement): Assessment<RiskFinding> => ({
          state: 'finding',
          question: { module: 'risk', code: 'disagreement', about: disagreement.between.join(' ') },
          finding: { kind: 'disagreement', disagreement },
          evidence: [],
          basis: [],
        }),
      ),
    ],
  }
}
