import { type ActionClass, actionClasses, branchClass } from '../../../shared/action.ts'
import { rungIndex } from '../../../shared/evidence.ts'
import type { MatchedAdvice, MedicineFinding, SourceDifference } from '../model.ts'

type Line = {
  readonly advice: number
  readonly branch: number
  readonly applies: 'yes' | 'unknown'
  readonly cls: ActionClass
  readonly rung: number
  readonly source: string
  /** The record's case for everybody else, not a special one. */
  readonly general: boolean
  /** At least one step is plainly told, not only to be considered. */
  readonly firm: boolean
}

const severity = (c: ActionClass): number => actionClasses.indexOf(c)

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
                  general: b.branch.when === undefined || b.branch.when.otherwise === true,
                  firm: b.branch.first.some(
                    (s) => s.firm === 'do' && s.if === undefined && branchClass({ first: [s] }) !== 'standard',
                  ),
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

const verdictOfLine = (line: Line): MedicineFinding['verdict'] => {
  if (line.cls === 'none') return 'notKnown'
  if (line.cls === 'standard') return 'fine'
  if (line.cls === 'avoid' || line.cls === 'change') return line.rung === weak ? 'caution' : 'act'
  return 'caution'
}

/** An action that may not be meant for this person, while the same source leaves everything as usual otherwise. */
const soften = (verdict: MedicineFinding['verdict']): MedicineFinding['verdict'] =>
  verdict === 'act' ? 'caution' : verdict

/** Avoiding a medicine and considering another instead point the same way. */
const direction = (line: Line, advice: readonly MatchedAdvice[]): string => {
  const steps = advice[line.advice]?.branches[line.branch]?.branch.first ?? []
  return line.cls === 'avoid' || (line.cls === 'change' && steps.some((a) => a.do === 'choose'))
    ? 'another medicine'
    : line.cls
}

/**
 * The sign shown for a medicine. It follows the leading branch, raised to `caution` when another source or another possible
 * reading of the genotype advises a change and the leading one does not.
 */
export const verdictOf = (
  advice: readonly MatchedAdvice[],
): {
  readonly verdict: MedicineFinding['verdict']
  readonly leading?: { readonly advice: number; readonly branch: number }
} => {
  const lines = applicableLines(advice)
  const lead = leadingLine(lines)
  if (!lead) return { verdict: 'notKnown' }
  const certain =
    lead.applies === 'yes' ||
    !lines.some((l) => l.source === lead.source && (l.cls === 'standard' || l.cls === 'monitor'))
  const own = certain ? verdictOfLine(lead) : soften(verdictOfLine(lead))
  const raised =
    own === 'fine' && lines.some((l) => (l.cls === 'avoid' || l.cls === 'change') && (l.applies === 'yes' || l.firm))
      ? 'caution'
      : own
  return { verdict: raised, leading: { advice: lead.advice, branch: lead.branch } }
}

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
      if (x.record.population !== y.record.population || a.applies !== b.applies)
        return [{ between, kind: 'population', reason: 'different-population' }]
      return [{ between, kind: 'action', reason: 'different-judgement' }]
    }),
  )
}
