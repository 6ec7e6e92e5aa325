import { ruleOf } from '../../deliver/cds-hooks/index.ts'
import type { Problem } from '../../shared/problem.ts'
import { kitRuleOf } from './kit-rules.ts'

/** `broken`: a violation; `advised`: against a SHOULD; `notRun`: it could not be tried, `why` says what was missing. */
export type KitVerdict = 'holds' | 'broken' | 'advised' | 'notRun'

export type KitRow = {
  readonly rule: string
  readonly verdict: KitVerdict
  readonly section: string
  readonly version: string
  readonly why: string
}

export type KitReport = {
  readonly subject: string
  readonly rows: readonly KitRow[]
  readonly messages: number
  readonly broken: number
}

const rank: readonly KitVerdict[] = ['broken', 'advised', 'holds', 'notRun']

/** Collects what was tried. One row for each rule: the worst that was seen of it, with where. */
export const kitNotes = () => {
  const rows = new Map<string, KitRow>()
  let messages = 0
  const put = (row: KitRow): void => {
    const before = rows.get(row.rule)
    if (before === undefined || rank.indexOf(row.verdict) < rank.indexOf(before.verdict)) rows.set(row.rule, row)
  }
  return {
    /** How one trial of a rule of behaviour went. */
    tried: (rule: string, holds: boolean, why: string): boolean => {
      const known = kitRuleOf(rule)
      const level = known?.level === 'must' ? 'broken' : 'advised'
      put({
        rule,
        verdict: holds ? 'holds' : level,
        section: known?.section ?? '',
        version: '2.0.1',
        why: holds ? '' : why,
      })
      return holds
    },
    notRun: (rule: string, why: string): void =>
      put({ rule, verdict: 'notRun', section: kitRuleOf(rule)?.section ?? '', version: '2.0.1', why }),
    /** Breaches of the message rules in one message; `where` says which one it was. */
    judged: (where: string, problems: readonly Problem[]): void => {
      messages++
      for (const p of problems) {
        const rule = ruleOf(p.code)
        put({
          rule: p.code.replace('cds-hooks.', ''),
          verdict: p.severity === 'error' ? 'broken' : 'advised',
          section: rule?.section ?? '',
          version: rule?.version ?? '',
          why: `${where}: ${p.at.path ?? ''} ${p.message}`.replace(/\s+/g, ' ').slice(0, 300),
        })
      }
    },
    report: (subject: string): KitReport => {
      const all = [...rows.values()].sort(
        (a, b) => rank.indexOf(a.verdict) - rank.indexOf(b.verdict) || (a.rule < b.rule ? -1 : 1),
      )
      return { subject, rows: all, messages, broken: all.filter((r) => r.verdict === 'broken').length }
    },
  }
}

export type KitNotes = ReturnType<typeof kitNotes>

const words: Readonly<Record<KitVerdict, string>> = {
  holds: 'holds',
  broken: 'BROKEN',
  advised: 'advised',
  notRun: 'not run',
}

/** The report as a table for people. */
export const kitTable = (report: KitReport): string => {
  const width = Math.max(...report.rows.map((r) => r.rule.length), 4)
  const lines = report.rows.map(
    (r) =>
      `${words[r.verdict].padEnd(8)} ${r.rule.padEnd(width)}  ${r.section}${r.why === '' ? '' : `\n${' '.repeat(9)}${r.why}`}`,
  )
  const count = (verdict: KitVerdict): number => report.rows.filter((r) => r.verdict === verdict).length
  return [
    ...lines,
    '',
    `${report.subject}: ${count('broken')} broken, ${count('advised')} against advice, ${count('holds')} hold, ${count('notRun')} not run; ${report.messages} messages judged by the message rules.`,
    '',
  ].join('\n')
}
