import type { Need } from '../assessment.ts'
import type { Range } from '../quantity.ts'
import type { PreventiveMeasure, ScreeningTest, ScreeningTopic } from '../screening-vocabulary.ts'
import { type Audience, fill, type ForBoth } from './catalogue.ts'

const both = (clinician: string, patient: string): ForBoth => ({ clinician, patient })

/** What is looked for. */
export const screeningTopicWords: Readonly<Record<ScreeningTopic, string>> = {
  'abdominal-aortic-aneurysm': 'abdominal aortic aneurysm',
  'breast-cancer': 'breast cancer',
  'hereditary-breast-ovarian-cancer': 'hereditary breast and ovarian cancer',
  'breast-cancer-prevention': 'prevention of breast cancer',
  'cervical-cancer': 'cervical cancer',
  'colorectal-cancer': 'colorectal cancer',
  'lung-cancer': 'lung cancer',
  'prostate-cancer': 'prostate cancer',
  'type-2-diabetes': 'prediabetes and type 2 diabetes',
  hypertension: 'high blood pressure',
  'cardiovascular-prevention': 'prevention of heart attack and stroke',
  'hepatitis-c': 'hepatitis C',
  'hepatitis-b': 'hepatitis B',
  hiv: 'HIV infection',
  osteoporosis: 'osteoporosis',
  depression: 'depression',
  anxiety: 'anxiety disorders',
  alcohol: 'unhealthy alcohol use',
  tobacco: 'tobacco use',
  'chlamydia-and-gonorrhoea': 'chlamydia and gonorrhoea',
  tuberculosis: 'latent tuberculosis',
  'gestational-diabetes': 'diabetes of pregnancy',
  'pre-eclampsia': 'pre-eclampsia',
  'neural-tube-defects': 'neural tube defects',
  falls: 'falls',
  obesity: 'consequences of obesity',
  'ovarian-cancer': 'ovarian cancer',
  'pancreatic-cancer': 'pancreatic cancer',
  'thyroid-cancer': 'thyroid cancer',
  'carotid-stenosis': 'carotid artery stenosis',
  'atrial-fibrillation': 'atrial fibrillation',
  'familial-hypercholesterolaemia': 'familial hypercholesterolaemia',
  'kidney-disease': 'kidney disease',
}

/** Tests as they stand inside a sentence. */
export const screeningTestWords: Readonly<Record<ScreeningTest, ForBoth>> = {
  'aortic-ultrasound': both('ultrasound of the abdominal aorta', 'an ultrasound scan of the main artery in your belly'),
  mammography: both('mammography', 'a breast X-ray (mammogram)'),
  'breast-mri': both('breast MRI', 'an MRI scan of the breasts'),
  'familial-risk-tool': both('brief familial risk tool', 'a few questions about cancer in your family'),
  'cervical-cytology': both('cervical cytology', 'a cervical smear (Pap test)'),
  'hpv-test': both('high-risk HPV test', 'a test for the HPV virus'),
  'co-test': both('cytology with high-risk HPV test', 'a cervical smear together with an HPV test'),
  'faecal-immunochemical-test': both('faecal immunochemical test', 'a stool test (FIT)'),
  'guaiac-stool-test': both('high-sensitivity guaiac stool test', 'a stool test for blood'),
  'stool-dna-test': both('stool DNA test with FIT', 'a stool test for blood and DNA'),
  colonoscopy: both('colonoscopy', 'a colonoscopy'),
  'ct-colonography': both('CT colonography', 'a CT scan of the bowel'),
  sigmoidoscopy: both('flexible sigmoidoscopy', 'a look at the lower bowel (sigmoidoscopy)'),
  'low-dose-ct': both('low-dose CT of the chest', 'a low-dose CT scan of the lungs'),
  psa: both('PSA', 'a blood test called PSA'),
  'glucose-or-hba1c': both('glucose or HbA1c', 'a blood sugar test'),
  'blood-pressure': both('blood pressure', 'a blood pressure check'),
  'hepatitis-c-antibody': both('hepatitis C antibody', 'a blood test for hepatitis C'),
  'hepatitis-b-surface-antigen': both('hepatitis B surface antigen', 'a blood test for hepatitis B'),
  'hiv-test': both('HIV test', 'an HIV test'),
  'bone-densitometry': both('bone densitometry', 'a bone density scan'),
  'depression-questionnaire': both('depression questionnaire (PHQ)', 'a few questions about your mood'),
  'anxiety-questionnaire': both('anxiety questionnaire (GAD)', 'a few questions about worry and fear'),
  'alcohol-questionnaire': both('alcohol questionnaire (AUDIT-C)', 'a few questions about alcohol'),
  'tobacco-question': both('question about tobacco', 'a question about smoking'),
  'chlamydia-gonorrhoea-test': both('chlamydia and gonorrhoea NAAT', 'a test for chlamydia and gonorrhoea'),
  'tuberculosis-test': both('IGRA or tuberculin test', 'a test for tuberculosis'),
  'oral-glucose-tolerance-test': both('oral glucose tolerance test', 'a sugar drink test'),
  'dutch-lipid-clinic-score': both(
    'Dutch Lipid Clinic score',
    'questions and results that point to inherited high cholesterol',
  ),
  'ldl-receptor-gene-test': both(
    'genetic test for familial hypercholesterolaemia',
    'a gene test for inherited high cholesterol',
  ),
  egfr: both('eGFR', 'a blood test of the kidneys'),
  'urine-albumin': both('urine albumin-creatinine ratio', 'a urine test of the kidneys'),
  'ovarian-ultrasound-or-ca125': both('ovarian ultrasound or CA-125', 'a scan or blood test for ovarian cancer'),
  'pancreatic-imaging': both('imaging of the pancreas', 'a scan of the pancreas'),
  'thyroid-examination': both('examination of the thyroid', 'a search for thyroid cancer'),
  'carotid-ultrasound': both('ultrasound of the carotid arteries', 'a scan of the neck arteries'),
  electrocardiogram: both('electrocardiogram', 'a heart tracing (ECG)'),
}

/** Examinations that follow on an abnormal result, as a reason names them. */
export const screeningFollowUpWords: Readonly<Record<string, string>> = {
  'diagnostic-mammography': 'diagnostic mammography',
  'breast-biopsy': 'biopsy of the breast',
  colposcopy: 'colposcopy',
  'lung-biopsy': 'biopsy of the lung',
  'prostate-biopsy': 'biopsy of the prostate',
  'hepatitis-c-rna': 'hepatitis C RNA',
}

/** What may be offered or talked over. */
export const preventiveMeasureWords: Readonly<Record<PreventiveMeasure, ForBoth>> = {
  'risk-reducing-breast-medicine': both(
    'medicine that lowers breast cancer risk (tamoxifen, raloxifene or an aromatase inhibitor)',
    'medicine that can lower the risk of breast cancer',
  ),
  'risk-reducing-salpingo-oophorectomy': both(
    'risk-reducing removal of ovaries and tubes',
    'an operation that lowers the risk of ovarian cancer',
  ),
  statin: both('a statin of low or moderate intensity', 'a medicine that lowers cholesterol (statin)'),
  'tobacco-cessation': both('help to stop tobacco', 'help to stop smoking'),
  'low-dose-aspirin-in-pregnancy': both(
    'aspirin 81 mg a day from 12 weeks of pregnancy',
    'low-dose aspirin in pregnancy',
  ),
  'folic-acid': both('folic acid 0.4–0.8 mg a day', 'folic acid'),
  'exercise-against-falls': both('exercise that prevents falls', 'exercise that prevents falls'),
  'behavioural-weight-programme': both(
    'an intensive behavioural weight programme',
    'a programme that helps to lose weight',
  ),
  'positive-screening-result': both('follow-up of a positive screening result', 'what your last result means'),
  'stopping-screening': both('stopping this screening', 'whether this screening is still useful for you'),
  'whether-to-screen': both('benefits and harms of screening before any test', 'what speaks for and against the test'),
}

const years = (months: number): string => String(Math.round((months / 12) * 10) / 10)

/** `every 3 years`, `every 1 to 3 years`, `every 6 months`; months of the calendar. */
export const intervalWords = ([low, high]: Range): string => {
  const inYears = low % 12 === 0 && high % 12 === 0
  const [a, b] = inYears ? [years(low), years(high)] : [String(low), String(high)]
  const unit = inYears ? 'year' : 'month'
  if (a === b) return a === '1' ? `every ${unit}` : `every ${a} ${unit}s`
  return `every ${a} to ${b} ${unit}s`
}

/** States of a line of the calendar. */
export const screeningStateWords: Readonly<Record<string, ForBoth>> = {
  overdue: both('overdue', 'overdue'),
  due: both('due', 'due now'),
  later: both('later', 'later'),
  planned: both('planned', 'planned'),
  'follow-up': both('result needs follow-up', 'your result needs a next step'),
  offer: both('to offer', 'may help you'),
  discuss: both('to discuss', 'to talk over'),
  'not-known': both('not known', 'not known yet'),
  'followed-otherwise': both('followed outside screening', 'followed by your care team'),
  stopped: both('stopped', 'stopped'),
  done: both('done', 'done'),
  'not-recommended': both('not recommended', 'not recommended'),
  'not-enough-evidence': both('not enough evidence', 'not enough is known'),
  'not-applicable': both('does not apply', 'does not apply'),
}

/** Reasons of the calendar; `{name}` is filled from the reason's own values. */
export const screeningReasonSentences: Readonly<Record<string, ForBoth>> = {
  'screening-rule': both('{source} {year}, grade {grade}.', 'Recommended by {source}.'),
  'screening-rule-ungraded': both('{source} {year}.', 'Recommended by {source}.'),
  'screening-age': both('Age {age}: the guideline holds for {ages}.', 'It is meant for people of {ages}.'),
  'screening-starts': both('Starts at age {age}.', 'This begins at age {age}.'),
  'screening-ends': both('Ended at age {age}.', 'This ends at age {age}.'),
  'screening-sex': both('Recorded sex: {sex}.', 'Recorded sex: {sex}.'),
  'screening-sex-differs': both(
    'Sex recorded at birth ({birth}) counts here; the record also says {sex}.',
    'The sex recorded at birth counts here.',
  ),
  'organ-removed': both('{organ}: removed ({what}).', 'This organ was removed.'),
  'organ-absent': both('{organ}: not present in this sex.', 'This does not apply to your body.'),
  'organ-perhaps-removed': both(
    '{what} is recorded; whether {organ} is left is not.',
    'It is not recorded what was removed.',
  ),
  'fact-recorded': both('{what} is recorded.', '{what} is recorded.'),
  'fact-not-recorded': both('{fact}: not recorded.', '{fact}: not recorded.'),
  'record-silent': both('The record says nothing of {kind}.', 'The record says nothing of {kind}.'),
  'smoking-status': both('Smoking: {status}.', 'Smoking: {status}.'),
  'pack-years': both('{years} pack-years recorded ({needed} needed).', '{years} pack-years recorded.'),
  'quit-date': both('Stopped smoking {date}; counts until {until}.', 'You stopped smoking {date}.'),
  bmi: both('BMI {value} ({needed} needed).', 'BMI {value}.'),
  measured: both('{what} {value} ({needed} needed).', '{what} {value}.'),
  relative: both('{relation} with {disease}{at}.', 'Someone in your family had {disease}{at}.'),
  'family-none-known': both(
    'Nothing of the kind is known in the family.',
    'Nothing of the kind is known in your family.',
  ),
  carrier: both('{gene}: a disease-causing variant is recorded.', 'A change in {gene} was found.'),
  'carrier-not-sure': both(
    '{gene}: a result is recorded, but not that it is inherited, disease-causing and final.',
    'A result on {gene} needs a closer look.',
  ),
  'not-carrier': both('{gene}: tested, none found.', 'No change in {gene} was found.'),
  'risk-given': both('{by}: {percent} ({horizon}; threshold {threshold}).', 'Estimated risk: {percent} ({horizon}).'),
  'risk-straddles': both(
    '{by}: {percent}, between {low} and {high}; the threshold {threshold} lies between.',
    'The estimate is not sure enough to decide.',
  ),
  'risk-of-other-model': both(
    '{by} gives {percent}, but the guideline asks for {asked}.',
    'A different calculation is needed to decide.',
  ),
  'risk-not-given': both('No risk of {outcome} has been calculated.', 'Your risk has not been calculated.'),
  pregnant: both('Pregnant.', 'You are pregnant.'),
  'not-pregnant': both('Not pregnant.', 'You are not pregnant.'),
  taking: both('{drug} is on the list.', 'You take {drug}.'),
  'last-done': both('Last {test}: {date}.', 'Last time: {date}.'),
  'last-abnormal': both(
    '{test} {date}: {result}; that is no longer a question of screening.',
    'Your result of {date} needs a next step.',
  ),
  'result-not-read': both(
    '{test} {date}: its result is not in the record.',
    'The result of {date} is not in the record.',
  ),
  'never-recorded': both('None is recorded.', 'None is recorded.'),
  'recorded-without-date': both(
    '{test} is recorded without a date; it does not count as done.',
    'It is recorded, but not when.',
  ),
  'not-completed': both(
    '{test} {date}: not completed; it does not count as done.',
    'The test of {date} did not work out.',
  ),
  'acts-not-recognised': both(
    'None is recorded in words; {count} procedures or reports stand there by a code alone and could not be recognised.',
    'None was found. Some entries of your record could not be read.',
  ),
  'covered-by': both('{test} of {date} covers it until {until}.', 'The test of {date} covers this.'),
  'planned-for': both('{test} is planned{at}.', 'This is planned{at}.'),
  'overruled-by': both('{rule} goes before: {why}.', 'A more fitting rule was used.'),
  'life-limited': both('{what}: screening is not started or continued.', 'Screening would not help you now.'),
  declined: both('Declined {date}.', 'You decided against it.'),
  'interval-individual': both(
    'The source leaves it to judgement when to repeat it.',
    'When to repeat it is for you and your care team.',
  ),
  'if-rule-holds': both('{rule} would go before, should it apply.', 'Knowing more could change this.'),
  deceased: both('The person has died.', 'The person has died.'),
  'equivalent-age': both(
    'By own risk one would start at {own} (guideline {guideline}; guidelines range from {low} to {high}).',
    'Your own risk points to an age of {own}.',
  ),
  'against-screening': both(
    '{source} {year} (grade D): harms outweigh benefits.',
    'This test does more harm than good here.',
  ),
  'evidence-missing': both(
    '{source} {year} (I): the evidence does not decide.',
    'It is not known whether this test helps.',
  ),
}

/** What to ask or measure where something is not known. */
export const screeningQuestions: Readonly<Record<string, ForBoth>> = {
  'birth-date': both('Ask for the date of birth', 'When were you born?'),
  sex: both('Ask which of these organs are present: {organ}', 'Do you have: {organ}?'),
  'organ-left': both('Find out whether {organ} was left at the operation', 'Was {organ} removed at your operation?'),
  smoking: both('Ask whether the person has ever smoked', 'Have you ever smoked?'),
  'pack-years': both(
    'Ask for packs a day and years smoked',
    'How many packs a day did you smoke, and for how many years?',
  ),
  'quit-date': both('Ask when smoking stopped', 'When did you stop smoking?'),
  bmi: both('Measure weight and height', 'What are your weight and height?'),
  measure: both('Measure {what}', 'A measurement of {what} is needed'),
  'family-history': both(
    'Ask about {disease} in parents, brothers, sisters and children, with ages',
    'Did a close relative have {disease}, and at what age?',
  ),
  'age-at-diagnosis': both(
    'Ask at what age the relative had {disease}',
    'At what age did your relative have {disease}?',
  ),
  fact: both('Ask about: {fact}', 'Does this hold for you: {fact}?'),
  conditions: both('Take the history of illnesses', 'Which illnesses have you had?'),
  'gene-test': both('Obtain or find the result of a test of {gene}', 'Was {gene} ever tested?'),
  risk: both('Calculate the risk of {outcome} by {asked}', 'Your risk needs to be calculated'),
  pregnancy: both('Ask about pregnancy', 'Are you pregnant?'),
  'last-date': both('Ask when it was last done elsewhere', 'When was this last done?'),
  result: both('Find the result of {test} of {date}', 'What was the result of {date}?'),
}

/** Facts of a history, as a question or reason names them. */
export const screeningFactWords: Readonly<Record<string, string>> = {
  'breast-cancer': 'breast cancer',
  'ovarian-cancer': 'ovarian, tubal or peritoneal cancer',
  'high-risk-breast-lesion': 'high-risk breast lesion',
  'chest-radiation-when-young': 'radiation of the chest at a young age',
  'brca-linked-ancestry': 'ancestry in which BRCA variants are frequent',
  'cervical-cancer-or-high-grade-lesion': 'cervical cancer or high-grade lesion',
  'weakened-immunity': 'weakened immune system',
  'colorectal-cancer': 'colorectal cancer',
  'colorectal-polyp': 'adenoma or polyp of the bowel',
  'inflammatory-bowel-disease': 'inflammatory bowel disease',
  'polyposis-syndrome': 'polyposis or Lynch syndrome',
  'lung-cancer': 'lung cancer',
  'prostate-cancer': 'prostate cancer',
  'pancreatic-cancer': 'pancreatic cancer',
  'thyroid-cancer': 'thyroid cancer',
  'aortic-aneurysm': 'aneurysm of the aorta',
  diabetes: 'diabetes',
  prediabetes: 'prediabetes',
  hypertension: 'high blood pressure',
  dyslipidaemia: 'dyslipidaemia',
  'cardiovascular-disease': 'cardiovascular disease',
  'familial-hypercholesterolaemia': 'familial hypercholesterolaemia',
  'hepatitis-c': 'hepatitis C',
  'hepatitis-b': 'hepatitis B',
  hiv: 'HIV infection',
  osteoporosis: 'osteoporosis',
  depression: 'depression',
  bipolar: 'bipolar disorder',
  'anxiety-disorder': 'anxiety disorder',
  'alcohol-use-disorder': 'alcohol use disorder',
  tuberculosis: 'tuberculosis',
  'atrial-fibrillation': 'atrial fibrillation',
  'stroke-or-tia': 'stroke or TIA',
  'carotid-stenosis': 'carotid artery stenosis',
  'kidney-disease': 'chronic kidney disease, stage 3 or higher',
  'limited-life-expectancy': 'palliative care or a terminal illness',
  'sexually-active': 'sexually active',
  'hepatitis-b-risk': 'a raised risk of hepatitis B',
  'tuberculosis-risk': 'a raised risk of tuberculosis',
  'fall-risk': 'a raised risk of falling',
  'pre-eclampsia-risk': 'a high risk of pre-eclampsia',
  'may-become-pregnant': 'could become pregnant or plans to',
  postmenopausal: 'after menopause',
  'fracture-risk': 'a raised fracture risk by a clinical tool',
  'hypertension-risk': 'a raised risk of high blood pressure',
}

/** Organs, as reasons and questions name them. */
export const organWords: Readonly<Record<string, string>> = {
  breasts: 'breasts',
  cervix: 'cervix',
  ovaries: 'ovaries',
  prostate: 'prostate',
  colon: 'large bowel',
}

/** A need of the calendar as the question that settles it. */
export const screeningQuestion = (
  need: Pick<Need, 'code' | 'about' | 'test'>,
  audience: Audience,
  phrase: (code: string) => string,
): string => {
  const words = screeningQuestions[need.code]
  const about = phrase(need.about)
  const named = {
    fact: about,
    disease: about,
    organ: about,
    outcome: about,
    gene: need.about,
    what: about,
    test: about,
  }
  return words === undefined
    ? `${about} is not known`
    : fill(words[audience], { ...named, asked: phrase(need.test), date: need.test })
}

/** Models that rules ask for, in the words of the rule's need; a model without an entry keeps its own name. */
const modelPhrases: Readonly<Record<string, string>> = {
  bcrat: 'the Gail model (BCRAT)',
  pce: 'the Pooled Cohort Equations',
  'pce-2013': 'the Pooled Cohort Equations',
  'pce-2018': 'the revised Pooled Cohort Equations',
  'pce-2013 or pce': 'the Pooled Cohort Equations',
  plcom2012: 'PLCOm2012',
  prevent: 'PREVENT',
  qrisk3: 'QRISK3',
  score2: 'SCORE2',
  'llpi-2015': 'the Liverpool Lung Project model',
  'framingham-2008': 'the Framingham general cardiovascular model',
  'a model other than bcrat or gail': 'a model that takes in the whole family, not the Gail model',
  'attune-family': 'the model of the family',
}

const testPhrases = Object.fromEntries(
  Object.entries(screeningTestWords).map(([code, words]) => [code, words.clinician]),
)

/** Codes that fill reasons and questions of the calendar. */
export const screeningPhrases: Readonly<Record<string, string>> = {
  ...screeningTopicWords,
  ...screeningFactWords,
  ...organWords,
  ...modelPhrases,
  ...testPhrases,
  ...screeningFollowUpWords,
  'last-date': 'the last time',
}
