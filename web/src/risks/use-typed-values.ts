import { useCallback, useEffect, useState } from 'react'
import type { InputId, InputCatalogue } from '../../../src/clinical/risk/index.ts'
import type { EarlyDetection } from '../../../src/deliver/report/early-detection.ts'
import type { Instant } from '../../../src/shared/instant.ts'
import type { Recomputed, Typed } from './recompute.ts'

/** Typed values of one open page: kept in it alone, never stored and never sent. */
export type TypedValues = {
  readonly typed: Typed
  readonly set: (input: InputId, text: string | undefined) => void
  readonly clear: () => void
  readonly begin: () => void
  readonly catalogue: InputCatalogue | undefined
  readonly result: Recomputed | undefined
  readonly fault: string | undefined
}

/** The models themselves, loaded when somebody first types. */
const engine = () => import('./recompute.ts')

const isPregnant = (early: EarlyDetection): boolean =>
  early.risks.some((a) => a.finding?.kind === 'model' && a.finding.remarks.some((r) => r.code === 'pregnant-now'))

/** Values typed over those of the report, and everything computed again with them a moment after the last key. */
export const useTypedValues = (early: EarlyDetection | undefined, at: Instant): TypedValues => {
  const [typed, setTyped] = useState<Typed>({})
  const [catalogue, setCatalogue] = useState<InputCatalogue>()
  const [result, setResult] = useState<Recomputed>()
  const [fault, setFault] = useState<string>()

  const begin = useCallback(() => {
    engine()
      .then((e) => e.riskTables())
      .then(
        (t) => {
          setFault(undefined)
          setCatalogue(t.catalogue)
        },
        (cause: unknown) =>
          setFault(cause instanceof Error ? cause.message : 'The tables of risks could not be loaded.'),
      )
  }, [])

  const set = useCallback((input: InputId, text: string | undefined) => {
    setTyped((before) => {
      const { [input]: _, ...others } = before
      return text === undefined ? others : { ...others, [input]: text }
    })
  }, [])
  const clear = useCallback(() => setTyped({}), [])

  useEffect(() => {
    let current = true
    if (early === undefined || Object.keys(typed).length === 0) {
      setResult(undefined)
      return
    }
    const wait = window.setTimeout(() => {
      engine()
        .then(async (e) => e.recompute(early.inputs, typed, at, await e.riskTables(), isPregnant(early)))
        .then(
          (computed) => {
            if (current) setResult(computed)
          },
          (cause: unknown) =>
            current && setFault(cause instanceof Error ? cause.message : 'The risks could not be computed again.'),
        )
    }, 250)
    return () => {
      current = false
      window.clearTimeout(wait)
    }
  }, [early, typed, at])

  return { typed, set, clear, begin, catalogue, result, fault }
}
