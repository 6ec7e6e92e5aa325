import type {
  AssessedRisk,
  Disagreement,
  FilledInput,
  ModelFinding,
  Target,
  TargetBounds,
} from '../clinical/risk/index.ts'
import { releaseName } from '../knowledge/release.ts'
import { intendedUse } from '../shared/intended-use.ts'
import { software } from '../shared/software.ts'
import { tableText } from './present.ts'
import type { RiskBench } from './risk.ts'

/** One model in the output: figures only where everything is known, bounds and needs where not, the model's disclaimer beside every figure. */
type ModelRow = {
  readonly model: string
  readonly title: string
  readonly state: string
  readonly fit: ModelFinding['fit']
  readonly because: ModelFinding['because']
  readonly risks: ModelFinding['risks']
  readonly scores: ModelFinding['scores']
  readonly variant?: string
  readonly remarks: ModelFinding['remarks']
  readonly missing?: ModelFinding['missing']
  readonly whatIf: ModelFinding['whatIf']
  readonly disclaimer?: string
  readonly usesRace?: true
  readonly unverified?: true
}

export type RiskDocument = {
  readonly person: { readonly id: string; readonly name?: string }
  readonly at: string
  readonly software: typeof software
  readonly knowledge: readonly string[]
  readonly intendedUse: string
  readonly inputs: readonly FilledInput[]
  readonly models: readonly ModelRow[]
  readonly disagreements: readonly Disagreement[]
}

const rowOf = (state: string, f: ModelFinding): ModelRow => ({
  model: f.model.id,
  title: f.model.title,
  state,
  fit: f.fit,
  because: f.because,
  risks: f.risks,
  scores: f.scores,
  ...(f.variant === undefined ? {} : { variant: f.variant }),
  remarks: f.remarks,
  ...(f.missing === undefined ? {} : { missing: f.missing }),
  whatIf: f.whatIf,
  ...(f.model.disclaimer === undefined || f.fit === 'no' ? {} : { disclaimer: f.model.disclaimer }),
  ...(f.model.usesRace ? { usesRace: true as const } : {}),
  ...(f.model.unverified ? { unverified: true as const } : {}),
})

/** What the command says of one person, as data: inputs that are known or stand in the way, every model, and why models differ. */
export const riskDocument = (
  person: RiskDocument['person'],
  assessed: AssessedRisk,
  bench: RiskBench,
): RiskDocument => ({
  person,
  at: bench.at,
  software,
  knowledge: bench.tables.manifests.map(releaseName),
  intendedUse,
  inputs: [...assessed.inputs.values()].filter((i) => i.state !== 'missing'),
  models: assessed.assessments.flatMap((a) =>
    'finding' in a && a.finding?.kind === 'model'
      ? [rowOf(a.state, a.finding)]
      : a.state === 'notApplicable'
        ? [
            {
              model: a.question.about,
              title: a.question.about,
              state: a.state,
              fit: 'no' as const,
              because: [{ code: a.because }],
              risks: [],
              scores: [],
              remarks: [],
              whatIf: [],
            },
          ]
        : [],
  ),
  disagreements: assessed.assessments.flatMap((a) =>
    'finding' in a && a.finding?.kind === 'disagreement' ? [a.finding.disagreement] : [],
  ),
})

const percent = (p: number): string => `${(p * 100).toFixed(1)} %`
const targetText = (t: Target): string => ('score' in t ? t.score : `${t.outcome} ${t.years} y`)

/** Bounds of a figure; of no width where the only thing open is whether the model is for this person at all. */
const boundsText = (m: ModelRow, b: TargetBounds): string => {
  const [low, high] = b.range
  const text = (x: number): string => ('score' in b.of ? String(Math.round(x * 10) / 10) : percent(x))
  return low === high
    ? `${targetText(b.of)} ${text(low)} unless ${m.missing?.open.join(' or ') ?? ''}`
    : `${targetText(b.of)} between ${text(low)} and ${text(high)}`
}

const figures = (m: ModelRow): string =>
  [
    ...m.risks.map(
      (r) => `${'years' in r.horizon ? `${r.outcome} ${r.horizon.years} y` : r.outcome} ${percent(r.probability)}`,
    ),
    ...m.scores.map((s) => `${s.name} ${Math.round(s.value * 100) / 100}${s.band === undefined ? '' : ` (${s.band})`}`),
    ...(m.missing?.state === 'bounds' ? m.missing.bounds.slice(0, 2).map((b) => boundsText(m, b)) : []),
  ].join('; ')

const wanting = (m: ModelRow): string =>
  m.missing === undefined
    ? ''
    : m.missing.state === 'bounds' && m.missing.narrows[0] !== undefined && m.missing.open.length > 1
      ? `${m.missing.narrows[0].input} first, of ${m.missing.open.length}`
      : m.missing.open.join(', ')

/** What must be known of a figure: that its model was not verified, and what the model remarks, by code. */
const noted = (m: ModelRow): string =>
  [...new Set([...(m.unverified ? ['unverified'] : []), ...m.remarks.map((r) => r.code)])].join(', ')

/** The same as plain tables: models that say something, those that do not apply with the reason, and how models differ. */
export const riskTables = (d: RiskDocument): string => {
  const said = d.models.filter((m) => m.fit !== 'no')
  const disclaimers = [...new Set(said.filter((m) => figures(m) !== '').flatMap((m) => m.disclaimer ?? []))]
  const parts = [
    tableText(
      ['model', 'fit', 'figures', 'missing', 'noted'],
      said.map((m) => [
        m.model,
        m.fit,
        figures(m) || (m.missing === undefined ? (m.remarks[0]?.code ?? '–') : 'too little known'),
        wanting(m),
        noted(m),
      ]),
    ),
    tableText(
      ['does not apply', 'because'],
      d.models
        .filter((m) => m.fit === 'no')
        .map((m) => [
          m.model,
          m.because.map((b) => `${b.code}${b.input === undefined ? '' : ` ${b.input}`}`).join(', '),
        ]),
    ),
    ...(d.disagreements.length === 0
      ? []
      : [
          tableText(
            ['models', 'figures', 'apart by', 'of that'],
            d.disagreements.map((x) => [
              x.between.join(' – '),
              x.risks.map(percent).join(' – '),
              `${(x.difference * 100).toFixed(1)} points`,
              [
                `baseline ${(x.atReference * 100).toFixed(1)}`,
                ...x.shares.slice(0, 4).map((s) => `${s.input} ${(s.share * 100).toFixed(1)}`),
              ].join(', '),
            ]),
          ),
        ]),
    ...(disclaimers.length === 0 ? [] : [`${disclaimers.join('\n')}\n`]),
  ]
  return parts.join('\n')
}
