/** What an input's value is: a number in the unit stated beside it, yes or no, a code of another system, or one of these choices. */
export type InputKind = 'number' | 'yesNo' | 'code' | readonly string[]

/**
 * Every input a risk model reads: one name, one meaning, one unit. A yes-or-no input is `false` only where somebody looked and it is not so.
 * The catalogue of inputs has a row for each.
 */
export const inputKinds = {
  // Person
  age: 'number', // a, years since birth, completed or exact
  sex: ['female', 'male'], // as the equations use it
  country: 'code', // ISO 3166-1 alpha-2, upper case
  scoreRegion: ['low', 'moderate', 'high', 'very-high'], // European risk region of SCORE2 (2021)
  asiaPacificRegion: ['low', 'moderate', 'high', 'very-high'], // risk region of SCORE2 Asia-Pacific (2025)
  socialDeprivationDecile: 'number', // 1 to 10, Social Deprivation Index of the United States, 10 most deprived
  townsend: 'number', // Townsend deprivation score of the United Kingdom, -7 to 11, higher more deprived
  pceRace: ['white', 'black', 'other'], // as the pooled cohort equations divide people
  mesaRace: ['white', 'black', 'chinese', 'hispanic', 'other'], // as MESA divides people
  qriskEthnicity: [
    'white',
    'indian',
    'pakistani',
    'bangladeshi',
    'other-asian',
    'black-caribbean',
    'black-african',
    'chinese',
    'other',
  ], // as QRISK3 divides people; white also when not stated

  bcratPopulation: [
    'white',
    'african-american',
    'hispanic-us-born',
    'hispanic-foreign-born',
    'chinese',
    'japanese',
    'filipino',
    'hawaiian',
    'other-pacific-islander',
    'other-asian',
    'other',
  ], // as the breast cancer tool divides people; other also when not known
  plcoRace: [
    'white',
    'black',
    'hispanic',
    'asian',
    'american-indian-or-alaska-native',
    'native-hawaiian-or-pacific-islander',
  ], // as PLCOm2012 divides people
  education: [
    'less-than-high-school',
    'high-school',
    'post-high-school-training',
    'some-college',
    'college',
    'postgraduate',
  ], // highest level, as PLCOm2012 counts from 1 to 6

  // Measured
  systolic: 'number', // mm[Hg], systolic blood pressure, sitting
  systolicVariability: 'number', // mm[Hg], standard deviation of at least two systolic readings
  bmi: 'number', // kg/m2
  totalCholesterol: 'number', // mg/dL
  hdlCholesterol: 'number', // mg/dL
  egfr: 'number', // mL/min/{1.73_m2}, estimated without race
  hba1c: 'number', // %, NGSP
  urineAlbuminCreatinine: 'number', // mg/g, albumin to creatinine in urine
  highSensitivityCrp: 'number', // mg/L, C-reactive protein by a high-sensitivity assay
  coronaryCalcium: 'number', // Agatston units

  diastolic: 'number', // mm[Hg]
  heartRate: 'number', // /min
  respiratoryRate: 'number', // /min
  oxygenSaturation: 'number', // %, by pulse oximeter
  temperature: 'number', // Cel
  waist: 'number', // cm
  creatinine: 'number', // mg/dL, serum or plasma, IDMS-traceable
  cystatinC: 'number', // mg/L
  albumin: 'number', // g/dL, serum or plasma
  phosphate: 'number', // mg/dL, as phosphorus
  bicarbonate: 'number', // mmol/L
  calcium: 'number', // mg/dL, total
  sodium: 'number', // mmol/L
  ast: 'number', // U/L
  alt: 'number', // U/L
  alkalinePhosphatase: 'number', // U/L
  bilirubin: 'number', // mg/dL, total
  inr: 'number', // international normalised ratio
  platelets: 'number', // 10*9/L
  whiteCells: 'number', // 10*9/L
  lymphocytePercent: 'number', // % of white cells
  meanCellVolume: 'number', // fL
  redCellWidth: 'number', // %, coefficient of variation
  crp: 'number', // mg/L, C-reactive protein by any assay
  glucose: 'number', // mg/dL, serum or plasma, fasting or not
  fastingGlucose: 'number', // mg/dL, serum or plasma, fasting
  triglycerides: 'number', // mg/dL
  troponinRatio: 'number', // troponin divided by the upper reference limit of the assay

  // Treated
  onBloodPressureMedicine: 'yesNo',
  onStatin: 'yesNo',
  onLipidMedicine: 'yesNo', // any lipid-lowering medicine
  onCorticosteroids: 'yesNo', // steroid tablets regularly
  onAtypicalAntipsychotic: 'yesNo',

  onDialysis: 'yesNo', // chronic dialysis
  dialysisThisWeek: 'yesNo', // twice or more, or 24 hours of continuous haemodialysis, within seven days
  onAntiplateletOrNsaid: 'yesNo',
  onOxygen: 'yesNo', // supplemental oxygen now

  // Habits
  smokingNow: 'yesNo', // cigarettes within the past 30 days
  smokingAmount: ['never', 'former', 'light', 'moderate', 'heavy'], // light 1 to 9, moderate 10 to 19, heavy 20 or more cigarettes a day

  smokedEver: 'yesNo', // 100 cigarettes or more in life
  cigarettesPerDay: 'number', // mean over the years smoked
  yearsSmoked: 'number', // a
  yearsSinceQuitting: 'number', // a, of those who do not smoke now
  alcoholDrinksPerWeek: 'number',
  activeHalfHourDaily: 'yesNo', // at least 30 minutes of activity on most days, work included
  physicallyActive: 'yesNo', // by one's own answer
  fruitOrVegetablesDaily: 'yesNo',

  // Illness
  diabetes: 'yesNo', // of any type
  diabetesType1: 'yesNo',
  diabetesType2: 'yesNo',
  ageAtDiabetesDiagnosis: 'number', // a
  priorCardiovascularDisease: 'yesNo', // coronary disease, stroke, TIA, peripheral artery disease or heart failure
  atrialFibrillation: 'yesNo',
  chronicKidneyDisease3to5: 'yesNo', // stage 3, 4 or 5
  migraine: 'yesNo',
  rheumatoidArthritis: 'yesNo',
  lupus: 'yesNo', // systemic lupus erythematosus
  severeMentalIllness: 'yesNo', // schizophrenia, bipolar disorder, or moderate or severe depression
  erectileDysfunction: 'yesNo', // diagnosed or treated

  hypertension: 'yesNo', // diagnosed or treated
  heartFailure: 'yesNo', // symptoms, or reduced ejection fraction
  strokeOrEmbolism: 'yesNo', // stroke, TIA or systemic embolism at any time
  priorStroke: 'yesNo',
  vascularDisease: 'yesNo', // heart attack, peripheral artery disease or aortic plaque
  atherosclerosis: 'yesNo', // known atherosclerotic disease of any bed
  bleedingKidneyDisease: 'yesNo', // dialysis, transplant or creatinine of 200 umol/L or more (HAS-BLED)
  bleedingLiverDisease: 'yesNo', // cirrhosis, or bilirubin twice with transaminases three times the upper limit (HAS-BLED)
  majorBleeding: 'yesNo', // bleeding in the past, or a disposition to it
  labileInr: 'yesNo', // less than 60 % of the time in range, of those on a vitamin K antagonist
  impairedGlucose: 'yesNo', // impaired fasting glucose or diabetes
  everHighGlucose: 'yesNo', // ever found: at a check, in illness or in pregnancy
  gestationalDiabetes: 'yesNo', // ever
  copd: 'yesNo', // chronic obstructive lung disease, emphysema or chronic bronchitis
  hypercapnicFailure: 'yesNo', // saturation of 88 to 92 % prescribed for hypercapnic respiratory failure
  consciousness: ['alert', 'not-alert'], // not-alert: new confusion, or responds to voice, to pain, or not at all
  priorCancer: 'yesNo', // any but of the skin other than melanoma
  priorLungCancer: 'yesNo',
  priorBreastCancer: 'yesNo', // invasive, or in situ of duct or lobule
  chestRadiotherapy: 'yesNo', // before 30 years of age, or for Hodgkin lymphoma
  highRiskBreastGene: 'yesNo', // a known pathogenic variant of BRCA1, BRCA2 or another gene of hereditary breast cancer
  kidneyTransplant: 'yesNo',

  // Breast and births
  breastBiopsies: 'number', // how many ever, benign
  atypicalHyperplasia: 'yesNo', // in any of those biopsies
  ageAtMenarche: 'number', // a
  nulliparous: 'yesNo', // has given birth to no living child
  ageAtFirstBirth: 'number', // a, of the first living child

  // Chest pain now
  chestPainHistory: ['slightly-suspicious', 'moderately-suspicious', 'highly-suspicious'],
  ecgFinding: ['normal', 'nonspecific-repolarisation', 'st-deviation'],
  cardiacRiskFactors: 'number', // how many of high cholesterol, hypertension, diabetes, smoking, family history, obesity

  // Family
  familyHeartAttack: 'yesNo', // heart attack of a parent, sibling or child at any age (MESA)
  familyCoronaryBefore60: 'yesNo', // angina or heart attack of a first-degree relative before 60 (QRISK3)
  parentHeartAttackBefore60: 'yesNo', // heart attack of a parent before 60 (Reynolds)
  firstDegreeBreastCancer: 'number', // how many of mother, sisters, daughters
  familyLungCancer: 'yesNo', // lung cancer of a parent, sibling or child
  familyLungCancerOnset: ['none', 'early', 'late'], // of a parent, sibling or child: early 60 years or younger
  familyDiabetes: ['none', 'second-degree', 'first-degree'], // nearest relative with diabetes
  parentDiabetes: 'yesNo',
} as const satisfies Readonly<Record<string, InputKind>>

export type KnownInputId = keyof typeof inputKinds

export const inputNames = Object.keys(inputKinds) as readonly KnownInputId[]

/** What kind of value an input has; undefined for a name that no model reads. */
export const inputKind = (id: string): InputKind | undefined => (inputKinds as Readonly<Record<string, InputKind>>)[id]

/** A value of a kind: a finite number, true or false, or one of the choices. */
export const isOfKind = (kind: InputKind, value: unknown): boolean => {
  if (kind === 'number') return Number.isFinite(value)
  if (kind === 'yesNo') return typeof value === 'boolean'
  if (kind === 'code') return typeof value === 'string' && value !== ''
  return typeof value === 'string' && kind.includes(value)
}
