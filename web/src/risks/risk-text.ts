import type { FilledInput, InputId, InputValue, ModelFinding, ScoreResult } from '../../../src/clinical/risk/index.ts'
import type { Horizon } from '../../../src/shared/disease-risk.ts'
import { type Denominator, frequencyText } from '../../../src/shared/risk-frequency.ts'
import type { Audience } from '../../../src/shared/wording/catalogue.ts'
import { choiceText, riskInputText } from '../../../src/shared/wording/en-risk-inputs.ts'
import { bandText, scoreWords } from '../../../src/shared/wording/en-risks.ts'
import { numberText, unitText } from '../record/record-words.ts'

/** `in 10 years`, `by age 90`. */
export const horizonText = (horizon: Horizon): string => {
  if ('toAge' in horizon) return `by age ${horizon.toAge}`
  return horizon.years === 1 ? 'in 1 year' : `in ${horizon.years} years`
}

/** `5 to 11 of 100`, or one figure where both ends are told alike. */
export const frequencyRangeText = ([low, high]: readonly [number, number], of: Denominator): string => {
  const [a, b] = [frequencyText(low, of), frequencyText(high, of)]
  return a === b ? b : `${a.replace(/ of .*/, '')} to ${b}`
}

/** Names as a list in a sentence. */
export const listText = (names: readonly string[], word: 'and' | 'or' = 'and'): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`

export const inputsText = (ids: readonly InputId[], audience: Audience, word: 'and' | 'or' = 'and'): string =>
  listText(
    ids.map((id) => riskInputText(id, audience)),
    word,
  )

/** The first few of a list, and how many more there are. */
export const someInputsText = (ids: readonly InputId[], audience: Audience, most = 5): string =>
  ids.length <= most + 1
    ? inputsText(ids, audience)
    : `${ids
        .slice(0, most)
        .map((id) => riskInputText(id, audience))
        .join(', ')} and ${ids.length - most} more`

/** First letter in upper case, but not of a name such as eGFR. */
export const startText = (text: string): string =>
  /^[a-z]+[A-Z]/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1)

/** A value of an input as people write it. */
export const inputValueText = (id: InputId, value: InputValue, unit?: string): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return choiceText(id, value)
  const of = unit === 'a' ? 'years' : unitText(unit ?? '')
  return of === '' ? numberText(value) : `${numberText(value)} ${of}`
}

/** Where an input is known from. */
export const inputSourceText = (input: FilledInput): string =>
  input.state !== 'known'
    ? ''
    : { record: 'record', given: 'typed here', derived: 'worked out', family: 'family history', genome: 'genome' }[
        input.from
      ]

/** Figures that are kept for comparison and are no result of their own. */
export const isComparison = (s: ScoreResult): boolean => s.name.startsWith('average-')

const titleOfScore = (f: Pick<ModelFinding, 'model'>, s: ScoreResult, audience: Audience): string =>
  scoreWords[s.name]?.[audience] ?? f.model.title

/** A score in words. @example '7 points, high' */
export const scoreText = (s: ScoreResult, kind: ModelFinding['model']['kind'], audience: Audience): string => {
  const value = kind === 'points' ? numberText(s.value) : String(Math.round(s.value * 10) / 10)
  const unit = s.unit === 'a' ? 'years' : unitText(s.unit ?? '')
  const said = [value, unit || (kind === 'points' ? (s.value === 1 ? 'point' : 'points') : '')]
    .filter(Boolean)
    .join(' ')
  return s.band === undefined ? said : `${said}, ${bandText(s.band, audience)}`
}

/** The same with what it is of. */
export const namedScoreText = (f: ModelFinding, s: ScoreResult, audience: Audience): string =>
  `${startText(titleOfScore(f, s, audience))}: ${scoreText(s, f.model.kind, audience)}`
