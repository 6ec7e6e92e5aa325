import type { Assessment } from '../../shared/assessment.ts'
import type { Outcome } from '../../shared/disease-risk.ts'
import type { Reason, Recommendation } from '../../shared/recommendation.ts'
import type { ModelFinding, RiskFinding } from './finding.ts'
import type { InputId } from './model.ts'

const modelsOf = (assessments: readonly Assessment<RiskFinding>[]): readonly ModelFinding[] =>
  assessments.flatMap((a) => ('finding' in a && a.finding?.kind === 'model' ? [a.finding] : []))

const percent = (p: number): string => (p * 100).toFixed(1)

const recommendation = (
  id: string,
  what: Pick<Recommendation, 'intent' | 'verdict' | 'urgency' | 'actionClass'>,
  about: string,
  because: readonly Reason[],
  releases: readonly string[],
): Recommendation => ({
  id: `risk:${id}`,
  module: 'risk',
  ...what,
  about: { name: about },
  onList: false,
  steps: [],
  because,
  evidence: [],
  alternatives: [],
  wouldChangeIf: [],
  basis: because.flatMap((r) => r.basis ?? []),
  releases,
})

/** How models divide people: asked for to choose a coefficient, and never the thing to go and measure. */
export const socialCategories: ReadonlySet<InputId> = new Set([
  'pceRace',
  'mesaRace',
  'plcoRace',
  'qriskEthnicity',
  'bcratPopulation',
  'country',
  'scoreRegion',
  'asiaPacificRegion',
])

const cardiovascular: readonly Outcome[] = ['ascvd', 'total-cvd', 'coronary-heart-disease']

/** Models that speak for this person: those that lead; where the country is not known, the first of heart and vessels made for such a person. */
const speaking = (findings: readonly ModelFinding[]): readonly ModelFinding[] => {
  const leading = findings.filter((f) => f.fit === 'leads')
  const ofHeart = (f: ModelFinding): boolean => f.model.outcomes.some((o) => cardiovascular.includes(o.outcome))
  return leading.some(ofHeart)
    ? leading
    : [...leading, ...findings.filter((f) => f.fit === 'applies' && f.missing !== undefined && ofHeart(f)).slice(0, 1)]
}

/** Values that were recorded and could not be used: asked once each, for all models that want them. */
const doubtful = (findings: readonly ModelFinding[], releases: readonly string[]): readonly Recommendation[] => {
  const seen = new Map<InputId, Recommendation>()
  for (const f of findings.filter((x) => x.fit !== 'no'))
    for (const i of f.inputs) {
      if ((i.state !== 'suspect' && i.state !== 'impossible') || seen.has(i.id)) continue
      const reason: Reason = {
        code: i.state === 'suspect' ? 'risk-unit-doubtful' : 'risk-value-impossible',
        with: {
          input: i.id,
          value: String(i.value),
          unit: i.unit ?? '',
          likelyUnit: i.likelyUnit ?? '',
        },
        basis: i.basis,
      }
      seen.set(
        i.id,
        recommendation(
          `confirm:${i.id}`,
          { intent: 'orderTest', verdict: 'notKnown', urgency: 'next', actionClass: 'test' },
          i.id,
          [reason],
          releases,
        ),
      )
    }
  return [...seen.values()]
}

const narrowing = (f: ModelFinding, releases: readonly string[]): readonly Recommendation[] => {
  if (f.missing?.state !== 'bounds') return []
  const best = f.missing.narrows.find((n) => !socialCategories.has(n.input))
  const [first] = f.missing.bounds
  if (best === undefined || first === undefined || best.expectedWidth >= f.missing.width) return []
  const unit = 'score' in first.of ? String : percent
  return [
    recommendation(
      `measure:${best.input}:${f.model.id}`,
      { intent: 'orderTest', verdict: 'notKnown', urgency: 'next', actionClass: 'test' },
      best.input,
      [
        {
          code: 'risk-narrowed-most-by',
          with: {
            model: f.model.title,
            input: best.input,
            low: unit(first.range[0]),
            high: unit(first.range[1]),
            width: unit(best.expectedWidth),
          },
        },
      ],
      releases,
    ),
  ]
}

const stopSmoking = (findings: readonly ModelFinding[], releases: readonly string[]): readonly Recommendation[] => {
  const smoking = findings.flatMap((f) => f.inputs).find((i) => i.id === 'smokingNow')
  if (smoking?.state !== 'known' || smoking.value !== true) return []
  const shown = findings.flatMap((f) =>
    f.whatIf.filter((w) => w.lever === 'stop-smoking').flatMap((w) => w.changes.slice(0, 1).map((c) => ({ f, c }))),
  )[0]
  const figures: readonly Reason[] =
    shown === undefined
      ? []
      : [
          {
            code: 'risk-what-if',
            with: {
              model: shown.f.model.title,
              outcome: shown.c.outcome,
              years: String(shown.c.years),
              before: percent(shown.c.before),
              after: percent(shown.c.after),
            },
          },
        ]
  return [
    recommendation(
      'stop-smoking',
      { intent: 'changeHabit', verdict: 'act', urgency: 'next', actionClass: 'change' },
      'smoking',
      [{ code: 'risk-smokes', with: {}, basis: smoking.basis }, ...figures],
      releases,
    ),
  ]
}

/** What the risks ask for: to confirm values of doubtful unit, the one measurement that narrows a leading risk most, and to stop smoking. Treatment thresholds are not decided here. */
export const recommendRisk = (
  assessments: readonly Assessment<RiskFinding>[],
  releases: readonly string[],
): readonly Recommendation[] => {
  const findings = modelsOf(assessments)
  const measured = speaking(findings).flatMap((f) => narrowing(f, releases))
  const once = new Map(measured.map((r) => [r.about.name, r]))
  return [...doubtful(findings, releases), ...once.values(), ...stopSmoking(findings, releases)]
}
