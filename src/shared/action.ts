import type { Range } from './quantity.ts'

/** Indications, populations and courses that advice depends on. Closed lists: what is not listed cannot be said, and the catalogue words each one. */
export const indications = [
  'acute-coronary-syndrome-or-pci',
  'percutaneous-coronary-intervention',
  'stroke-or-tia',
  'neurovascular',
  'cardiovascular-other',
  'depression',
  'anxiety',
  'obsessive-compulsive-disorder',
  'neuropathic-pain',
  'pain',
  'cough',
  'psychosis',
  'adhd',
  'immunosuppression',
  'malignancy',
  'leukaemia',
  'non-malignant',
  'liver-transplant',
  'kidney-transplant',
  'transplant-other-than-liver',
  'malaria-radical-cure',
  'malaria-transmission-blocking',
  'peptic-ulcer-or-reflux',
  'helicobacter-eradication',
  'breast-cancer',
  'epilepsy',
  'atrial-fibrillation-or-thrombosis',
  'systemic-treatment',
  'cutaneous-treatment',
  'hypercholesterolaemia',
  'fungal-infection',
  'heart-failure',
  'hypertension',
  'arrhythmia',
  'surgery',
  'cystic-fibrosis',
  'hiv',
  'gout',
  'brugada-provocation-test',
  'erosive-oesophagitis',
] as const
export type Indication = (typeof indications)[number]

/** Properties of the person, other drugs or the treatment that narrow advice. */
export const circumstances = [
  'treatment-naive',
  'used-over-3-months-without-reaction',
  'no-alternative',
  'benefit-outweighs-risk',
  'continues-despite-advice',
  'risk-factors-for-myopathy',
  'low-bleeding-risk',
  'hepatic-impairment',
  'renal-impairment',
  'slow-titration-needed',
  'poor-cyp2d6-inhibitor-strong',
  'strong-cyp2d6-inhibitor',
  'moderate-cyp2d6-inhibitor',
  'strong-cyp3a-inhibitor',
  'moderate-cyp3a-inhibitor',
  'weak-cyp3a-inhibitor',
  'moderate-to-strong-cyp2d6-inhibitor',
  'moderate-to-strong-cyp3a-inhibitor',
  'cyp3a-inducer',
  'moderate-cyp3a4-inducer',
  'no-interacting-drug',
  'african-ancestry',
  'asian-ancestry',
  'gentle-starting-dose-indication',
  'high-initial-dose-indication',
  'graft-heterozygous-expressor',
  'graft-homozygous-expressor',
  'graft-other-genotype',
  'combination-product',
  'single-agent-product',
  'enzyme-activity-normal',
  'enzyme-activity-deficient',
  'breastfeeding',
  'pregnancy',
  'ultrarapid-mother',
  'postmenopausal',
  'premenopausal',
  'known-variants-on-same-allele',
  'nudt15-also-reduced',
  'tpmt-also-reduced',
  'jaundice-would-matter',
  'prolonged-qt-risk',
  'elective',
  'life-threatening-infection',
  'normal-starting-dose-high',
  'normal-starting-dose-already-low',
  'graft-same-genotype',
  'monitored-by-anticoagulation-clinic',
  'strong-cyp3a-inducer',
  'symptomatic-bradycardia',
  'dpyd-c2846a-t-homozygous',
  'medicine-is-citalopram',
  'normal-dose-at-least-75-mg-m2-or-1.5-mg-kg',
  'normal-dose-below-75-mg-m2-or-1.5-mg-kg',
  'normal-dose-at-least-40-60-mg-m2',
  'other-population',
] as const
export type Circumstance = (typeof circumstances)[number]

/** Events in the course of treatment that release a later step. */
export const triggers = [
  'inadequate-response',
  'side-effects',
  'late-response',
  'no-response-after-2-weeks',
  'concentration-below-target',
  'concentration-above-target',
  'tolerated',
  'myelosuppression',
  'first-cycles-tolerated',
  'after-3-days',
  'after-2-weeks',
  'after-4-weeks',
  'after-6-weeks',
  'chronic-therapy-over-12-weeks',
  'higher-dose-needed',
  'alternative-not-possible',
  'therapy-warranted',
  'monitoring-not-possible',
  'steady-state',
  'neuropsychiatric-side-effects',
  'rash',
  'haemolysis',
  'efficacy-achieved',
  'poor-platelet-inhibition',
  'dose-increase-unwanted',
  'dose-adjustment-insufficient',
  'stopping-inhibitor',
  'tolerated-but-higher-dose-needed',
  'liver-values-raised',
  'severe-side-effects',
  'after-7-to-10-days',
  'central-nervous-side-effects',
  'no-response-no-side-effects-after-2-weeks',
  'effective-after-over-12-weeks',
] as const
export type Trigger = (typeof triggers)[number]

/** What can be watched. */
export const monitorables = [
  'plasma-concentration',
  'endoxifen-concentration',
  'trough-concentration',
  'active-metabolite-concentration',
  'parent-and-metabolite-concentration',
  'blood-count',
  'inr',
  'ecg',
  'blood-pressure',
  'heart-rate',
  'hearing',
  'renal-function',
  'liver-function',
  'efficacy',
  'side-effects',
  'toxicity',
  'platelet-reactivity',
  'haemolysis',
  'haemoglobin',
  'skin-reaction',
  'neuropsychiatric-side-effects',
  'jaundice',
  'creatine-kinase',
  'myopathy',
  'respiratory-depression',
  'bleeding',
  'gastrointestinal-toxicity',
  'neutropenia',
  'thiopurine-metabolites',
  'symptom-control',
  'hyperthermia',
  'lung-function',
  'urate',
  'withdrawal',
  'methaemoglobin',
  'sum-of-parent-and-metabolite-concentration',
  'cardiotoxic-metabolite-concentration',
  'concentration-1-to-2-hours-after-dose',
  'concentration-2-to-4-hours-after-dose',
  'concentration-4-hours-after-dose',
] as const
export type Monitorable = (typeof monitorables)[number]

/** What a person is told to look out for, or to know. */
export const topics = [
  'report-side-effects',
  'report-inadequate-effect',
  'report-rash-at-once',
  'report-muscle-pain',
  'report-infection-or-bleeding',
  'jaundice-unlikely',
  'jaundice-possible',
  'jaundice-likely',
  'report-overdose-signs',
  'report-hearing-change',
  'report-haemolysis-signs',
  'effect-prediction-uncertain',
  'other-genes-matter',
  'residual-risk-remains',
  'carry-alert',
  'avoid-driving-until-known',
  'ancestry-matters',
  'dose-limits-by-organ-function-and-interaction',
  'extrapolated-evidence',
  'phenotype-may-differ-from-genotype',
  'higher-toxicity-possible',
  'unlikely-to-respond',
  'heterozygous-female-may-be-deficient',
  'cross-reactivity-with-aromatic-anticonvulsants',
  'reaction-usually-within-3-months',
  'weigh-risk-and-benefit',
  'starting-dose-means-steady-state-dose',
  'not-for-low-dose-indications',
  'genotype-of-graft-matters',
  'contraception-or-pregnancy',
  'normal-doses-vary',
  'interactions-may-raise-risk',
  'consider-interactions-and-patient-factors',
  'other-gene-unknown',
  'reduce-this-drug-before-others',
  'adjust-all-myelosuppressives-alike',
  'tpmt-activity-may-mislead',
  'further-reduction-when-both-genes-reduced',
  'oxidative-stress-raises-risk',
  'dose-increase-unlikely-needed',
  'metabolite-levels-not-usable-for-dosing',
  'complete-algorithm-as-comparable-allele',
  'keep-metabolite-concentration-lowest',
  'added-drug-at-low-dose',
  'target-is-maximum-dose',
  'phenytoin-lamotrigine-oxcarbazepine-lower-but-raised-risk',
  'other-aromatic-anticonvulsants-not-safer-after-negative-test',
  'other-hla-b75-alleles-carry-risk',
  'safety-shown-at-enzyme-activity-of-at-least-70-percent',
  'clinical-findings-family-history-and-further-tests-decide',
  'two-variants-mean-myopathy-needing-specialist',
  'ibuprofen-more-caution-with-cyp2c9-2',
  'alternative-affected-by-same-gene',
  'no-substantiated-dose-figure',
  'doses-above-120-mg-a-day-not-evaluated',
  'likely-phenotype-as-confirmed',
] as const
export type Topic = (typeof topics)[number]

/** Laboratory or genetic tests an advice can ask for. */
export const tests = [
  'g6pd-enzyme-activity',
  'tpmt-enzyme-activity',
  'dpd-enzyme-activity',
  'dpd-uracil',
  'platelet-function',
  'copy-number-cyp2d6',
  'genotype-tpmt',
  'genotype-nudt15',
  'genotype-cyp2d6',
  'genotype-cyp2c19',
  'genotype-cyp2c9',
  'genotype-slco1b1',
  'genotype-abcg2',
  'genotype-vkorc1',
  'genotype-hla-b',
  'genotype-hla-a',
  'genotype-graft',
  'genotype-ryr1',
  'genotype-cacna1s',
  'genotype-cyp2b6',
  'caffeine-halothane-contracture-test',
  'reticulocyte-count',
  'oestrogen-receptor-status',
  'genotype-cyp3a5',
  'genotype-cyp3a4',
  'genotype-dpyd',
  'genotype-ugt1a1',
  'genotype-g6pd',
  'genotype-mt-rnr1',
  'genotype-cftr',
  'genotype-cyp4f2',
  'genotype-ifnl3',
  'genotype-nat2',
  'phasing',
] as const
export type Test = (typeof tests)[number]

/** Groups of medicines named as an alternative, an addition or something to leave out. */
export const drugClasses = [
  'non-thiopurine-immunosuppressant',
  'other-statin',
  'non-statin-lipid-lowering',
  'other-antidepressant',
  'other-ssri',
  'secondary-amine-tricyclic',
  'non-opioid-analgesic',
  'opioid-not-activated-by-cyp2d6',
  'other-nsaid',
  'nsaid-with-short-half-life',
  'other-anticonvulsant',
  'non-aromatic-anticonvulsant',
  'other-antifungal',
  'other-antiarrhythmic',
  'other-antipsychotic',
  'aromatase-inhibitor',
  'other-anti-emetic',
  'other-urate-lowering',
  'other-p2y12-inhibitor',
  'other-antiretroviral',
  'other-antibiotic',
  'non-fluoropyrimidine-regimen',
  'non-depolarising-relaxant',
  'intravenous-anaesthetic',
  'other-beta-blocker',
  'other-proton-pump-inhibitor',
  'histamine-h2-antagonist',
  'cyp2d6-inhibitors',
  'cyp3a-inhibitors',
  'fluoropyrimidines',
  'aromatic-anticonvulsants',
  'triggering-anaesthetics',
  'other-anticoagulant',
  'other-antimalarial',
  'other-multiple-sclerosis-drug',
  'other-gaucher-drug',
  'other-adhd-drug',
  'other-antiplatelet',
  'other-enzyme-treatment',
  'supportive-care',
  'other-treatment',
  'other-myelosuppressive-drugs',
  'other-immunosuppressants',
  'other-opioid',
  'ovarian-function-suppression',
  'moderate-and-strong-cyp2d6-inhibitors',
  'aromatase-inhibitor-with-ovarian-suppression',
] as const
export type DrugClass = (typeof drugClasses)[number]

/** Which dose a change applies to. `usual` = the dose the label gives this person otherwise. */
export const doseBases = [
  'usual',
  'starting',
  'maintenance',
  'loading',
  'daily',
  'maximum',
  'target',
  'single',
  'lowest-starting',
  'starting-or-loading',
] as const
export type DoseBasis = (typeof doseBases)[number]

export const doseUnits = [
  'mg',
  'mg/day',
  'mg/kg',
  'mg/kg/day',
  'mg/kg/week',
  'mg/week',
  'mg/month',
  'mg/2 weeks',
  'mg/m2/day',
  'mg/m2',
  'ng/mL',
  'ug/mL',
  'ug/L',
  'mg/L',
  'mg/6 h',
  'mg twice daily',
  'mg once daily',
  'h',
  'days',
  'weeks',
] as const
export type DoseUnit = (typeof doseUnits)[number]

/** How firmly the source puts it: `do` (use, avoid, select) or `consider` (consider, may, can). */
export type Firmness = 'do' | 'consider'

/**
 * Who the advice is for. Absent parts do not narrow. `circumstances` are all required; `indications` are alternatives (any of them).
 * Ages in completed years, weight in kg, BMI in kg/m2; `min` inclusive, `max` exclusive.
 * `above` and `below` leave the figure itself out, `from` and `upTo` take it in.
 */
export type Population = {
  readonly indications?: readonly Indication[]
  readonly notIndications?: readonly Indication[]
  readonly age?: { readonly min?: number; readonly max?: number }
  readonly weight?: { readonly min?: number; readonly max?: number }
  readonly bmi?: { readonly min?: number; readonly max?: number; readonly above?: number; readonly upTo?: number }
  readonly circumstances?: readonly Circumstance[]
  readonly anyCircumstance?: readonly Circumstance[]
  readonly dose?: {
    readonly above?: number
    readonly below?: number
    readonly from?: number
    readonly upTo?: number
    readonly unit: DoseUnit
  }
  readonly otherwise?: true
}

/**
 * One coded step. `drug` in the comments is the medicine the advice is about. Ranges are [low, high]; a single figure has both ends equal.
 * `firm` is how firmly the source puts it; `if` an event in the course of treatment that releases the step.
 */
export type Action = { readonly firm: Firmness; readonly if?: Trigger } & (
  | { readonly do: 'standard' } // use as usual: no genetic reason to change
  | { readonly do: 'contraindicate' } // must not be given
  | { readonly do: 'avoid'; readonly unless?: readonly Circumstance[]; readonly alsoAvoid?: readonly string[] } // do not choose; `alsoAvoid`: other drugs (INN) the same text tells to avoid
  | {
      readonly do: 'choose'
      readonly drugs?: readonly string[]
      readonly classes?: readonly DrugClass[]
      readonly notMetabolisedBy?: readonly string[]
      readonly notDrugs?: readonly string[]
    } // another medicine: INN in lower case
  | { readonly do: 'add'; readonly drugs?: readonly string[]; readonly classes?: readonly DrugClass[] } // combine with
  | { readonly do: 'avoidWith'; readonly drugs?: readonly string[]; readonly classes?: readonly DrugClass[] } // do not combine with
  | {
      readonly do: 'doseFactor'
      readonly of: DoseBasis
      readonly factor: Range
      readonly steps?: readonly number[]
      readonly stepUnit?: DoseUnit
      readonly orMore?: true
    } // multiply that dose: [0.5, 0.5] is half; "reduce by 25%" is [0.75, 0.75]; "30–80% of" is [0.3, 0.8]; "at most 50% of" is [0, 0.5]; `steps`: the same as a titration schedule, when the source writes it out; `orMore`: the figure is the least ("by 50% or more")
  | { readonly do: 'doseChange'; readonly of: DoseBasis; readonly direction: 'lower' | 'higher' } // a change of dose without a figure
  | { readonly do: 'dose'; readonly of: DoseBasis; readonly amount: Range; readonly unit: DoseUnit } // an absolute dose
  | {
      readonly do: 'maxDose'
      readonly of?: 'starting'
      readonly amount?: number
      readonly unit?: DoseUnit
      readonly factorOfMaximum?: number
      readonly form?: 'tablet' | 'drops' | 'oral' | 'injection'
      readonly below?: true
    } // not above; `of: 'starting'`: the limit is for the starting dose only; `below`: the figure itself is already too much ("< 20 mg")
  | {
      readonly do: 'interval'
      readonly change:
        | 'thrice-weekly-instead-of-daily'
        | 'once-weekly'
        | 'longer'
        | 'twice-daily'
        | 'every-other-day'
        | 'divided-doses'
    }
  | {
      readonly do: 'titrate'
      readonly by:
        | 'slower'
        | 'response'
        | 'side-effects'
        | 'toxicity'
        | 'concentration'
        | 'response-and-side-effects'
        | 'blood-count'
        | 'disease-guideline'
        | 'inr'
        | 'enzyme-activity'
        | 'active-metabolite-maximum'
    } // adjust from there on
  | { readonly do: 'steadyState'; readonly weeks: Range } // wait this long after each change
  | { readonly do: 'duration'; readonly limit: 'shortest' | 'single-dose' | 'short-course' | 'eight-weeks' }
  | { readonly do: 'lowestEffectiveDose' }
  | {
      readonly do: 'monitor'
      readonly what: Monitorable
      readonly how?: 'closely' | 'early' | 'more-often'
      readonly target?: Range
      readonly targetAbove?: number
      readonly unit?: DoseUnit
      readonly toxicAbove?: number
    }
  | { readonly do: 'test'; readonly what: Test }
  | {
      readonly do: 'algorithm'
      readonly which: 'warfarin-iwpc' | 'warfarin-gage' | 'eu-pact-coumarins' | 'published-dosing-algorithm'
      readonly forDays?: number
    } // compute the dose
  | {
      readonly do: 'induceTolerance'
      readonly days: number
      readonly from: number
      readonly to: number
      readonly unit: 'mg/day'
      readonly steps?: readonly number[]
      readonly daysPerStep?: number
    }
  | {
      readonly do: 'guideline'
      readonly which:
        | 'local'
        | 'disease-specific'
        | 'label'
        | 'expert-consensus'
        | 'enzyme-activity-phenotype'
        | 'population-specific'
    } // follow that
  | { readonly do: 'beware'; readonly of: Monitorable; readonly aboveDose?: number; readonly unit?: DoseUnit } // use, knowing of this risk
  | { readonly do: 'inform'; readonly about: Topic }
  | {
      readonly do: 'refer'
      readonly to:
        | 'anaesthetist'
        | 'clinical-pharmacologist'
        | 'haematologist'
        | 'anticoagulation-clinic'
        | 'psychiatrist'
        | 'genetic-counsellor'
    }
  | {
      readonly do: 'noAdvice'
      readonly because:
        | 'insufficient-evidence'
        | 'phenotype-not-assigned'
        | 'source-silent'
        | 'input-not-valid'
        | 'not-studied'
        | 'no-adjustment-known'
        | 'not-coded'
    }
)

export type ActionCode = Action['do']

/**
 * Coded advice for one population. `first`: what to do, all of them. `or`: equally good choices instead of `first`, each a set of steps.
 * `fallback`: only when `first` cannot be done ("if X is warranted …"). `note`: what to know besides.
 */
export type Branch = {
  readonly when?: Population
  readonly first: readonly Action[]
  readonly or?: readonly (readonly Action[])[]
  readonly fallback?: readonly Action[]
  readonly note?: readonly Action[]
}

/**
 * What a branch amounts to, strongest first; decides sign, rank and comparison between sources.
 * `avoid` do not use; `change` use, but differently (dose, limit, other drug considered); `test` something must be measured first;
 * `monitor` use as usual and watch; `standard` nothing to change; `none` no advice.
 */
export const actionClasses = ['avoid', 'change', 'test', 'monitor', 'standard', 'none'] as const
export type ActionClass = (typeof actionClasses)[number]

const classOf: Readonly<Record<ActionCode, ActionClass | undefined>> = {
  contraindicate: 'avoid',
  avoid: 'avoid',
  choose: 'change',
  add: 'change',
  avoidWith: 'monitor',
  doseFactor: 'change',
  doseChange: 'change',
  dose: 'change',
  maxDose: 'change',
  interval: 'change',
  algorithm: 'change',
  induceTolerance: 'change',
  titrate: undefined,
  steadyState: undefined,
  duration: 'monitor',
  lowestEffectiveDose: undefined,
  test: 'test',
  monitor: 'monitor',
  beware: 'monitor',
  refer: 'monitor',
  guideline: undefined,
  inform: undefined,
  standard: 'standard',
  noAdvice: 'none',
}

/** Steps that are part of usual care whatever the genes: the usual dose, watching the effect, perhaps dividing the dose. */
const isUsualCare = (a: Action): boolean =>
  (a.do === 'doseFactor' && a.factor[0] === 1 && a.factor[1] === 1) ||
  (a.do === 'monitor' && a.what === 'efficacy' && a.how === undefined) ||
  (a.do === 'interval' && a.change === 'divided-doses' && a.firm === 'consider')

const stepClass = (a: Action): ActionClass | undefined => (isUsualCare(a) ? 'standard' : classOf[a.do])

const strongest = (found: readonly (ActionClass | undefined)[]): ActionClass | undefined =>
  actionClasses.find((c) => found.includes(c))

const classOfSteps = (steps: readonly Action[]): ActionClass | undefined => {
  const now = steps.filter((a) => a.if === undefined)
  if (now.some((a) => a.do === 'choose' && a.firm === 'do')) return 'avoid'
  const first = strongest(now.map(stepClass))
  const later = strongest(steps.filter((a) => a.if !== undefined).map(stepClass))
  if ((first === undefined || first === 'standard') && later !== undefined && later !== 'standard' && later !== 'none')
    return 'monitor'
  return first
}

/**
 * The class of a branch. A firm `choose` another medicine means `avoid`. Where equally good choices stand side by side the mildest
 * of them counts, but never less than `change` once one of them is `avoid`. Steps that wait for an event only make it `monitor`.
 */
export const branchClass = (branch: Branch): ActionClass => {
  const choices = [branch.first, ...(branch.or ?? [])].map((steps) => classOfSteps(steps) ?? 'standard')
  if (choices.every((c) => c === 'avoid')) return 'avoid'
  const found = strongest(choices) ?? 'standard'
  return found === 'avoid' ? 'change' : found
}

/** The strongest class among branches. */
export const adviceClass = (branches: readonly Branch[]): ActionClass =>
  actionClasses.find((c) => branches.some((b) => branchClass(b) === c)) ?? 'none'
