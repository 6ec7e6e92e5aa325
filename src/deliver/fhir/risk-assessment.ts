import type {
  Annotation,
  CodeableConcept,
  Quantity,
  Range,
  Reference,
  Resource,
  RiskAssessment,
  RiskAssessmentPrediction,
} from '@medplum/fhirtypes'
import type { ModelFinding, Target, TargetBounds } from '../../clinical/risk/index.ts'
import type { DatumRef } from '../../shared/assessment.ts'
import type { AbsoluteRisk, Outcome } from '../../shared/disease-risk.ts'
import { intendedUse } from '../../shared/intended-use.ts'
import { concept } from './codes.ts'
import { uuidOf } from './identity.ts'

/** Whose risks they are, when they were assessed, and the completed years at that time; `subject` as it stands in the resources. */
export type RiskSubject = { readonly subject: string; readonly at: string; readonly age?: number }

/** Outcomes in words, in the language of the codes. */
const outcomeNames: Readonly<Record<Outcome, string>> = {
  'total-cvd': 'Cardiovascular disease, heart failure included',
  ascvd: 'Atherosclerotic cardiovascular disease',
  'heart-failure': 'Heart failure',
  'coronary-heart-disease': 'Coronary heart disease',
  stroke: 'Stroke',
  'atrial-fibrillation': 'Atrial fibrillation',
  thromboembolism: 'Thromboembolism',
  'major-bleeding': 'Major bleeding',
  'major-adverse-cardiac-event': 'Major adverse cardiac event',
  'kidney-failure': 'Kidney failure',
  'type-2-diabetes': 'Type 2 diabetes',
  'advanced-liver-fibrosis': 'Advanced liver fibrosis',
  'breast-cancer': 'Breast cancer',
  'ovarian-cancer': 'Ovarian cancer',
  'endometrial-cancer': 'Endometrial cancer',
  'prostate-cancer': 'Prostate cancer',
  'pancreatic-cancer': 'Pancreatic cancer',
  'colorectal-cancer': 'Colorectal cancer',
  'lung-cancer': 'Lung cancer',
  death: 'Death',
}

/** FHIR states probabilities as percentages. Four decimals of a percent: no digit that a published model has is lost. */
const percent = (p: number): number => Math.round(p * 1e6) / 1e4

const ages = (
  age: number | undefined,
  until: { readonly years: number } | { readonly toAge: number },
): { readonly whenRange?: Range } => {
  if (age === undefined) return {}
  const year = (value: number): Quantity => ({
    value,
    unit: 'years',
    system: 'http://unitsofmeasure.org',
    code: 'a',
  })
  return { whenRange: { low: year(age), high: year('years' in until ? age + until.years : until.toAge) } }
}

const outcome = (of: Outcome): CodeableConcept => concept('urn:attune:outcome', of, outcomeNames[of])

const horizonText = (h: AbsoluteRisk['horizon']): string =>
  'years' in h ? `within ${h.years} years` : `to the age of ${h.toAge}`

const predictionOf = (r: AbsoluteRisk, age: number | undefined): RiskAssessmentPrediction => ({
  outcome: outcome(r.outcome),
  probabilityDecimal: percent(r.probability),
  ...ages(age, r.horizon),
  rationale: `${horizonText(r.horizon)}${r.competing ? ', death of other causes taken into account' : ''}`,
})

const isRisk = (of: Target): of is Extract<Target, { readonly outcome: Outcome }> => 'outcome' in of

/** Bounds stand as a range with their meaning beside it, so that nobody takes its middle for an estimate; of no width where all that is open is whether the model is for this person. */
const boundsOf = (
  b: TargetBounds,
  age: number | undefined,
  open: readonly string[],
): readonly RiskAssessmentPrediction[] => {
  if (!isRisk(b.of)) return []
  const conditional = b.range[0] === b.range[1]
  const share = (value: number): Quantity => ({
    value: percent(value),
    unit: '%',
    system: 'http://unitsofmeasure.org',
    code: '%',
  })
  return [
    {
      outcome: outcome(b.of.outcome),
      probabilityRange: { low: share(b.range[0]), high: share(b.range[1]) },
      ...ages(age, { years: b.of.years }),
      rationale: `within ${b.of.years} years. ${
        conditional
          ? `Holds only if the model is for this person, which is not known (${open.join(', ')}).`
          : `Not an estimate: bounds over everything plausible for what is not known (${open.join(', ')}).`
      }`,
    },
  ]
}

const referenceOf = (ref: DatumRef): readonly Reference<Resource>[] =>
  ref.kind === 'fhir' && /^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/.test(ref.resource) ? [{ reference: ref.resource }] : []

const notesOf = (f: ModelFinding): Annotation[] => [
  ...(f.model.disclaimer === undefined ? [] : [{ text: f.model.disclaimer }]),
  ...(f.model.usesRace ? [{ text: 'This model computes with race or ethnicity as a category.' }] : []),
  ...(f.model.unverified ? [{ text: 'The coefficients of this model were not held against their publication.' }] : []),
  ...(f.fit === 'elsewhere' ? [{ text: 'This model was made for another country; it stands here to compare.' }] : []),
  ...[...f.remarks, ...f.because].map((r) => ({
    text: [r.code, r.input, ...Object.entries(r.with ?? {}).map(([k, v]) => `${k} ${v}`)]
      .filter((x) => x !== undefined)
      .join('; '),
  })),
  { text: intendedUse },
]

/**
 * One RiskAssessment (FHIR R4) for each model that has figures or bounds: predictions in percent, what they rest on, the model as method with its publication, and
 * its disclaimer in the notes. Ids follow from subject, time and model. Models without an answer make none.
 */
export const riskAssessments = (findings: readonly ModelFinding[], who: RiskSubject): readonly RiskAssessment[] =>
  findings.flatMap((f): readonly RiskAssessment[] => {
    const missing = f.missing?.state === 'bounds' ? f.missing : undefined
    const prediction = [
      ...f.risks.map((r) => predictionOf(r, who.age)),
      ...(missing?.bounds ?? []).flatMap((b) => boundsOf(b, who.age, missing?.open ?? [])),
    ]
    if (f.fit === 'no' || prediction.length === 0) return []
    const basis = f.inputs.flatMap((i) => (i.state === 'known' ? i.basis.flatMap(referenceOf) : []))
    const cited = f.model.citations.map((c) => `${c.kind} ${c.id}`).join(', ')
    return [
      {
        resourceType: 'RiskAssessment',
        id: uuidOf('RiskAssessment', who.subject, who.at, f.release, f.model.id),
        status: f.risks.length > 0 ? 'final' : 'preliminary',
        method: {
          ...concept('urn:attune:risk-model', f.model.id, f.model.title),
          text: `${f.model.title} (${f.model.year}), ${cited}`,
        },
        subject: { reference: who.subject },
        occurrenceDateTime: who.at.replace(/T(\d{2}:\d{2})(?!:)/, 'T$1:00'),
        ...(basis.length === 0 ? {} : { basis: [...new Map(basis.map((b) => [b.reference, b])).values()] }),
        prediction,
        note: notesOf(f),
      },
    ]
  })
