import type { Circumstance } from '../../../shared/advice-vocabulary.ts'
import type { Instant } from '../../../shared/instant.ts'
import { askClinician, type Rule } from './circumstance-rule.ts'
import type { ModulatorEffect } from './knowledge.ts'
import {
  activeMedications,
  ageOf,
  egfrOf,
  entriesOf,
  isLocal,
  maleBody,
  hasCondition,
  medicationsSilent,
  type PersonContext,
  qtcOf,
} from './person.ts'
import { longUse, naive } from './time-on-medicine.ts'
import { anyOf, type Judgement, not, reason } from './truth.ts'

/** Whether an active medicine other than the one asked about acts so on the enzyme. */
const modulated =
  (gene: string, effects: readonly ModulatorEffect[]): Rule =>
  ({ person, drug }) => {
    const { knowledge, view } = person
    if (knowledge === undefined) return { applies: 'unknown', because: [reason('interaction-tables-not-loaded', {})] }
    const found = activeMedications(view)
      .filter((m) => !isLocal(m) && (drug === undefined || knowledge.nameOf(m.drug.name) !== knowledge.nameOf(drug)))
      .flatMap((m) =>
        knowledge
          .modulatorsOf(m.drug.name)
          .filter((x) => x.gene === gene && effects.includes(x.effect))
          .map((x) => reason('modulator-on-list', { drug: m.drug.name, gene, effect: x.effect }, [m.ref])),
      )
    if (found.length > 0) return { applies: 'yes', because: found }
    if (medicationsSilent(view)) return { applies: 'unknown', because: [reason('medications-not-recorded', {})] }
    return { applies: 'no', because: [reason('no-modulator-on-list', { gene })] }
  }

/** eGFR below 60 mL/min/1.73 m2 (KDIGO 2012 stage G3a or worse); without an eGFR a recorded kidney disease says yes and nothing says no. @source KDIGO 2012, written from memory */
const renal: Rule = ({ person, at }) => {
  const egfr = egfrOf(person.view, at)
  if (egfr)
    return {
      applies: egfr.value < 60 ? 'yes' : 'no',
      because: [reason('egfr-recorded', { egfr: Math.round(egfr.value), date: egfr.date }, [egfr.ref])],
    }
  const disease = hasCondition(
    person.view,
    {
      icd10: ['N17', 'N18.3', 'N18.4', 'N18.5', 'N18.6', 'N19', 'Z99.2'],
      words: ['renal impairment', 'renal failure', 'kidney failure', 'chronic kidney disease', 'dialysis'],
      active: true,
    },
    'renal-impairment',
  )
  return disease.applies === 'yes' ? disease : { applies: 'unknown', because: [reason('egfr-not-recorded', {})] }
}

const hepatic: Rule = ({ person }) =>
  hasCondition(
    person.view,
    {
      icd10: ['K70.2', 'K70.3', 'K70.4', 'K72', 'K74', 'K76.6', 'K76.7'],
      words: ['cirrhosis', 'hepatic failure', 'liver failure', 'hepatic impairment'],
      active: true,
    },
    'hepatic-impairment',
  )

const menopauseAge = 60

/** Nobody recorded as male is pregnant; from 60 years a woman counts as postmenopausal. @source NCCN definition of menopause (age 60 or over), written from memory */
const reproductive =
  (icd10: readonly string[], words: readonly string[]): Rule =>
  ({ person, at }, name) => {
    const { view } = person
    const recorded = hasCondition(view, { icd10, words, active: true }, name)
    if (recorded.applies === 'yes') return recorded
    if (maleBody(view)) return { applies: 'no', because: [reason('recorded-male', {})] }
    const age = ageOf(view, at)
    if (age !== undefined && age >= menopauseAge) return { applies: 'no', because: [reason('age-60-or-over', { age })] }
    return { applies: 'unknown', because: [reason('ask-clinician', { circumstance: name })] }
  }

const postmenopausal: Rule = ({ person, at }, name) => {
  const age = ageOf(person.view, at)
  if (maleBody(person.view)) return { applies: 'no', because: [reason('recorded-male', {})] }
  if ((person.view.birthSex ?? person.view.sex) === 'female' && age !== undefined && age >= menopauseAge)
    return { applies: 'yes', because: [reason('age-60-or-over', { age })] }
  const recorded = hasCondition(person.view, { icd10: ['Z78.0', 'N95'], words: ['postmenopausal', 'menopause'] }, name)
  return recorded.applies === 'yes'
    ? recorded
    : { applies: 'unknown', because: [reason('ask-clinician', { circumstance: name })] }
}

const premenopausal: Rule = (ask, name) => {
  const after = postmenopausal(ask, name)
  if (maleBody(ask.person.view)) return after
  return after.applies === 'yes'
    ? not(after)
    : { applies: 'unknown', because: [reason('ask-clinician', { circumstance: name })] }
}

/** Genetic ancestry as stated in the record; recorded race is another thing and is not read here. */
const ancestry =
  (word: RegExp): Rule =>
  ({ person }) => {
    const stated = person.view.ancestry ?? []
    if (stated.length === 0) return { applies: 'unknown', because: [reason('ancestry-not-recorded', {})] }
    return {
      applies: stated.some((a) => word.test(a)) ? 'yes' : 'no',
      because: [reason('ancestry-recorded', { ancestry: stated.join(', ') })],
    }
  }

/** Another gene of the same advice is reduced too: decided only by a certain call. */
const reduced =
  (gene: string): Rule =>
  ({ person }) => {
    const result = person.genes?.find((g) => g.gene === gene)
    const phenotypes = (result?.genetic ?? []).flatMap((d) => d.phenotypes)
    const all = (re: RegExp): boolean => phenotypes.length > 0 && phenotypes.every((p) => re.test(p))
    const told = [reason('gene-result', { gene, phenotype: [...new Set(phenotypes)].join(' or ') }, result?.call.basis)]
    if (all(/^(Intermediate|Poor) Metabolizer$/)) return { applies: 'yes', because: told }
    if (all(/^Normal Metabolizer$/)) return { applies: 'no', because: told }
    return { applies: 'unknown', because: [reason('gene-not-known', { gene })] }
  }

/** Both copies carry the variant, by the genotype itself; candidates that disagree leave it open. */
const homozygous =
  (gene: string, allele: string): Rule =>
  ({ person }) => {
    const result = person.genes?.find((g) => g.gene === gene)
    const pairs = result?.call.diplotypes.map((d) => d.alleles) ?? []
    const listed = result?.call.lowestFunction ?? []
    const all = pairs.length > 0 ? pairs : listed.length > 0 ? [listed] : []
    if (result === undefined || all.length === 0)
      return { applies: 'unknown', because: [reason('gene-not-known', { gene })] }
    const is = all.map((pair) => pair.filter((a) => a === allele).length === 2)
    const shown = [...new Set(result.source.map((s) => s.shownAs))].join(' or ')
    return {
      applies: is.every(Boolean) ? 'yes' : is.some(Boolean) ? 'unknown' : 'no',
      because: [reason('gene-result', { gene, phenotype: shown }, result.call.basis)],
    }
  }

/** Factors of the simvastatin label (age 65 or over, kidney, hypothyroidism, interacting medicines) and an earlier muscle disease. @source FDA label of simvastatin, section 5.1; statin labelling */
const myopathyFactors: Rule = (ask, name) => {
  const { person, at } = ask
  const age = ageOf(person.view, at)
  const old: Judgement =
    age === undefined
      ? { applies: 'unknown', because: [reason('age-not-recorded', {})] }
      : { applies: age >= 65 ? 'yes' : 'no', because: [reason('age-recorded', { age })] }
  const disease = hasCondition(
    person.view,
    {
      icd10: ['E03', 'G71', 'G72', 'M60', 'M62.82'],
      words: ['hypothyroidism', 'myopathy', 'myositis', 'rhabdomyolysis', 'muscular dystrophy'],
    },
    name,
  )
  return anyOf([
    old,
    disease,
    renal(ask, name),
    modulated('CYP3A4', ['strong-inhibitor', 'moderate-inhibitor'])(ask, name),
  ])
}

/** Several ingredients in one product: the record says so, gives them the same reference, or writes them together. */
const combination: Rule = ({ person, drug }) => {
  const entries =
    drug === undefined
      ? []
      : entriesOf(person.view, drug, person.knowledge).filter((m) => m.status === 'active' || m.status === 'planned')
  if (entries.length === 0)
    return { applies: 'unknown', because: [reason('ask-clinician', { circumstance: 'combination-product' })] }
  const together = entries.some(
    (m) =>
      (m.combinedWith ?? []).length > 0 ||
      person.view.medications.some(
        (o) => o !== m && o.drug.name !== m.drug.name && JSON.stringify(o.ref) === JSON.stringify(m.ref),
      ),
  )
  const written = entries.some((m) => /[a-z]\s*[/+]\s*[a-z]{4,}/i.test(m.asWritten.replace(/\bmg\s*\/\s*\w+/gi, '')))
  return {
    applies: together || written ? 'yes' : 'no',
    because: entries.map((m) => reason('product-as-written', { product: m.asWritten }, [m.ref])),
  }
}

/** QTc of 500 ms or more, or a recorded long QT; nothing in a record proves the absence of risk. @source FDA drug safety communication on citalopram 2012 (500 ms) */
const longQt: Rule = ({ person, at }, name) => {
  const qtc = qtcOf(person.view, at)
  if (qtc && qtc.value >= 500)
    return { applies: 'yes', because: [reason('qtc-recorded', { qtc: Math.round(qtc.value) }, [qtc.ref])] }
  const recorded = hasCondition(person.view, { icd10: ['I45.81'], words: ['long qt'] }, name)
  return recorded.applies === 'yes'
    ? recorded
    : { applies: 'unknown', because: [reason('ask-clinician', { circumstance: name })] }
}

const citalopram: Rule = ({ drug }) =>
  drug === undefined
    ? { applies: 'unknown', because: [] }
    : { applies: drug.toLowerCase() === 'citalopram' ? 'yes' : 'no', because: [reason('medicine-is', { drug })] }

const strong2d6 = modulated('CYP2D6', ['strong-inhibitor'])
const cyp2d6 = modulated('CYP2D6', ['strong-inhibitor', 'moderate-inhibitor'])
const cyp3a = modulated('CYP3A4', ['strong-inhibitor', 'moderate-inhibitor'])

const rules: Partial<Readonly<Record<Circumstance, Rule>>> = {
  'treatment-naive': naive,
  'used-over-3-months-without-reaction': longUse,
  'risk-factors-for-myopathy': myopathyFactors,
  'hepatic-impairment': hepatic,
  'renal-impairment': renal,
  'poor-cyp2d6-inhibitor-strong': strong2d6,
  'strong-cyp2d6-inhibitor': strong2d6,
  'moderate-cyp2d6-inhibitor': modulated('CYP2D6', ['moderate-inhibitor']),
  'moderate-to-strong-cyp2d6-inhibitor': cyp2d6,
  'strong-cyp3a-inhibitor': modulated('CYP3A4', ['strong-inhibitor']),
  'moderate-cyp3a-inhibitor': modulated('CYP3A4', ['moderate-inhibitor']),
  'weak-cyp3a-inhibitor': modulated('CYP3A4', ['weak-inhibitor']),
  'moderate-to-strong-cyp3a-inhibitor': cyp3a,
  'cyp3a-inducer': modulated('CYP3A4', ['strong-inducer', 'moderate-inducer']),
  'strong-cyp3a-inducer': modulated('CYP3A4', ['strong-inducer']),
  'moderate-cyp3a4-inducer': modulated('CYP3A4', ['moderate-inducer']),
  'no-interacting-drug': (ask, name) =>
    not(
      anyOf([
        cyp2d6(ask, name),
        modulated('CYP3A4', [
          'strong-inhibitor',
          'moderate-inhibitor',
          'weak-inhibitor',
          'strong-inducer',
          'moderate-inducer',
        ])(ask, name),
      ]),
    ),
  'african-ancestry': ancestry(/african/i),
  'asian-ancestry': ancestry(/asian/i),
  'combination-product': combination,
  'single-agent-product': (ask, name) => not(combination(ask, name)),
  pregnancy: reproductive(['O', 'Z33', 'Z34', 'Z3A'], ['pregnant', 'pregnancy']),
  breastfeeding: reproductive(['Z39.1'], ['breastfeeding', 'breast feeding', 'lactating', 'lactation']),
  postmenopausal,
  premenopausal,
  'nudt15-also-reduced': reduced('NUDT15'),
  'tpmt-also-reduced': reduced('TPMT'),
  'dpyd-c2846a-t-homozygous': homozygous('DPYD', 'c.2846A>T'),
  'prolonged-qt-risk': longQt,
  'symptomatic-bradycardia': ({ person }, name) => {
    const found = hasCondition(
      person.view,
      { icd10: ['R00.1', 'I49.5'], words: ['bradycardia', 'sick sinus'], active: true },
      name,
    )
    return found.applies === 'yes' ? { applies: 'unknown', because: found.because } : found
  },
  'medicine-is-citalopram': citalopram,
}

/**
 * Whether a circumstance of an advice holds for this person at this time, and why. `drug` is the medicine the advice is about.
 * What a record cannot answer (whether jaundice would matter, whether therapy is warranted) is `unknown` with the question to ask.
 */
export const judgeCircumstance = (name: Circumstance, person: PersonContext, at: Instant, drug?: string): Judgement =>
  (rules[name] ?? askClinician)({ person, at, drug }, name)
