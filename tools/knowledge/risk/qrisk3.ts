import { type Qrisk3Term, qrisk3Terms } from '../../../src/clinical/risk/equations/qrisk3-2017.ts'
import type { Family } from './family.ts'

type SexFacts = {
  readonly baseline_survival_10y: number
  readonly ethrisk: readonly number[]
  readonly smoke: readonly number[]
  readonly centre: Readonly<Record<string, number>>
  readonly main: Readonly<Record<string, number>>
  readonly interactions: Readonly<Record<string, number>>
}
type Facts = { readonly sexes: Readonly<Record<'female' | 'male', SexFacts>> }

/** The name of a term in the reference facts: a main effect, a level of smoking or of ethnicity. */
const factNames: Readonly<Record<string, string>> = {
  bmi1: 'bmi_1',
  bmi2: 'bmi_2',
  ratio: 'rati',
  systolic: 'sbp',
  systolicVariability: 'sbps5',
  townsend: 'town',
  atrialFibrillation: 'b_AF',
  onAtypicalAntipsychotic: 'b_atypicalantipsy',
  onCorticosteroids: 'b_corticosteroids',
  erectileDysfunction: 'b_impotence2',
  migraine: 'b_migraine',
  rheumatoidArthritis: 'b_ra',
  chronicKidneyDisease3to5: 'b_renal',
  severeMentalIllness: 'b_semi',
  lupus: 'b_sle',
  onBloodPressureMedicine: 'b_treatedhyp',
  diabetesType1: 'b_type1',
  diabetesType2: 'b_type2',
  familyCoronaryBefore60: 'fh_cvd',
}
const smoking = ['former', 'light', 'moderate', 'heavy']
const ethnicities = [
  'indian',
  'pakistani',
  'bangladeshi',
  'other-asian',
  'black-caribbean',
  'black-african',
  'chinese',
  'other',
]

const effects = (facts: SexFacts, term: Qrisk3Term): readonly [number, number, number] => {
  const level = (list: readonly string[], prefix: string): number => list.indexOf(term.slice(prefix.length)) + 1
  if (term.startsWith('ethnicity-')) return [facts.ethrisk[level(ethnicities, 'ethnicity-') + 1] ?? Number.NaN, 0, 0]
  const smokes = term.startsWith('smoking-') ? level(smoking, 'smoking-') : 0
  const name = smokes > 0 ? `(smoke_cat==${smokes})` : (factNames[term] ?? '')
  const main = smokes > 0 ? facts.smoke[smokes] : facts.main[name]
  return [main ?? 0, facts.interactions[`age_1*${name}`] ?? 0, facts.interactions[`age_2*${name}`] ?? 0]
}

const one = (facts: SexFacts, agePowers: readonly [number, number]) => {
  const { centre, main } = facts
  const terms = Object.fromEntries(
    qrisk3Terms.map((term) => [term, effects(facts, term)] as const).filter(([, e]) => e.some((x) => x !== 0)),
  )
  const used = Object.values(terms)
    .flat()
    .filter((x) => x !== 0).length
  const given = [facts.ethrisk, facts.smoke, Object.values(main), Object.values(facts.interactions)].flat()
  const stated = given.filter((x) => x !== 0).length - 2
  if (used !== stated) throw new Error(`qrisk3: ${used} effects of ${stated} carried over`)
  return {
    survival: facts.baseline_survival_10y,
    agePowers,
    ageCentres: [centre['age_1'], centre['age_2']],
    ageEffects: [main['age_1'], main['age_2']],
    centres: ['bmi_1', 'bmi_2', 'rati', 'sbp', 'sbps5', 'town'].map((name) => centre[name]),
    terms,
  }
}

/** The notice that the additional terms of ClinRisk's licence ask to stand with every score, word for word. */
const disclaimer = [
  'The initial version of this file, to be found at http://svn.clinrisk.co.uk/opensource/qrisk2, faithfully implements QRISK3-2017.',
  'ClinRisk Ltd. have released this code under the GNU Lesser General Public License to enable others to implement the algorithm faithfully.',
  'However, the nature of the GNU Lesser General Public License is such that we cannot prevent, for example, someone accidentally altering the coefficients, getting the inputs wrong, or just poor programming.',
  'ClinRisk Ltd. stress, therefore, that it is the responsibility of the end user to check that the source that they receive produces the same results as the original code found at https://qrisk.org.',
  'Inaccurate implementations of risk scores can lead to wrong patients being given the wrong treatment.',
].join(' ')

export const qrisk3: Family = {
  file: 'qrisk3.json',
  what: 'QRISK3-2017, facts only; the disclaimer stands with every score',
  table: (facts) => {
    const { female, male } = (facts('qrisk3') as Facts).sexes
    return {
      models: [
        {
          id: 'qrisk3',
          title: 'QRISK3',
          year: 2017,
          kind: 'risk',
          outcomes: [{ outcome: 'ascvd', years: 10 }],
          population: { age: [25, 84], regions: ['GB'], mustNotHave: ['priorCardiovascularDisease', 'onStatin'] },
          inputs: [
            { input: 'age' },
            { input: 'sex' },
            { input: 'qriskEthnicity' },
            { input: 'townsend', range: [-7, 11], outside: 'clamp' },
            { input: 'totalCholesterol' },
            { input: 'hdlCholesterol' },
            { input: 'systolic', range: [70, 210], outside: 'refuse' },
            { input: 'systolicVariability', range: [0, 40], outside: 'refuse' },
            { input: 'onBloodPressureMedicine' },
            { input: 'bmi', range: [20, 40], outside: 'clamp' },
            { input: 'smokingAmount' },
            { input: 'diabetesType1' },
            { input: 'diabetesType2' },
            { input: 'atrialFibrillation' },
            { input: 'chronicKidneyDisease3to5' },
            { input: 'migraine' },
            { input: 'rheumatoidArthritis' },
            { input: 'lupus' },
            { input: 'severeMentalIllness' },
            { input: 'onAtypicalAntipsychotic' },
            { input: 'onCorticosteroids' },
            { input: 'erectileDysfunction', sex: 'male' },
            { input: 'familyCoronaryBefore60' },
          ],
          method: 'qrisk3-2017',
          licence:
            'Facts of the publication and of ClinRisk’s reference implementation (LGPL-3.0 with an additional term: the disclaimer stands with every score). Use of the name QRISK by the NHS or commercially needs a licence of ClinRisk; medical device rules of the United Kingdom apply.',
          citations: [
            { kind: 'doi', id: '10.1136/bmj.j2099', year: 2017 },
            { kind: 'url', id: 'https://qrisk.org' },
          ],
          disclaimer,
          usesRace: true,
        },
      ],
      coefficients: { female: one(female, [-2, 1]), male: one(male, [-1, 3]) },
    }
  },
}
