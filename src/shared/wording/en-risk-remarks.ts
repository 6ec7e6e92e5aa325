import { type Outcome, outcomes } from '../disease-risk.ts'
import { type Audience, fill, type ForBoth, sentence } from './catalogue.ts'
import { choiceText, inputStateWords, riskInputText } from './en-risk-inputs.ts'
import { outcomeWords } from './en-risks.ts'

const both = (clinician: string, patient: string): ForBoth => ({ clinician, patient })

/**
 * What a model remarks, by its code. `{input}` is the input to blame; the other places are the remark's own values, put into words: outcomes, inputs,
 * countries and choices by their names.
 */
export const riskRemarkSentences: Readonly<Record<string, ForBoth>> = {
  // A model on a person
  'missing-input': both('{input} is not known', '{input} is not known'),
  'wrong-kind': both('{input}: “{value}” is not a value of it', 'A value in your record does not fit: {input}'),
  'part-above-whole': both(
    '{input} ({value}) is above {other} ({otherValue}), which cannot be',
    'Two of your values cannot both be right: {input} and {other}',
  ),
  'diagnosis-after-today': both(
    '{input} ({value}) lies after {other} ({otherValue})',
    'Two of your values cannot both be right: {input} and {other}',
  ),
  'outside-population': both(
    'made for ages {low} to {high}; this person is {value}',
    'It was made for people aged {low} to {high}',
  ),
  'other-sex': both('made for {sex} people only', 'It was made for {sex} people only'),
  'must-have': both('only for people with: {input}', 'It is only for people with: {input}'),
  'must-not-have': both('not for people with: {input}', 'It is not for people with: {input}'),
  'exclusion-not-known': both(
    'holds only without: {input}, which is not known',
    'It holds only without this, and that is not known: {input}',
  ),
  'population-not-known': both(
    'the age is not known, so neither is whether it applies',
    'Your age is not known, so it may not fit you',
  ),
  'outcome-not-in-model': both('the model says nothing of this outcome', 'This tool does not tell this risk'),
  'horizon-outside-age': both(
    '{years} years ahead only for ages {low} to {high}; this person is {value}',
    'It looks {years} years ahead only for people aged {low} to {high}',
  ),
  'outside-range': both(
    '{input} {value} lies outside {low} to {high}, the range the model was made in',
    'This value lies outside what the tool was made for: {input}',
  ),
  clamped: both(
    '{input} {value} lies outside {low} to {high}; {used} was used instead',
    'The nearest value that the tool knows was used: {input}',
  ),
  'no-number': both('the equation gives no usable number for these values', 'The tool has no answer for these values'),
  'left-out': both(
    '{input} {value} lies outside {low} to {high} and was left out',
    'This value lies outside what the tool knows and was left out: {input}',
  ),
  'optional-not-used': both('{input} was left out: {state}', 'This was left out: {input}'),
  'pregnant-now': both(
    'pregnant now: the model was not made from pregnant women',
    'You are pregnant. This tool was not made for that',
  ),
  deceased: both('the person has died', 'The person has died'),
  'race-not-in-model-white-used': both(
    'the model has no term for this group; that of White people was used',
    'The tool has no group that fits you, so another was used. The figure may be off',
  ),
  'rates-of-another-population': both(
    'the tool has no rates for this group; those of White women were used',
    'The tool has no figures for people like you, so others were used. The figure may be off',
  ),
  'hyperplasia-not-known': both(
    'whether a biopsy showed atypical hyperplasia is not known',
    'What your breast sample showed is not known',
  ),
  'equations-change-at-70': both(
    'the coefficients change at 70 years, so the risk may jump there',
    'The tool counts in another way from age 70 on. The figure may jump there',
  ),
  'cholesterol-ratio-outside-range': both(
    'total to HDL cholesterol ratio {value} lies outside {low} to {high}',
    'Your cholesterol values lie outside what the tool was made for',
  ),
  'single-item-of-three': both(
    'one item alone gives three points: urgent review whatever the total',
    'One of the values alone calls for a doctor',
  ),
  // Whether and why a model is used
  'outside-region': both('made for {regions}, not for {country}', 'It was made for people of another country'),
  'no-occasion': both(
    'answers a question that was not raised ({input} is not recorded)',
    'It is for another time: it needs {input}',
  ),
  'country-not-known': both(
    'the country is not known, and which model leads depends on it',
    'Your country is not known. The best tool depends on it',
  ),
  'guideline-of-country': both('the guideline of the country uses it', 'Doctors in your country use this tool'),
  'guideline-of-region': both('the guideline of the region uses it', 'Doctors in your part of the world use this tool'),
  'model-of-region': both('made for this region', 'This tool was made for your part of the world'),
  'only-model': both('the only model held here', 'This is the only tool held here'),
  'best-calibrated': both('best calibrated of those held here', 'This tool fits best of those held here'),
  'most-used': both('the one in widest use', 'This tool is the one most used'),
  // How two models differ
  'other-outcome': both('{first} against {second}', 'One counts {first}, the other {second}'),
  'other-horizon': both('{first} against {second} years', 'One looks {first} years ahead, the other {second}'),
  'other-population': both('made for {first} against {second}', 'They were made from different people'),
  'other-account-of-death': both(
    'only one lets death of other causes compete',
    'Only one counts that people may die of something else first',
  ),
  'other-year': both('published {first} against {second}', 'One is from {first}, the other from {second}'),
  'only-one-reads': both('only {model} reads {input}', 'Only one of them looks at this: {input}'),
  // What a lever changes
  'association-not-effect': both(
    'read off coefficients of a cohort: how people differ, not what the change does to one of them',
    'This shows how groups of people differ. It is no promise of what the change would do for you',
  ),
  'treatment-marks-risk': both(
    'people who take this medicine had a higher risk before it: the coefficient is not its effect',
    'People who take it were more at risk to begin with. So this does not show how well it works',
  ),
  'effect-takes-years': both(
    'the risk falls over years after stopping; the model counts it at once',
    'The risk goes down over years, not at once',
  ),
  // What was put together
  'gene-without-penetrance': both(
    '{gene}: a variant was found, but no rates for its carriers are held',
    'A gene change was found ({gene}), but what it means for this risk is not held here',
  ),
  'no-score': both('no polygenic score entered', 'Small gene effects are not part of this'),
  'score-of-another-outcome': both(
    'score {score} is of another outcome and did not enter',
    'The gene score is about something else and is not part of this',
  ),
  'no-published-effect': both(
    'score {score} has no published effect and did not enter',
    'It is not known what the gene score does to this risk, so it is not part of this',
  ),
  'effect-not-adjusted': both(
    'the effect of the score was published without adjusting for {notFor}; four fifths of it was used ({used} of {published} per SD, a house rule)',
    'Part of the gene score may act through facts counted already, so less of it was counted',
  ),
  'effect-unverified': both(
    'the effect of the score has not been checked against its source ({source})',
    'The effect of the gene score has not been checked yet',
  ),
  'family-not-known': both(
    'the family is not known and did not enter',
    'Your family is not known and not part of this',
  ),
  'family-ratio-unverified': both(
    'the ratio of the family has not been checked against its source',
    'What the family adds has not been checked yet',
  ),
  'family-ratio-not-normalised': both(
    'the ratio of the family is against people without such a family, not against the population: the risk is a little high',
    'What your family adds may be a little too high',
  ),
  'score-share-derived': both(
    'the share of the family’s effect that the score explains was derived from its effect ({share}), not published',
    'How much of the family effect the gene score covers was worked out, not measured',
  ),
  'negative-genes-share-not-known': both(
    'genes of high risk count as read, but the share of the family’s effect they explain is not known: nothing was taken out',
    'What a clear gene test takes off the family effect is not known, so nothing was taken off',
  ),
  'clinical-model-not-for-carriers': both(
    'the clinical model was not made from carriers and did not enter for them',
    'The tool was not made for people with a gene change, so it is not used for that part',
  ),
  'score-effect-of-non-carriers': both(
    'the effect of the score is that of non-carriers; in carriers it may be smaller',
    'In people with a gene change, the gene score may mean less',
  ),
  'family-left-out-for-carriers': both(
    'what the family adds did not enter for carriers: the gene explains it',
    'For people with a gene change the family is not counted again',
  ),
  'clinical-input-missing': both(
    'the clinical model lacks inputs: its bounds are wider than shown here',
    'Some facts about you are missing, so this is less sure than it looks',
  ),
  'carrier-state-left-out': both(
    'that the person may be a carrier did not enter: no population rates are held',
    'That you may carry a gene change is not part of this',
  ),
  'clinical-ratio-carried-forward': both(
    'beyond the model’s own horizon its ratio to the population ({ratio}) was carried forward',
    'For later years the tool was stretched beyond what it was made for',
  ),
  'several-genes-highest-hazard': both(
    'variants of several genes: the highest hazard of each year was used',
    'Changes in more than one gene were found. The stronger one counts',
  ),
  'carriers-exceed-population': both(
    'from age {age} on, the carriers’ rates leave no events for others: rates and frequencies do not fit together there',
    'From age {age} on, the figures do not fit together well',
  ),
  'penetrance-unverified': both(
    '{gene}: the rates of carriers have not been checked against their source ({source})',
    'What a change in {gene} means has not been checked yet',
  ),
  recalibrated: both(
    'recalibrated by {events} events of {site} (expected to observed {expectedToObserved})',
    'The figure was set right with what was seen at {site}',
  ),
  'too-few-events-to-recalibrate': both(
    '{events} events of {site} are too few to recalibrate',
    'Too little was seen at {site} to set the figure right',
  ),
  'horizon-is-past': both('the age has been reached already', 'You have reached that age'),
  'no-incidence-table': both(
    'no population rates are held for it',
    'How often it comes in your country is not held here',
  ),
  'rates-do-not-reach': both('the population rates end before', 'The figures end before that age'),
  'carrier-needs-rates': both(
    '{gene}: for a carrier, population rates are needed',
    'A gene change was found ({gene}). For that, more figures are needed',
  ),
}

const isOutcome = (text: string): text is Outcome => (outcomes as readonly string[]).includes(text)

const countries = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' })

/** ISO codes as countries; more than four are counted. */
const placesText = (codes: string): string => {
  const all = codes.split(/,\s*/).filter((c) => c !== '')
  const names = all.map((c) => (/^[A-Z]{2}$/.test(c) ? (countries.of(c) ?? c) : c))
  if (names.length === 0) return 'any country'
  return names.length > 4 ? `${names.length} countries` : names.join(', ')
}

const rounded = (value: string): string =>
  /^-?\d+\.\d{2,}$/.test(value) ? String(Math.round(Number(value) * 10) / 10) : value

type Remark = {
  readonly code: string
  readonly input?: string
  readonly with?: Readonly<Record<string, string>>
}

const filled = (remark: Remark, audience: Audience): Readonly<Record<string, string>> => {
  const words: Record<string, string> = {}
  for (const [name, value] of Object.entries(remark.with ?? {})) {
    if (name === 'regions' || name === 'country') words[name] = placesText(value)
    else if (remark.code === 'other-population') words[name] = placesText(value)
    else if (name === 'other') words[name] = riskInputText(value, audience)
    else if (name === 'notFor')
      words[name] = value
        .split(/,\s*/)
        .map((i) => riskInputText(i, audience))
        .join(', ')
    else if (name === 'state')
      words[name] = value in inputStateWords ? inputStateWords[value as keyof typeof inputStateWords][audience] : value
    else if (isOutcome(value)) words[name] = outcomeWords[value][audience]
    else
      words[name] =
        remark.input !== undefined && name === 'value' ? choiceText(remark.input, rounded(value)) : rounded(value)
  }
  return remark.input === undefined ? words : { ...words, input: riskInputText(remark.input, audience) }
}

/** As a sentence; a name such as eGFR keeps its small letter. */
const started = (clause: string): string => (/^[a-z]+[A-Z]/.test(clause) ? `${clause}.` : sentence(clause))

/** A model's remark as a sentence; where it holds for one outcome only, that is said. A code nobody worded stands as it is. */
export const sayRiskRemark = (remark: Remark, audience: Audience): string => {
  const words = riskRemarkSentences[remark.code]
  const values = filled(remark, audience)
  const of = values['outcome']
  const clause = words === undefined ? remark.code : fill(words[audience], values)
  return started(
    of === undefined || remark.code.startsWith('other-') ? clause : `${clause} (needed for the risk of ${of})`,
  )
}
