import { expandTemplate } from '../../../src/deliver/cds-hooks/index.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'

type Vector = {
  readonly template: string
  readonly context: Readonly<Record<string, unknown>>
  readonly today?: string
  readonly expect: string | null
}

const path = 'interop/cds-hooks.prefetch.json'

/** Prefetch templates of CDS Hooks filled from a context. */
export const cdsHooksPrefetch: SuiteAdapter = {
  path,
  title: 'CDS Hooks prefetch templates',
  run: (context) => {
    const count = tally()
    const { vectors } = JSON.parse(context.text(path)) as { readonly vectors: readonly Vector[] }
    for (const v of vectors) {
      const scope = { context: v.context, ...(v.today === undefined ? {} : { today: v.today }) }
      count.compare(v.template, v.expect, expandTemplate(v.template, scope) ?? null)
    }
    return count.outcome()
  },
}
