import { loadRelease } from '../../knowledge/folder.ts'
import type { Instant } from '../../shared/instant.ts'
import {
  assessRisk,
  compileRisk,
  givenInputs,
  type ModelFinding,
  personWithoutRecord,
  type RiskInput,
} from './index.ts'

export const at = '2026-11-22T09:00:00Z' as Instant
export const tables = compileRisk([loadRelease('attune-risk')])

/** Inputs of the check in the PREVENT paper's supplement: a woman of 50, 10-year risks 14.7 / 9.2 / 8.1 %. */
export const checked = {
  age: 50,
  sex: 'female',
  systolic: 160,
  onBloodPressureMedicine: true,
  totalCholesterol: 200,
  hdlCholesterol: 45,
  onStatin: false,
  diabetes: true,
  smokingNow: false,
  egfr: 90,
  bmi: 35,
  priorCardiovascularDisease: false,
  country: 'US',
}

export const given = (raw: Readonly<Record<string, unknown>>) => givenInputs(raw, tables.catalogue, { source: 'test' })

/** What the models say of a person of whom only this is known. */
export const assessed = (raw: Readonly<Record<string, unknown>>, more: Partial<RiskInput> = {}) =>
  assessRisk({ view: personWithoutRecord('p'), given: given(raw).inputs, detail: 'full', ...more }, tables, at)

export const modelOf = (of: ReturnType<typeof assessed>, id: string): ModelFinding => {
  const found = of.assessments.flatMap((a) =>
    'finding' in a && a.finding?.kind === 'model' && a.finding.model.id === id ? [a.finding] : [],
  )[0]
  if (found === undefined) throw new Error(`no ${id}`)
  return found
}

export const stateOf = (of: ReturnType<typeof assessed>, id: string): string =>
  of.assessments.find((a) => a.question.about === id)?.state ?? 'absent'
