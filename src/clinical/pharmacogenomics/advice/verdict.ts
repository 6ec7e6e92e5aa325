import type { Branch } from '../../../shared/action.ts'
import type { Circumstance } from '../../../shared/advice-vocabulary.ts'
import { type ActionClass, actionClasses, branchClass } from '../../../shared/action-class.ts'
import { rungIndex } from '../../../shared/evidence.ts'
import type { MatchedAdvice, MedicineFinding, SourceDifference } from '../model.ts'
import { isUsualKey } from './usual-result.ts'

type Verdict = MedicineFinding['verdict']

/** One branch that may be meant for this person, with what it amounts to. */
export type Line = {
  readonly advice: number
  readonly branch: number
  readonly applies: 'yes' | 'unknown'
  readonly cls: ActionClass
  readonly rung: number
  readonly source: string
  /** The case for everybody who is not excepted, of a record that is meant for this person. */
  readonly general: boolean
  /** At least one step is plainly told, not only to be considered. */
  readonly firm: boolean
  /** All genes behind it have their ordinary result. */
  readonly usual: boolean
  /** How many facts are missing to know whether it is meant for this person. */
  readonly open: number
}

const severity = (c: ActionClass): number => actionClasses.indexOf(c)
const asksForChange = (l: Line): boolean => l.cls === 'avoid' || l.cls === 'change'

const isGeneralCase = ({ when }: Branch): boolean =>
  when === undefined ||
  when.otherwise === true ||
  (when.notIndications !== undefined && Object.keys(when).every((k) => k === 'notIndications'))

/** Conditions on the usual dose of the disease: the ordinary case, which no record holds. */
const ofRegimen: readonly Circumstance[] = [
  'normal-starting-dose-high',
  'normal-dose-at-least-75-mg-m2-or-1.5-mg-kg',
  'normal-dose-at-least-40-60-mg-m2',
]
const hangsOnRegimen = ({ when }: Branch): boolean =>
  when?.circumstances !== undefined &&
  Object.keys(when).every((k) => k === 'circumstances') &&
  when.circumstances.every((c) => ofRegimen.includes(c))

/** Every branch that may apply to this person, with what it amounts to. */
export const applicableLines = (advice: readonly MatchedAdvice[]): readonly Line[] =>
  advice.flatMap((a, i) =>
    a.applies === 'no'
      ? []
      : a.branches.flatMap((b, j): readonly Line[] =>
          b.applies === 'no'
            ? []
            : [
                {
                  advice: i,
                  branch: j,
                  applies: a.applies === 'yes' && b.applies === 'yes' ? 'yes' : 'unknown',
                  cls: branchClass(b.branch),
                  rung: rungIndex(a.evidence.rung),
                  source: a.record.source,
                  general: a.applies === 'yes' && isGeneralCase(b.branch),
                  firm: b.branch.first.some(
                    (s) => s.firm === 'do' && s.if === undefined && branchClass({ first: [s] }) !== 'standard',
                  ),
                  open: [a, b].flatMap((x) => (x.applies === 'unknown' ? x.because : [])).length,
                  usual: Object.entries(a.key).every(([gene, key]) => isUsualKey(gene, key)),
                },
              ],
        ),
  )

const bestGraded = (lines: readonly Line[]): readonly Line[] => {
  const speaking = lines.filter((l) => l.cls !== 'none')
  const pool = speaking.length > 0 ? speaking : lines
  const best = Math.min(...pool.map((l) => l.rung))
  return pool.filter((l) => l.rung === best)
}

/**
 * The branch that speaks first, of the best graded records: one that certainly applies; otherwise a special case that may apply and
 * plainly asks for a change, else the general case. Branches that advise nothing only speak when nothing else does.
 */
export const leadingLine = (lines: readonly Line[]): Line | undefined => {
  const order = (a: Line, b: Line): number =>
    severity(a.cls) - severity(b.cls) ||
    Number(b.general) - Number(a.general) ||
    a.open - b.open ||
    a.advice - b.advice ||
    a.branch - b.branch
  const best = bestGraded(lines)
  const certain = best.filter((l) => l.applies === 'yes').sort(order)[0]
  if (certain !== undefined) return certain
  const general = best.filter((l) => l.general).sort(order)[0]
  const special = best.filter((l) => !l.general && (general === undefined || l.firm)).sort(order)[0]
  if (general === undefined || special === undefined) return general ?? special
  return severity(special.cls) < severity(general.cls) ? special : general
}

const weak = rungIndex('weak')
const unrated = rungIndex('unrated')

const branchOf = (line: Line, advice: readonly MatchedAdvice[]): Branch =>
  advice[line.advice]?.branches[line.branch]?.branch ?? { first: [] }

/** The usual dose with what is watched in everybody who gets the medicine. */
const isUsualUse = (line: Line, advice: readonly MatchedAdvice[]): boolean =>
  line.usual &&
  line.cls === 'monitor' &&
  branchOf(line, advice).first.some((s) => s.do === 'standard') &&
  branchOf(line, advice).first.every((s) => s.do !== 'avoidWith' && s.do !== 'beware')

/**
 * The sign of one branch by itself. To avoid or to change is `act`, unless the grade is weak, an ungraded source only asks to consider it,
 * or all genes have their ordinary result and it is a matter of dose (a dosing scheme for everybody, told in detail).
 */
const signOf = (line: Line, advice: readonly MatchedAdvice[]): Verdict => {
  if (line.cls === 'none') return 'notKnown'
  if (line.cls === 'standard' || isUsualUse(line, advice)) return 'fine'
  if (!asksForChange(line)) return 'caution'
  if (line.rung === weak || (line.rung === unrated && !line.firm)) return 'caution'
  const scheme = line.usual && line.cls === 'change' && branchOf(line, advice).first.every((s) => s.do !== 'choose')
  return scheme ? 'caution' : 'act'
}

/** A leading special case may not be meant for this person, and the same source then asks for nothing (or all genes have their ordinary result). */
const mayNotBeMeant = (lead: Line, lines: readonly Line[], advice: readonly MatchedAdvice[]): boolean =>
  lead.applies === 'unknown' &&
  !lead.general &&
  !hangsOnRegimen(branchOf(lead, advice)) &&
  (lead.usual || lines.some((l) => l.source === lead.source && !asksForChange(l) && l.cls !== 'test'))

/**
 * The sign shown for a medicine. It follows the leading branch:
 * - softened to `caution` where that branch may not be meant for this person and its source then asks for nothing;
 * - raised to `act` where another source plainly asks this person for a change (which then leads, if the first is not certain);
 * - `fine` raised to `caution` when another source or another case asks for a change.
 */
export const verdictOf = (
  advice: readonly MatchedAdvice[],
): {
  readonly verdict: Verdict
  readonly leading?: { readonly advice: number; readonly branch: number }
} => {
  const lines = applicableLines(advice)
  const lead = leadingLine(lines)
  if (!lead) return { verdict: 'notKnown' }
  const alone = signOf(lead, advice)
  const softened = alone === 'act' && mayNotBeMeant(lead, lines, advice) ? 'caution' : alone
  const others = lines.filter((l) => l.source !== lead.source && l.applies === 'yes' && asksForChange(l))
  const plain = leadingLine(others.filter((l) => signOf(l, advice) === 'act'))
  const at = (l: Line) => ({ advice: l.advice, branch: l.branch })
  if (softened === 'caution' && asksForChange(lead) && plain !== undefined)
    return { verdict: 'act', leading: at(lead.applies === 'yes' ? lead : plain) }
  const raised =
    softened === 'fine' && lines.some((l) => asksForChange(l) && !l.usual && (l.applies === 'yes' || l.firm))
  return { verdict: raised ? 'caution' : softened, leading: at(lead) }
}

/** Avoiding a medicine and considering another instead point the same way. */
const direction = (line: Line, advice: readonly MatchedAdvice[]): string =>
  line.cls === 'avoid' || (line.cls === 'change' && branchOf(line, advice).first.some((a) => a.do === 'choose'))
    ? 'another medicine'
    : line.cls

const populations = (line: Line, advice: readonly MatchedAdvice[]): string =>
  JSON.stringify([advice[line.advice]?.record.when ?? null, branchOf(line, advice).when ?? null])

/** Where two sources that both speak to this person advise differently, and the likeliest reason that the tables themselves show. */
export const sourceDifferences = (advice: readonly MatchedAdvice[]): readonly SourceDifference[] => {
  const strongest = new Map<string, Line>()
  for (const l of applicableLines(advice)) {
    const seen = strongest.get(l.source)
    if (!seen || severity(l.cls) < severity(seen.cls)) strongest.set(l.source, l)
  }
  const list = [...strongest.values()]
  return list.flatMap((a, i) =>
    list.slice(i + 1).flatMap((b): readonly SourceDifference[] => {
      if (a.cls === b.cls || direction(a, advice) === direction(b, advice)) return []
      const [x, y] = [advice[a.advice], advice[b.advice]]
      if (!x || !y) return []
      const between = [x.record.source, y.record.source]
      if (a.cls === 'none' || b.cls === 'none') return [{ between, kind: 'one-silent', reason: 'source-has-no-advice' }]
      if (JSON.stringify(x.key) !== JSON.stringify(y.key))
        return [{ between, kind: 'action', reason: 'different-phenotype-key' }]
      if (populations(a, advice) !== populations(b, advice))
        return [{ between, kind: 'population', reason: 'different-population' }]
      return [{ between, kind: 'action', reason: 'different-judgement' }]
    }),
  )
}
