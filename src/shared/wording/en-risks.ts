import type { Outcome, UncertainBy } from '../disease-risk.ts'
import type { ForBoth } from './catalogue.ts'

const both = (clinician: string, patient: string): ForBoth => ({ clinician, patient })

/** What a risk is of, as it follows "the risk of" and "people have". */
export const outcomeWords: Readonly<Record<Outcome, ForBoth>> = {
  'total-cvd': both('a heart attack, stroke or heart failure', 'a heart attack, a stroke or a weak heart'),
  ascvd: both('a heart attack or stroke', 'a heart attack or stroke'),
  'heart-failure': both('heart failure', 'a weak heart (heart failure)'),
  'coronary-heart-disease': both('coronary heart disease', 'a heart attack or blocked heart vessels'),
  stroke: both('a stroke', 'a stroke'),
  'atrial-fibrillation': both('atrial fibrillation', 'an uneven heartbeat (atrial fibrillation)'),
  thromboembolism: both('stroke or systemic embolism', 'a stroke from a blood clot'),
  'major-bleeding': both('major bleeding', 'a major bleed'),
  'major-adverse-cardiac-event': both('a major adverse cardiac event', 'a serious heart problem'),
  'kidney-failure': both('kidney failure (dialysis or transplant)', 'kidneys that stop working'),
  'type-2-diabetes': both('type 2 diabetes', 'type 2 diabetes'),
  'advanced-liver-fibrosis': both('advanced liver fibrosis', 'a badly scarred liver'),
  'breast-cancer': both('breast cancer', 'breast cancer'),
  'ovarian-cancer': both('ovarian cancer', 'cancer of the ovaries'),
  'endometrial-cancer': both('endometrial cancer', 'cancer of the womb'),
  'prostate-cancer': both('prostate cancer', 'prostate cancer'),
  'pancreatic-cancer': both('pancreatic cancer', 'cancer of the pancreas'),
  'colorectal-cancer': both('colorectal cancer', 'bowel cancer'),
  'lung-cancer': both('lung cancer', 'lung cancer'),
  death: both('death of any cause', 'death of any cause'),
}

/** Fields that risks are shown under, in this order. */
export const riskGroups = ['heart', 'kidney', 'liver', 'cancer', 'diabetes', 'lungs', 'other'] as const
export type RiskGroup = (typeof riskGroups)[number]

export const riskGroupWords: Readonly<Record<RiskGroup, string>> = {
  heart: 'Heart and vessels',
  kidney: 'Kidneys',
  liver: 'Liver',
  cancer: 'Cancer',
  diabetes: 'Diabetes',
  lungs: 'Acute illness',
  other: 'Body as a whole',
}

/** How a model stands to the person. */
export const fitWords: Readonly<Record<'leads' | 'applies' | 'elsewhere' | 'depends' | 'no', ForBoth>> = {
  leads: both('leads here', 'the one used here'),
  applies: both('applies too', 'fits you too'),
  elsewhere: both('made for another country', 'made for people of another country'),
  depends: both('may not apply', 'may not fit you'),
  no: both('does not apply', 'does not fit you'),
}

/** What a person could change: the clause follows "If", the label stands on a control. */
export const leverWords: Readonly<Record<string, { readonly label: string; readonly with: ForBoth }>> = {
  'stop-smoking': { label: 'Stop smoking', with: both('without smoking', 'if you stopped smoking') },
  'systolic-to-130': {
    label: 'Blood pressure of 130 mmHg',
    with: both('with a systolic pressure of 130 mmHg', 'if your upper blood pressure were 130'),
  },
  'systolic-to-120': {
    label: 'Blood pressure of 120 mmHg',
    with: both('with a systolic pressure of 120 mmHg', 'if your upper blood pressure were 120'),
  },
  'total-cholesterol-to-160': {
    label: 'Total cholesterol of 160 mg/dL',
    with: both('with a total cholesterol of 160 mg/dL', 'if your total cholesterol were 160'),
  },
  'start-statin': { label: 'Take a statin', with: both('on a statin', 'if you took a statin') },
  'bmi-to-25': {
    label: 'Body mass index of 25',
    with: both('with a body mass index of 25 kg/m²', 'if your body mass index were 25'),
  },
}

/** What a figure of a score or a measure is, by its name. Models of points go by their own title. */
export const scoreWords: Readonly<Record<string, ForBoth>> = {
  egfr: both('estimated filtration rate', 'how well your kidneys filter'),
  'heart-age': both('heart age', 'age of your heart'),
  'phenotypic-age': both('phenotypic age', 'age of your body by blood tests'),
  'pittsburgh-points': both('points', 'points'),
}

/** Bands that point scores and measures are published with. */
export const bandWords: Readonly<Record<string, ForBoth>> = {
  low: both('low', 'low'),
  'slightly-elevated': both('slightly elevated', 'a little raised'),
  intermediate: both('intermediate', 'in between'),
  indeterminate: both('indeterminate', 'in between'),
  moderate: both('moderate', 'medium'),
  high: both('high', 'high'),
  'very-high': both('very high', 'very high'),
  urgent: both('urgent review', 'needs a doctor soon'),
  emergency: both('emergency', 'needs a doctor at once'),
  younger: both('below the youngest age shown', 'younger than the tool shows'),
  older: both('above the oldest age shown', 'older than the tool shows'),
  G1: both('G1, normal or high', 'normal'),
  G2: both('G2, mildly decreased', 'a little low'),
  G3a: both('G3a, mildly to moderately decreased', 'low'),
  G3b: both('G3b, moderately to severely decreased', 'low'),
  G4: both('G4, severely decreased', 'very low'),
  G5: both('G5, kidney failure', 'the kidneys hardly work'),
  'at-most-3-percent': both('3 % or less in 8 years', '3 % or less in 8 years'),
  'over-35-percent': both('over 35 % in 8 years', 'over 35 % in 8 years'),
}

/** A band in words; percent bands by their figure, and a band nobody worded as it stands. @example bandText('11-percent', 'clinician') // '11 % in 8 years' */
export const bandText = (band: string, audience: keyof ForBoth): string => {
  const percent = /^(\d+)-percent$/.exec(band)?.[1]
  return percent === undefined ? (bandWords[band]?.[audience] ?? band) : `${percent} % in 8 years`
}

/** Why a figure is not known more closely. */
export const uncertainWords: Readonly<Record<UncertainBy, ForBoth>> = {
  'missing-input': both('something is not known', 'something about you is not known'),
  'unread-places': both('places of the score were not read', 'parts of your genes were not read'),
  coefficients: both('sampling error of published effects', 'studies are never exact'),
  'family-not-known': both('the family is not known', 'your family is not known'),
  'carrier-state': both('carrier state is not known', 'it is not known if you carry a gene change'),
}

/** What an integrated risk is put together from, in order. */
export const stepWords: Readonly<Record<'population' | 'clinical' | 'genes' | 'polygenic' | 'family', ForBoth>> = {
  population: both('people of the same age and sex', 'people of your age and sex'),
  clinical: both('and the clinical model', 'and your own health facts'),
  genes: both('and the genes of high risk', 'and single genes'),
  polygenic: both('and the polygenic score', 'and many small gene effects'),
  family: both('and what the family adds', 'and your family'),
}

/** The parts an integrated risk rests on. */
export const partWords: Readonly<Record<'rates' | 'model' | 'genes' | 'score' | 'family', ForBoth>> = {
  rates: both('population rates', 'how often it comes in the country'),
  model: both('clinical model', 'your own health facts'),
  genes: both('genes of high risk', 'single genes'),
  score: both('polygenic score', 'many small gene effects'),
  family: both('family history', 'your family'),
}

/** Why a polygenic score gives no standing, for the person it is about. The engine words it for clinicians. */
export const abstentionWords: Readonly<Record<string, string>> = {
  'no-panel': 'There is nobody here to compare your genes with.',
  'panel-build-differs': 'Your genes and the group to compare with were read in two ways that do not match.',
  'panel-overlap-low': 'Too little of your genes was read to find people like you.',
  'outside-reference': 'The group to compare with has no people like you. A result would mislead.',
  'score-coverage-low': 'Too little of what this score needs was read in your genes.',
  'panel-lacks-score': 'The group to compare with lacks what this score needs.',
  'not-evaluated-in-like-ancestry': 'This score was never tested in people like you. A result would mislead.',
  'no-spread': 'The group to compare with is too small.',
  'genome-not-read': 'Your genes have not been read.',
  'score-of-typed-alleles-only': 'This score needs a test of another kind.',
}

/** Reasons of what the risks ask for; `{name}` is filled from the reason's own values. */
export const riskReasonSentences: Readonly<Record<string, ForBoth>> = {
  'risk-unit-doubtful': both(
    '{input}: {value} {unit} is out of the ordinary and was not used.',
    'A value in your record looks wrong. It was not used.',
  ),
  'risk-value-impossible': both(
    '{input}: {value} {unit} cannot be and was not used.',
    'A value in your record cannot be right. It was not used.',
  ),
  'risk-narrowed-most-by': both(
    '{model} is known as {low} to {high} % only; knowing {input} would leave {width} points of that on average.',
    'Your risk is only known as {low} to {high} %. One more test would tell more.',
  ),
  'risk-smokes': both('Smokes, as recorded.', 'Your record says that you smoke.'),
  'risk-what-if': both(
    '{model}: {before} % in {years} years, {after} % without smoking, by the model’s own coefficients.',
    'Of 100 people like you, about {before} get ill in {years} years. Of people who do not smoke, it is about {after}.',
  ),
}
