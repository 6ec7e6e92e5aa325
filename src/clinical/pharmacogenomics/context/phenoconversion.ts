import type { Medication } from '../../../record/patient-view.ts'
import type { DiplotypePhenotype, PhenoconvertedResult } from '../model.ts'
import type { ContextKnowledge, Modulator } from './knowledge.ts'
import { isLocal } from './person.ts'

/** Phenotype and lookup keys of an activity score of a gene; `prefix` is `≥` when copies beyond those counted are possible. */
export type Rephenotype = (
  gene: string,
  activityScore: number,
  prefix: '' | '≥',
) => { readonly phenotypes: readonly string[]; readonly activityScore: string; readonly lookup: readonly string[] }

/**
 * `exceptDrug`: the medicine whose advice is sought; its own action on the enzyme is left out, because the advice already rests on it.
 * `status`: which entries of the list count. Planned medicines are asked for separately, as a what-if.
 */
export type PhenoconversionOptions = { readonly exceptDrug?: string; readonly status?: readonly Medication['status'][] }

/** Metaboliser categories from none to most; the enzymes that are converted by category. */
const ladders: Readonly<Record<string, readonly string[]>> = {
  CYP2C19: [
    'Poor Metabolizer',
    'Intermediate Metabolizer',
    'Normal Metabolizer',
    'Rapid Metabolizer',
    'Ultrarapid Metabolizer',
  ],
  CYP2B6: [
    'Poor Metabolizer',
    'Intermediate Metabolizer',
    'Normal Metabolizer',
    'Rapid Metabolizer',
    'Ultrarapid Metabolizer',
  ],
  CYP2C9: ['Poor Metabolizer', 'Intermediate Metabolizer', 'Normal Metabolizer'],
  CYP3A4: ['Poor Metabolizer', 'Intermediate Metabolizer', 'Normal Metabolizer'],
}

/** CYP2C9 advice is looked up by activity score; a category stands for all of its scores. @source CPIC CYP2C9: PM 0–0.5, IM 1–1.5, NM 2 */
const scoresOfCategory: Readonly<Record<string, readonly string[]>> = {
  'Poor Metabolizer': ['0.0', '0.5'],
  'Intermediate Metabolizer': ['1.0', '1.5'],
  'Normal Metabolizer': ['2.0'],
}

const scoreForm = /^(≥?)\s*(\d+(?:\.\d+)?)$/

type Found = { readonly medication: Medication; readonly modulator: Modulator }

const untested: DiplotypePhenotype = {
  diplotype: { alleles: [], label: '', score: 0 },
  shownAs: '',
  functions: [],
  phenotypes: [],
  lookup: [],
  inferred: true,
}

/** Factor zero gives zero whatever the genes say, also when they were not tested; any other factor needs a score. */
const scaled = (gene: string, d: DiplotypePhenotype, factor: number, rephenotype: Rephenotype): DiplotypePhenotype => {
  const score = scoreForm.exec(d.activityScore ?? '')
  if (factor > 0 && !score) return d
  const to = rephenotype(
    gene,
    factor === 0 ? 0 : Number(score?.[2]) * factor,
    factor > 0 && score?.[1] === '≥' ? '≥' : '',
  )
  return { ...d, phenotypes: to.phenotypes, activityScore: to.activityScore, lookup: to.lookup }
}

const shifted = (gene: string, d: DiplotypePhenotype, move: 'off' | 'down' | 'up'): DiplotypePhenotype => {
  const ladder = ladders[gene] ?? []
  const to = d.phenotypes.map((p) => {
    const step = ladder.indexOf(p.replace(/^Likely /, ''))
    if (step < 0) return p
    if (move === 'off') return ladder[0] ?? p
    if (move === 'down') return ladder[Math.max(0, step - 1)] ?? p
    return step === 0 ? p : (ladder[Math.min(ladder.length - 1, step + 1)] ?? p)
  })
  if (to.every((p, i) => p === d.phenotypes[i])) return d
  const { activityScore: _, ...rest } = d
  return { ...rest, phenotypes: to, lookup: gene === 'CYP2C9' ? to.flatMap((p) => scoresOfCategory[p] ?? [p]) : to }
}

const moveOf = (found: readonly Found[]): 'off' | 'down' | 'up' | undefined => {
  const has = (effect: Modulator['effect']): boolean => found.some((f) => f.modulator.effect === effect)
  const inhibited = has('strong-inhibitor') || has('moderate-inhibitor')
  const induced = has('strong-inducer') || has('moderate-inducer')
  if (inhibited && induced) return undefined
  if (has('strong-inhibitor')) return 'off'
  if (has('moderate-inhibitor')) return 'down'
  return has('strong-inducer') ? 'up' : undefined
}

const hoursPerWeek = 168
const halfLives = 5

/**
 * Whole weeks until the last of these modulators has gone: what the labelling states, otherwise five half-lives of the medicine or of its longer-lived
 * active metabolite. Undefined when one of them is not known: the longest of the known ones could be too short.
 */
export const weeksAfterStopping = (
  drugs: readonly string[],
  knowledge: ContextKnowledge,
): { readonly weeks: number; readonly verified: boolean } | undefined => {
  let weeks = 0
  let verified = true
  for (const drug of drugs) {
    const w = knowledge.washoutOf(drug)
    const hours = Math.max(w?.halfLifeHours ?? 0, w?.metaboliteHalfLifeHours ?? 0)
    const own = w?.statedWeeks ?? (hours > 0 ? Math.ceil((hours * halfLives) / hoursPerWeek) : undefined)
    if (w === undefined || own === undefined) return undefined
    weeks = Math.max(weeks, own)
    verified &&= !w.unverified
  }
  return drugs.length === 0 ? undefined : { weeks, verified }
}

/** Where the class of a modulator comes from, and the class that other sources give it. */
const evidenceOf = (m: Modulator): string => (m.differs === undefined ? m.source : `${m.source}; differs: ${m.differs}`)

/**
 * The phenotype an enzyme has while the medicines on the list act on it, beside the genetic one. CYP2D6: the activity score times the smallest factor
 * on the list (factors are not multiplied; `≥` is kept), established. CYP2C19, CYP2C9, CYP2B6, CYP3A4: a strong inhibitor makes a poor metaboliser,
 * a moderate one takes one category off, a strong inducer adds one (a poor metaboliser stays one); certainty `literature`. Weak inhibitors and moderate
 * inducers are listed and change nothing; creams, drops and the like are not counted; an inhibitor together with an inducer leaves the phenotype as it is. Undefined: another gene, or nobody acts on it.
 * @source CPIC opioid guideline PMID 33387367 (activity score × 0 or × 0.5); FDA strength classes for the rest. For antidepressants CPIC 2023 (PMC10564324) holds that no approach has consensus.
 */
export const phenoconvert = (
  gene: string,
  genetic: readonly DiplotypePhenotype[],
  medications: readonly Medication[],
  knowledge: ContextKnowledge,
  rephenotype: Rephenotype,
  options: PhenoconversionOptions = {},
): PhenoconvertedResult | undefined => {
  if (gene !== 'CYP2D6' && ladders[gene] === undefined) return undefined
  const statuses = options.status ?? ['active']
  const except = options.exceptDrug === undefined ? undefined : knowledge.nameOf(options.exceptDrug)
  const found = medications
    .filter((m) => statuses.includes(m.status) && !isLocal(m) && knowledge.nameOf(m.drug.name) !== except)
    .flatMap((medication): readonly Found[] =>
      knowledge
        .modulatorsOf(medication.drug.name)
        .filter((m) => m.gene === gene)
        .map((modulator) => ({ medication, modulator })),
    )
  if (found.length === 0) return undefined
  const factors = found.flatMap((f) => (f.modulator.activityFactor === undefined ? [] : [f.modulator.activityFactor]))
  const factor = gene === 'CYP2D6' && factors.length > 0 ? Math.min(...factors) : undefined
  const move = gene === 'CYP2D6' ? undefined : moveOf(found)
  const from = genetic.length === 0 && factor === 0 ? [untested] : genetic
  const phenotypes = from.map((d) =>
    factor !== undefined ? scaled(gene, d, factor, rephenotype) : move !== undefined ? shifted(gene, d, move) : d,
  )
  const same = (a: DiplotypePhenotype | undefined, b: DiplotypePhenotype | undefined): boolean =>
    JSON.stringify([a?.phenotypes, a?.activityScore, a?.lookup]) ===
    JSON.stringify([b?.phenotypes, b?.activityScore, b?.lookup])
  const changed = phenotypes.length !== genetic.length || phenotypes.some((d, i) => !same(d, genetic[i]))
  const acting = found.filter(
    (f) => f.modulator.effect !== 'weak-inhibitor' && f.modulator.effect !== 'moderate-inducer',
  )
  const after = changed
    ? weeksAfterStopping([...new Set(acting.map((f) => knowledge.nameOf(f.medication.drug.name)))], knowledge)
    : undefined
  return {
    phenotypes,
    because: found.map((f) => ({
      drug: f.medication.drug,
      effect: f.modulator.effect,
      basis: f.medication.ref,
      evidence: evidenceOf(f.modulator),
      ...(f.modulator.unverified ? { unverified: true as const } : {}),
    })),
    changed,
    certainty: found.some((f) => f.modulator.certainty === 'literature') ? 'literature' : 'established',
    ...(after === undefined ? {} : { afterStopping: after }),
  }
}
