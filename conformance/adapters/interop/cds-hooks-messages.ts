import { checkDiscovery, checkFeedback, checkRequest, checkResponse } from '../../../src/deliver/cds-hooks/index.ts'
import { hasError, type Problem } from '../../../src/shared/problem.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'

/** `breaks`: the rules whose breach must be told, where the vector names them. */
type Vector = {
  readonly kind: 'request' | 'response' | 'feedback' | 'discovery'
  readonly id: string
  readonly valid: boolean
  readonly doc: unknown
  readonly service?: { readonly hook: string }
  readonly breaks?: readonly string[]
}

const judged = (v: Vector): readonly Problem[] => {
  if (v.kind === 'request') return checkRequest(v.doc, v.service === undefined ? undefined : [v.service.hook])
  return { response: checkResponse, feedback: checkFeedback, discovery: checkDiscovery }[v.kind](v.doc)
}

const suite = (file: string, title: string): SuiteAdapter => ({
  path: `interop/${file}`,
  title,
  run: (context) => {
    const count = tally()
    const { vectors } = JSON.parse(context.text(`interop/${file}`)) as { readonly vectors: readonly Vector[] }
    for (const v of vectors) {
      const problems = judged(v)
      const told = [...new Set(problems.map((p) => p.code.replace('cds-hooks.', '')))].sort()
      if (v.breaks === undefined) count.compare(`${v.kind} ${v.id}`, v.valid, !hasError(problems))
      else count.compare(`${v.kind} ${v.id}`, [v.valid, [...v.breaks].sort()], [!hasError(problems), told])
    }
    return count.outcome()
  },
})

/** Messages of CDS Hooks, valid and broken, each with its rule. */
export const cdsHooksMessages = suite('cds-hooks.conformance.json', 'CDS Hooks messages judged by the rules of the specification')

/** Our own messages: one or more for every rule, with the rules that must be told and no other. */
export const cdsHooksMoreMessages = suite('cds-hooks.more.json', 'CDS Hooks messages, every rule at its edges')
