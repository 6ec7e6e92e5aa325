import { describe, expect, test } from 'vitest'
import { assessedPerson, tables } from './assessed-person.test-support.ts'
import { recompute } from './recompute.ts'

const { report, recorded, at } = assessedPerson

const risk = (of: typeof report.assessments, model: string): number | undefined =>
  of
    .flatMap((a) => (a.finding?.kind === 'model' && a.finding.model.id === model ? a.finding.risks : []))
    .find((r) => r.outcome === 'ascvd')?.probability

describe('risks computed again in the page', () => {
  test('with nothing typed the page says what the report said', () => {
    const again = recompute(recorded, {}, at, tables, false)
    expect(again.assessments.length).toBeGreaterThan(20)
    expect(again.assessments).toEqual(report.assessments)
  })

  test('a typed value counts before the recorded one, and what follows from it follows', () => {
    const again = recompute(recorded, { smokingNow: 'no', creatinine: '3 mg/dL' }, at, tables, false)
    expect(risk(again.assessments, 'prevent') ?? 1).not.toBe(risk(report.assessments, 'prevent'))
    const egfr = again.inputs.find((i) => i.id === 'egfr')
    expect(egfr?.state === 'known' && typeof egfr.value === 'number' ? egfr.value : 99).toBeLessThan(30)
    const quit = recompute(recorded, { smokingNow: 'no' }, at, tables, false)
    expect(risk(quit.assessments, 'prevent') ?? 1).toBeLessThan(risk(report.assessments, 'prevent') ?? 0)
  })

  test('a figure of another unit is asked about and not used', () => {
    const again = recompute(recorded, { totalCholesterol: '5.2 mg/dL' }, at, tables, false)
    expect(again.asks).toEqual([{ input: 'totalCholesterol', value: '5.2 mg/dL', likelyUnit: 'mmol/L' }])
    expect(risk(again.assessments, 'prevent')).toBeUndefined()
    const answered = recompute(recorded, { totalCholesterol: '5.2 mmol/L' }, at, tables, false)
    expect(answered.asks).toEqual([])
    expect(risk(answered.assessments, 'prevent')).toBeGreaterThan(0)
  })
})
