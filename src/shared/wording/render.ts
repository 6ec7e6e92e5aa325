import type { Action, Branch, Population } from '../action.ts'
import { branchClass } from '../action-class.ts'
import type { Reason } from '../recommendation.ts'
import { type Audience, type ForBoth, capital, fill, sentence } from './catalogue.ts'

/** Why a usual dose still asks for caution: sources differ, or an inhibitor on the list makes it so. */
export type UsualBut = 'sources-differ' | 'while-taken' | 'caution'

/** A language: complete sets of words behind a few functions. English is `en.ts`; another language is another file of this type. */
export type Language = {
  readonly tag: string
  readonly action: (action: Action, drug: string, audience: Audience) => string
  readonly population: (population: Population | undefined) => string
  readonly reasons: Readonly<Record<string, ForBoth>>
  /** A code that fills a sentence (indication, circumstance, effect, cause), in words; the code itself when it has none. */
  readonly phrase: (code: string) => string
  readonly phenotype: (gene: string, phenotype: string) => ForBoth
  readonly gene: (gene: string) => ForBoth
  readonly ifConsidered: (drug: string, clause: string) => string
  readonly fallback: (steps: string) => string
  readonly advisedFor: (population: string) => string
  /** The line of a medicine about which nothing is advised. */
  readonly withoutAdvice: (verdict: string, drug: string, genes: readonly string[], audience: Audience) => string
  /** Two medicines that matter for each other: the line of a medicine whose sign comes from that alone. */
  readonly interaction: (drug: string, other: string, effect: string, audience: Audience) => string
  /** The usual dose, though something asks for caution; `values` fill it. */
  readonly usualBut: (
    drug: string,
    because: UsualBut,
    values: Readonly<Record<string, string>>,
    audience: Audience,
  ) => string
  /** Guidelines are silent although every gene is known. */
  readonly noAdviceFor: (drug: string, genes: readonly string[], audience: Audience) => string
  /** A condition on what a gene turns out to be. */
  readonly ifGene: (gene: string, result: string) => string
  /** Several medicines, none of them taken, that the same result speaks against. */
  readonly avoidEach: (drugs: readonly string[], audience: Audience) => string
  readonly avoidAll: (drugs: readonly string[], audience: Audience) => string
  /** What another gene asks for besides. */
  readonly byGene: (genes: readonly string[], steps: string) => string
  /** Stands for a condition that is too long for a title. */
  readonly inSomeCases: string
  readonly bySource: (source: string, steps: string) => string
  readonly orderTest: (gene: string, test: string, audience: Audience) => string
  readonly need: (gene: string, code: string, test: string, medicines: readonly string[]) => string
  readonly notTested: (partly: boolean) => string
  readonly noPhenotype: string
  /** A gene of which too few places were seen to rely on finding nothing. */
  readonly seenInPart: (covered: number, of: number) => string
  /** Added to a sentence whose figure was not read in its source. */
  readonly unverified: string
  readonly or: string
}

/** The longest title: it fits a CDS Hooks summary. */
export const titleLength = 140

const heavy = new Set<Action['do']>([
  'contraindicate',
  'avoid',
  'choose',
  'avoidWith',
  'doseFactor',
  'dose',
  'maxDose',
  'doseChange',
  'test',
  'interval',
  'algorithm',
  'standard',
  'noAdvice',
  'induceTolerance',
])

const usualDose: Action = { do: 'doseFactor', firm: 'do', of: 'usual', factor: [1, 1] }

/**
 * The branch as it is said: "as usual, no genetic reason to change" only where nothing else is asked. Beside a further step,
 * or beside the word that the evidence is not enough, it is no more than the usual dose.
 */
const asSaid = (branch: Branch): Branch => {
  const plain = branchClass(branch) === 'standard' && branch.first.every((a) => a.do !== 'noAdvice')
  return plain
    ? branch
    : { ...branch, first: branch.first.map((a) => (a.do === 'standard' && a.firm === 'do' ? usualDose : a)) }
}

/** A step as the title says it: what else is to be avoided stands among the steps. */
const inTitle = (a: Action): Action => {
  if (a.do !== 'avoid') return a
  const { alsoAvoid: _, ...rest } = a
  return rest
}

/** A choice without its list of names, for a title that has no room for them. */
const shorter = (a: Action): readonly Action[] => {
  if (a.do !== 'choose' || !a.drugs) return []
  const { drugs: _, notDrugs: __, ...rest } = a
  return [rest]
}

/** The step that stands for an alternative set in the title: its first weighty one that the title does not say already. */
const choiceOf = (
  steps: readonly Action[],
  clauses: readonly string[],
  say: (a: Action) => string,
): Action | undefined => {
  const now = steps.filter((a) => a.if === undefined)
  const first = now[0]
  const weighty = now.filter((a) => heavy.has(a.do) && a.do !== 'avoidWith')
  return (
    weighty.find((a) => !clauses.includes(say(a))) ??
    (first !== undefined && weighty.length === 0 && !clauses.includes(say(first)) ? first : undefined)
  )
}

/** How many steps two lists share at their beginning. */
const shared = (a: readonly string[], b: readonly string[]): number => {
  const i = a.findIndex((step, n) => step !== b[n])
  return i === -1 ? a.length : i
}

/**
 * The verb-first line of a branch, at most 140 characters: its leading steps, then the alternative choice, then (for the clinician)
 * the steps that wait for an event, as long as they fit.
 * A medicine that the person does not take begins with the condition that it is considered at all.
 */
export const titleOf = (of: Branch, drug: string, onList: boolean, audience: Audience, language: Language): string => {
  const branch = asSaid(of)
  const now = branch.first.filter((a) => a.if === undefined)
  const heaviest = now.filter((a) => heavy.has(a.do))
  const changing = heaviest.filter(
    (a) =>
      a.do !== 'noAdvice' &&
      !(a.do === 'doseFactor' && a.factor[0] === 1 && a.factor[1] === 1 && a.of !== 'lowest-starting') &&
      !(a.do === 'maxDose' && a.amount === undefined && a.factorOfMaximum === 1),
  )
  const main = changing.length > 0 ? changing : heaviest
  const leading = main.length > 0 ? main : now.length > 0 ? now : branch.first
  const say = (a: Action): string => language.action(inTitle(a), drug, audience)
  const clauses = leading.map(say)
  const choice =
    audience === 'clinician' ? (branch.or ?? []).map((steps) => choiceOf(steps, clauses, say)).find(Boolean) : undefined
  const later =
    audience === 'clinician' && now.length > 0 ? branch.first.filter((a) => a.if !== undefined && heavy.has(a.do)) : []
  const all: readonly { readonly of: Action; readonly say: (clause: string) => string }[] = [
    ...leading.slice(0, 1).map((of) => ({ of, say: (c: string) => c })),
    ...(choice === undefined ? [] : [{ of: choice, say: (c: string) => `${language.or} ${c}` }]),
    ...[...leading.slice(1), ...later].map((of) => ({ of, say: (c: string) => c })),
  ]
  const shownAs = (text: string): string => (onList ? capital(text) : language.ifConsidered(drug, text))
  const said = new Set<string>()
  let text = ''
  for (const item of all) {
    const ways = [item.of, ...shorter(item.of)].map((a) => item.say(say(a)))
    if (ways.some((w) => said.has(w))) continue
    const next = ways.map((w) => (text === '' ? w : `${text}; ${w}`)).find((t) => shownAs(t).length <= titleLength)
    if (next === undefined) break
    for (const w of ways) said.add(w)
    text = next
  }
  const first = text === '' ? (clauses[0] ?? '') : text
  if (!onList) return language.ifConsidered(drug, first)
  const named = first.includes(drug) ? capital(first) : `${capital(drug)}: ${first}`
  return named.length > titleLength ? capital(first) : named
}

/** Every step of a branch as a sentence, choices and fall-backs marked as such, repeated sentences once. */
export const stepsOf = (of: Branch, drug: string, audience: Audience, language: Language): readonly string[] => {
  const branch = asSaid(of)
  const clause = (a: Action): string => language.action(a, drug, audience)
  const say = (a: Action): string => sentence(clause(a))
  const joined = (steps: readonly Action[]): string => steps.map(clause).join('; ')
  const firstly = branch.first.map(clause)
  const otherwise = (steps: readonly Action[]): readonly Action[] => {
    const same = shared(steps.map(clause), firstly)
    return same < steps.length ? steps.slice(same) : steps
  }
  const lines = [
    ...branch.first.map(say),
    ...(branch.or ?? []).map((steps) => sentence(`${language.or} ${joined(otherwise(steps))}`)),
    ...(branch.fallback === undefined
      ? []
      : branch.fallback.every((a) => a.if !== undefined)
        ? branch.fallback.map(say)
        : [sentence(language.fallback(joined(branch.fallback)))]),
    ...(branch.note ?? []).map(say),
  ]
  return lines.filter((l, i) => lines.indexOf(l) === i)
}

/** Values of a reason that are codes themselves. */
const coded = new Set([
  'because',
  'effect',
  'missing',
  'circumstance',
  'condition',
  'indication',
  'recorded',
  'population',
  'fact',
  'organ',
  'test',
  'disease',
  'outcome',
  'input',
  'by',
  'asked',
])

/**
 * A coded reason as a sentence; where it names a gene and a phenotype, `{effect}` is what the phenotype means.
 * A code without words is a fault of the catalogue; its test lists every code in use.
 */
export const sayReason = (reason: Reason, audience: Audience, language: Language): string => {
  const words = language.reasons[reason.code]
  if (words === undefined) return `${reason.code}: ${Object.values(reason.with).join(', ')}`
  const { gene, phenotype } = reason.with
  const filled = Object.fromEntries(
    Object.entries(reason.with).map(([k, v]) => [k, coded.has(k) ? v.split(', ').map(language.phrase).join(', ') : v]),
  )
  const effect =
    gene === undefined || phenotype === undefined ? {} : { effect: effectOf(gene, phenotype, audience, language) }
  const said = capital(fill(words[audience], { ...filled, ...effect }))
  return audience === 'clinician' && reason.with['unverified'] !== undefined ? `${said} ${language.unverified}` : said
}

const effectOf = (gene: string, phenotype: string, audience: Audience, language: Language): string =>
  capital(
    phenotype
      .split(' or ')
      .map((p) => language.phenotype(gene, p)[audience])
      .filter((p, i, all) => all.indexOf(p) === i)
      .join(' or '),
  )
