import type { Problem } from '../../../shared/problem.ts'
import { type RuleId, rules } from './rules.ts'

/** Breaches of one message, as they are met. */
export type Findings = {
  readonly add: (rule: RuleId, path: string, message: string) => void
  readonly all: () => readonly Problem[]
}

/** `source` names the message (`request`, `response`); a path is written as in JavaScript: `cards[0].summary`. */
export const findings = (source: string): Findings => {
  const found: Problem[] = []
  return {
    add: (rule, path, message) => {
      const { level, says, section } = rules[rule]
      found.push({
        code: `cds-hooks.${rule}`,
        severity: level,
        at: { source, path },
        message,
        remedy: `${says} (CDS Hooks, ${section})`,
      })
    },
    all: () => found,
  }
}
