import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { CriterionResult, FamilyFinding, LipidFindings, Pedigree } from '../../../src/clinical/family/index.ts'
import type { FamilyPart } from '../../../src/deliver/report/early-detection.ts'
import type { Assessment } from '../../../src/shared/assessment.ts'
import type { FromFamilyWorker, ToFamilyWorker } from './family-messages.ts'
import { startFamilyWorker } from './start-family-worker.ts'

type Of<K extends FamilyFinding['kind']> = Extract<FamilyFinding, { readonly kind: K }>

/** What is said of the family, sorted for the page. */
export type FamilyFindings = {
  readonly criteria: readonly CriterionResult[]
  readonly carriers: Of<'carriers'> | undefined
  readonly outlook: Of<'future-risks'> | undefined
}

export const sortedFindings = (assessments: readonly Assessment<FamilyFinding>[]): FamilyFindings => {
  const findings = assessments.flatMap((a) => (a.finding === undefined ? [] : [a.finding]))
  return {
    criteria: findings.flatMap((f) => (f.kind === 'criterion' ? [f.result] : [])),
    carriers: findings.find((f) => f.kind === 'carriers'),
    outlook: findings.find((f) => f.kind === 'future-risks'),
  }
}

type Answered = {
  readonly of: Pedigree
  readonly findings?: FamilyFindings
  readonly failed?: string
}

const noLipid: LipidFindings = {}

/**
 * What follows from the pedigree as it is now. Waits for a pause in typing, then computes beside the page; `late`: what is shown belongs to an earlier state of
 * the pedigree. What came with the report is taken from there.
 */
export const useFamilyFindings = (
  pedigree: Pedigree,
  start: FamilyPart,
): { readonly findings: FamilyFindings | undefined; readonly late: boolean; readonly failed: string | undefined } => {
  const [settled] = useDebouncedValue(pedigree, 150)
  const [answered, setAnswered] = useState<Answered>()
  const worker = useRef<Worker>(undefined)
  const asked = useRef<{ turn: number; of: Pedigree }>(undefined)
  const known = useMemo(
    () => (start.assessments.length > 0 ? sortedFindings(start.assessments) : undefined),
    [start.assessments],
  )
  const untouched = known !== undefined && start.pedigree === settled
  useEffect(
    () => () => {
      worker.current?.terminate()
      worker.current = undefined
    },
    [],
  )
  useEffect(() => {
    if (untouched) return
    if (worker.current === undefined) {
      worker.current = startFamilyWorker()
      worker.current.addEventListener('message', ({ data }: MessageEvent<FromFamilyWorker>) => {
        const last = asked.current
        if (last === undefined || last.turn !== data.turn) return
        setAnswered(
          'failed' in data
            ? { of: last.of, failed: data.failed }
            : { of: last.of, findings: sortedFindings(data.assessments) },
        )
      })
    }
    asked.current = { turn: (asked.current?.turn ?? 0) + 1, of: settled }
    const input = { pedigree: settled, aside: start.aside, lipid: start.lipid ?? noLipid }
    worker.current.postMessage({ turn: asked.current.turn, input } satisfies ToFamilyWorker, [])
  }, [settled, untouched, start])
  if (untouched) return { findings: known, late: settled !== pedigree, failed: undefined }
  return {
    findings: answered?.findings ?? known,
    late: settled !== pedigree || answered?.of !== settled,
    failed: answered?.failed,
  }
}
