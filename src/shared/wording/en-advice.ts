import type { Monitorable, Topic } from '../advice-vocabulary.ts'
import type { Audience, ForBoth } from './catalogue.ts'

const both = (clinician: string, patient: string): ForBoth => ({ clinician, patient })

export const monitorableWords: Record<Monitorable, ForBoth> = {
  'plasma-concentration': both('the plasma concentration', 'how much of it is in your blood'),
  'endoxifen-concentration': both('the endoxifen concentration', 'how much of the active form is in your blood'),
  'trough-concentration': both('the trough concentration', 'how much of it is in your blood before a dose'),
  'active-metabolite-concentration': both(
    'the concentration of the active metabolite',
    'how much of the active form is in your blood',
  ),
  'parent-and-metabolite-concentration': both(
    'the concentrations of drug and metabolite',
    'how much of it is in your blood',
  ),
  'blood-count': both('the blood count', 'your blood count'),
  inr: both('the INR', 'how fast your blood clots (INR)'),
  ecg: both('the ECG', 'your heart tracing (ECG)'),
  'blood-pressure': both('the blood pressure', 'your blood pressure'),
  'heart-rate': both('the heart rate', 'your heart rate'),
  hearing: both('hearing', 'your hearing'),
  'renal-function': both('kidney function', 'your kidneys'),
  'liver-function': both('liver function', 'your liver'),
  efficacy: both('the effect', 'how well it works'),
  'side-effects': both('side effects', 'side effects'),
  toxicity: both('signs of toxicity', 'signs of too strong an effect'),
  'platelet-reactivity': both('the platelet reactivity', 'how your platelets react'),
  haemolysis: both('signs of haemolysis', 'breakdown of red blood cells'),
  haemoglobin: both('the haemoglobin', 'your red blood cells'),
  'skin-reaction': both('skin reactions', 'skin rash'),
  'neuropsychiatric-side-effects': both('neuropsychiatric side effects', 'changes of mood, sleep or thinking'),
  jaundice: both('jaundice', 'yellow skin or eyes'),
  'creatine-kinase': both('the creatine kinase', 'a muscle value in your blood'),
  myopathy: both('myopathy', 'muscle pain or weakness'),
  'respiratory-depression': both('respiratory depression', 'slow breathing'),
  bleeding: both('bleeding', 'bleeding'),
  'gastrointestinal-toxicity': both('gastrointestinal toxicity', 'stomach pain or bleeding'),
  neutropenia: both('neutropenia', 'a low count of white blood cells'),
  'thiopurine-metabolites': both('the thiopurine metabolites', 'how your body handles the medicine'),
  'symptom-control': both('symptom control', 'how well your symptoms are controlled'),
  hyperthermia: both('malignant hyperthermia', 'a dangerous rise of body heat'),
  'lung-function': both('lung function', 'your lungs'),
  urate: both('the serum urate', 'uric acid in your blood'),
  withdrawal: both('withdrawal', 'signs of withdrawal'),
  methaemoglobin: both('the methaemoglobin', 'how your blood carries oxygen'),
  'sum-of-parent-and-metabolite-concentration': both(
    'the summed concentration of drug and metabolite',
    'how much of it is in your blood',
  ),
  'cardiotoxic-metabolite-concentration': both(
    'the concentration of the cardiotoxic metabolite',
    'how much of a by-product is in your blood',
  ),
  'concentration-1-to-2-hours-after-dose': both(
    'the plasma concentration 1–2 hours after a dose',
    'how much of it is in your blood after a dose',
  ),
  'concentration-2-to-4-hours-after-dose': both(
    'the plasma concentration 2–4 hours after a dose',
    'how much of it is in your blood after a dose',
  ),
  'concentration-4-hours-after-dose': both(
    'the plasma concentration 4 hours after a dose',
    'how much of it is in your blood after a dose',
  ),
}

export const topicSentences: Record<Topic, ForBoth> = {
  'report-side-effects': both('ask the person to report side effects', 'tell your care team about side effects'),
  'report-inadequate-effect': both(
    'ask the person to report when it does not work',
    'tell your care team if it does not work',
  ),
  'report-rash-at-once': both('ask the person to report any rash at once', 'if you get a rash, get help at once'),
  'report-muscle-pain': both('ask the person to report muscle pain', 'tell your care team about muscle pain'),
  'report-infection-or-bleeding': both(
    'ask the person to seek help for fever with sore throat, bruises or nosebleeds',
    'get help for fever with a sore throat, bruises or nosebleeds',
  ),
  'jaundice-unlikely': both(
    'jaundice that leads to stopping is unlikely (below about 1 in 20)',
    'yellow eyes or skin are unlikely',
  ),
  'jaundice-possible': both('jaundice that leads to stopping is possible', 'yellow eyes or skin may occur'),
  'jaundice-likely': both(
    'jaundice that leads to stopping is likely (about 1 in 5 to 3 in 5)',
    'yellow eyes or skin are likely',
  ),
  'report-overdose-signs': both(
    'ask the person to report drowsiness, confusion or shallow breathing',
    'get help at once if you are very sleepy, confused or breathe slowly',
  ),
  'report-hearing-change': both(
    'ask the person to report any change of hearing',
    'tell your care team at once if your hearing changes',
  ),
  'report-haemolysis-signs': both(
    'ask the person to report dark urine, pallor or jaundice',
    'get help if your urine turns dark or you look pale or yellow',
  ),
  'effect-prediction-uncertain': both(
    'the effect cannot be predicted with certainty',
    'how well it works cannot be known for sure',
  ),
  'other-genes-matter': both('other genes matter as well', 'other genes matter too'),
  'residual-risk-remains': both('some risk remains without the variant', 'some risk remains for everybody'),
  'carry-alert': both('give the person an alert card', 'carry an alert card'),
  'avoid-driving-until-known': both(
    'no driving until the effect is known',
    'do not drive until you know how it affects you',
  ),
  'ancestry-matters': both(
    'ancestry changes what this result means',
    'where your family comes from changes what this means',
  ),
  'dose-limits-by-organ-function-and-interaction': both(
    'check interactions and kidney and liver function for dose limits',
    'other medicines, kidneys and liver matter for the dose',
  ),
  'extrapolated-evidence': both(
    'the evidence is carried over from a related medicine, result or age group',
    'this rests on what is known of similar cases',
  ),
  'phenotype-may-differ-from-genotype': both(
    'measured function may differ from what the genotype predicts',
    'a direct test may show something else',
  ),
  'higher-toxicity-possible': both('a higher rate of toxicity is possible', 'side effects may be more likely'),
  'unlikely-to-respond': both('a response is unlikely', 'it is unlikely to work'),
  'heterozygous-female-may-be-deficient': both(
    'with two X chromosomes one changed copy may mean normal or deficient activity: only measuring tells',
    'only an enzyme test can tell',
  ),
  'cross-reactivity-with-aromatic-anticonvulsants': both(
    'other anticonvulsants with aromatic ring can cause the same reaction',
    'some other epilepsy medicines can cause the same reaction',
  ),
  'reaction-usually-within-3-months': both(
    'the reaction nearly always comes within the first 3 months',
    'the reaction mostly comes in the first 3 months',
  ),
  'weigh-risk-and-benefit': both('weigh risk against benefit', 'your doctor weighs risk and benefit'),
  'starting-dose-means-steady-state-dose': both(
    '"Starting dose" here means the recommended steady-state dose',
    'the dose may be raised in steps',
  ),
  'not-for-low-dose-indications': both(
    'does not apply where low doses are used, such as neuropathic pain',
    'this does not hold for low doses',
  ),
  'genotype-of-graft-matters': both('the genotype of the graft matters too', 'the genes of the transplant matter too'),
  'contraception-or-pregnancy': both(
    'check pregnancy and contraception',
    'tell your care team if you are or may get pregnant',
  ),
  'normal-doses-vary': both('usual doses vary between people and regimens', 'usual doses differ'),
  'interactions-may-raise-risk': both(
    'interacting medicines may raise the risk further',
    'other medicines may raise the risk',
  ),
  'consider-interactions-and-patient-factors': both(
    'take interactions, age and organ function into account',
    'your other medicines, age and health matter too',
  ),
  'other-gene-unknown': both('the result of the second gene is not known', 'a second gene was not tested'),
  'reduce-this-drug-before-others': both(
    'lower this medicine before others',
    'your doctor may lower this medicine before others',
  ),
  'adjust-all-myelosuppressives-alike': both(
    'if blood counts fall, adjust all myelosuppressive medicines alike',
    'all medicines that lower blood counts may be changed',
  ),
  'tpmt-activity-may-mislead': both(
    'measured TPMT activity may mislead after transfusion or under treatment',
    'one blood test may mislead',
  ),
  'further-reduction-when-both-genes-reduced': both(
    'a further reduction is needed when both TPMT and NUDT15 are reduced',
    'two changed genes may call for an even lower dose',
  ),
  'oxidative-stress-raises-risk': both(
    'infection and other oxidative stress raise the risk',
    'infections raise the risk',
  ),
  'dose-increase-unlikely-needed': both(
    'a later increase of the dose is probably not needed',
    'you may not need a higher dose later',
  ),
  'metabolite-levels-not-usable-for-dosing': both(
    'thiopurine metabolite levels cannot guide the dose here',
    'one kind of blood test cannot guide the dose',
  ),
  'complete-algorithm-as-comparable-allele': both(
    'enter the allele in the algorithm as the listed allele of comparable activity',
    'your doctor may use a dose calculator',
  ),
  'keep-metabolite-concentration-lowest': both(
    'keep the metabolite concentration as low as works',
    'your doctor keeps a by-product low',
  ),
  'added-drug-at-low-dose': both(
    'add the second medicine at a low dose',
    'a second medicine may be added at a low dose',
  ),
  'target-is-maximum-dose': both(
    'take the maximum dose for the indication as the target',
    'your doctor may aim for the highest usual dose',
  ),
  'phenytoin-lamotrigine-oxcarbazepine-lower-but-raised-risk': both(
    'phenytoin, lamotrigine and oxcarbazepine carry a lower but still raised risk',
    'some other epilepsy medicines carry a risk too',
  ),
  'other-aromatic-anticonvulsants-not-safer-after-negative-test': both(
    'a negative test does not make other anticonvulsants with aromatic ring safer',
    'a negative test does not rule out every reaction',
  ),
  'other-hla-b75-alleles-carry-risk': both(
    'other HLA-B75 alleles (*15:08, *15:11, *15:21) carry a risk too',
    'related gene types carry a risk too',
  ),
  'safety-shown-at-enzyme-activity-of-at-least-70-percent': both(
    'safety was shown at an enzyme activity of at least 70 %',
    'it was found safe when the enzyme works well',
  ),
  'clinical-findings-family-history-and-further-tests-decide': both(
    'clinical findings, family history and further tests decide: this result does not exclude susceptibility',
    'tell your care team about problems with anaesthesia in your family',
  ),
  'two-variants-mean-myopathy-needing-specialist': both(
    'two such variants can mean a muscle disease: involve a specialist',
    'a specialist may need to look at your muscles',
  ),
  'ibuprofen-more-caution-with-cyp2c9-2': both('with CYP2C9*2 more caution is advised', 'more care may be needed'),
  'alternative-affected-by-same-gene': both(
    'some alternatives depend on the same gene',
    'some other medicines depend on the same gene',
  ),
  'no-substantiated-dose-figure': both('no well-founded figure for the dose is known', 'the best dose is not known'),
  'doses-above-120-mg-a-day-not-evaluated': both(
    'doses above 120 mg a day were not studied',
    'very high doses were not studied',
  ),
  'likely-phenotype-as-confirmed': both(
    'the phenotype is only likely; the advice is that for the confirmed one',
    'your result is likely, not certain',
  ),
}

/** Events rather than values: one watches for them. */
const events = new Set<Monitorable>([
  'side-effects',
  'toxicity',
  'haemolysis',
  'skin-reaction',
  'neuropsychiatric-side-effects',
  'jaundice',
  'myopathy',
  'respiratory-depression',
  'bleeding',
  'gastrointestinal-toxicity',
  'hyperthermia',
  'withdrawal',
  'neutropenia',
])

/** What is watched, after the verb. @example watched('jaundice', 'patient') // 'for yellow skin or eyes' */
export const watched = (what: Monitorable, audience: Audience): string =>
  `${events.has(what) ? 'for ' : ''}${monitorableWords[what][audience]}`

/** What `beware` warns of, where the name of what is watched is not itself the risk. */
export const riskWords: Partial<Record<Monitorable, string>> = {
  hearing: 'hearing loss',
  ecg: 'a long QT interval',
  toxicity: 'toxicity',
  haemolysis: 'haemolysis',
  efficacy: 'a weaker effect',
}
