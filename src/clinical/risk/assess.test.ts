import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { releaseName } from '../../knowledge/release.ts'
import { assessed, at, checked, given, modelOf, stateOf, tables } from './known-person.test-support.ts'
import { assessRisk, type FilledInput, personWithoutRecord, risk } from './index.ts'
import { recommendRisk } from './recommend.ts'

const percents = (of: ReturnType<typeof modelOf>, years: number): readonly number[] =>
  of.risks
    .filter((r) => 'years' in r.horizon && r.horizon.years === years)
    .map((r) => Math.round(r.probability * 10_000) / 100)

describe('a person of whom everything is known', () => {
  const all = assessed(checked)
  test('has the published figures of PREVENT, which leads in the United States', () => {
    const prevent = modelOf(all, 'prevent')
    expect(prevent.fit).toBe('leads')
    expect(percents(prevent, 10).slice(0, 3)).toEqual([14.68, 9.2, 8.06])
    expect(percents(prevent, 30).slice(0, 3)).toEqual([52.99, 35.43, 38.96])
    expect(stateOf(all, 'prevent')).toBe('finding')
  })
  test('is told why other models are not for her', () => {
    expect(modelOf(all, 'reynolds-men').because.map((b) => b.code)).toContain('other-sex')
    expect(modelOf(all, 'score2').because.map((b) => b.code)).toEqual(['must-not-have', 'outside-region'])
    expect(stateOf(all, 'score2')).toBe('notApplicable')
  })
})

describe('a person of whom half is known', () => {
  const half = assessed({ ...checked, systolic: undefined, egfr: undefined })
  const prevent = modelOf(half, 'prevent')
  test('has bounds and no figure', () => {
    expect(stateOf(half, 'prevent')).toBe('indeterminate')
    expect(prevent.risks).toEqual([])
    expect(prevent.missing?.open).toEqual(['systolic', 'egfr'])
  })
  test('has bounds that hold the figure of the whole', () => {
    if (prevent.missing?.state !== 'bounds') throw new Error('no bounds')
    const total = prevent.missing.bounds.find(
      (b) => 'outcome' in b.of && b.of.outcome === 'total-cvd' && b.of.years === 10,
    )
    expect(total?.range[0]).toBeLessThan(0.1468)
    expect(total?.range[1]).toBeGreaterThan(0.1468)
  })
  test('is told the one measurement that narrows them most, and is recommended it', () => {
    if (prevent.missing?.state !== 'bounds') throw new Error('no bounds')
    const [first, second] = prevent.missing.narrows
    expect(first?.expectedWidth).toBeLessThan(second?.expectedWidth ?? 0)
    expect(first?.expectedWidth).toBeLessThan(prevent.missing.width)
    const [asked] = recommendRisk(half.assessments, tables.manifests.map(releaseName))
    expect(asked).toMatchObject({ intent: 'orderTest', about: { name: first?.input }, verdict: 'notKnown' })
  })
  test('has the needs of the assessment named', () => {
    const a = half.assessments.find((x) => x.question.about === 'prevent')
    expect(a?.state === 'indeterminate' ? a.needs.map((n) => [n.code, n.about]) : []).toEqual([
      ['risk-input-missing', 'systolic'],
      ['risk-input-missing', 'egfr'],
    ])
  })
})

describe('an outcome asks only for its own inputs', () => {
  test('without a weight heart failure is open and the rest has figures', () => {
    const prevent = modelOf(assessed({ ...checked, bmi: undefined }), 'prevent')
    expect(prevent.risks.map((r) => r.outcome)).not.toContain('heart-failure')
    expect(percents(prevent, 10)).toContain(14.68)
    expect(prevent.missing?.open).toEqual(['bmi'])
    expect(
      prevent.missing?.state === 'bounds' ? prevent.missing.bounds.map((b) => 'outcome' in b.of && b.of.outcome) : [],
    ).toEqual(['heart-failure', 'heart-failure'])
  })
})

describe('a person of whom nothing is known', () => {
  const nobody = assessed({})
  test('has no figure and no bounds anywhere', () => {
    for (const a of nobody.assessments) {
      expect(a.state === 'indeterminate' || a.state === 'notApplicable').toBe(true)
      if ('finding' in a && a.finding?.kind === 'model') {
        expect(a.finding.risks).toEqual([])
        expect(a.finding.missing?.state ?? 'tooLittleKnown').toBe('tooLittleKnown')
      }
    }
  })
  test('is led by no model, since the country decides it', () => {
    expect(
      nobody.assessments.filter((a) => 'finding' in a && a.finding?.kind === 'model' && a.finding.fit === 'leads'),
    ).toEqual([])
  })
})

test('silence about heart disease so far makes a risk conditional: bounds of no width, no figure', () => {
  const open = assessed({ ...checked, priorCardiovascularDisease: undefined })
  const prevent = modelOf(open, 'prevent')
  expect(prevent.fit).toBe('leads')
  expect(prevent.missing?.open).toEqual(['priorCardiovascularDisease'])
  expect(stateOf(open, 'prevent')).toBe('indeterminate')
  expect(prevent.risks).toEqual([])
  expect(prevent.missing?.state === 'bounds' && prevent.missing.bounds[0]?.range[0]).toBeCloseTo(0.1468, 4)
})

test('a doubtful HbA1c is not used, and that it was not is told', () => {
  const prevent = modelOf(assessed({ ...checked, hba1c: 48 }), 'prevent')
  expect(percents(prevent, 10)[0]).toBe(14.68)
  expect(prevent.remarks).toContainEqual({ code: 'optional-not-used', input: 'hba1c', with: { state: 'suspect' } })
})

test('whatever is given, nothing is thrown', () => {
  const names = [...tables.catalogue.entries.keys()]
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names, 'sbp', '__proto__', 'x'), fc.anything()), (raw) => {
      expect(assessed(raw, { detail: 'brief' }).assessments.length).toBeGreaterThan(30)
    }),
    { numRuns: 150, seed: 1 },
  )
})

describe('what a model takes', () => {
  const vitals: readonly FilledInput[] = (
    [
      ['systolic', 128, '2026-03-01'],
      ['heartRate', 70, '2026-11-02'],
      ['respiratoryRate', 14, '2026-11-22'],
      ['oxygenSaturation', 98, '2026-11-22'],
      ['temperature', 36.8, '2026-11-22'],
    ] as const
  ).map(([id, value, date]) => ({ id, state: 'known', value, date, from: 'record', basis: [] }))
  const now = given({ age: 60, consciousness: 'alert', onOxygen: false, hypercapnicFailure: false }).inputs
  const score = (measured: readonly FilledInput[]) =>
    assessRisk({ view: personWithoutRecord('p'), given: [...now, ...measured], detail: 'brief' }, tables, at)
  test('a pressure of March is no vital sign of today', () => {
    const old = score(vitals)
    expect(modelOf(old, 'news2').scores).toEqual([])
    expect(modelOf(old, 'news2').missing?.open).toEqual(['systolic', 'heartRate'])
    expect(modelOf(old, 'news2').inputs.find((i) => i.id === 'systolic')?.state).toBe('tooOld')
    expect(old.inputs.get('systolic')?.state).toBe('known')
  })
  test('one of today is', () => {
    const today = vitals.map((v) => ({ ...v, date: '2026-11-22' }) as FilledInput)
    expect(modelOf(score(today), 'news2').scores).toMatchObject([{ name: 'news2', value: 0 }])
  })
  test('a C-reactive protein of 0 has no logarithm: no risk of 0 is printed', () => {
    const reynolds = modelOf(
      assessed({ ...checked, diabetes: false, highSensitivityCrp: 0, parentHeartAttackBefore60: false }),
      'reynolds-women',
    )
    expect(reynolds.risks).toEqual([])
    expect(reynolds.remarks).toMatchObject([{ code: 'outside-range', input: 'highSensitivityCrp' }])
  })
})

test('somebody who died has no risks ahead', () => {
  const gone = assessed(checked, { view: { ...personWithoutRecord('p'), deceased: '2026-01-01' } })
  expect(new Set(gone.assessments.map((a) => a.state))).toEqual(new Set(['notApplicable']))
})

describe('which model leads', () => {
  const leads = (raw: Readonly<Record<string, unknown>>): readonly string[] =>
    assessed({ ...checked, diabetes: false, ...raw }, { detail: 'brief' })
      .assessments.flatMap((a) =>
        'finding' in a && a.finding?.kind === 'model' && a.finding.fit === 'leads' ? [a.finding] : [],
      )
      .filter((f) => f.model.outcomes.some((o) => o.outcome === 'ascvd'))
      .map((f) => f.model.id)
  test('goes by country', () => {
    expect(leads({ country: 'US' })).toEqual(['prevent'])
    expect(leads({ country: 'Germany' })).toEqual(['score2'])
    expect(leads({ country: 'GBR' })).toEqual(['qrisk3'])
    expect(leads({ country: undefined })).toEqual([])
  })
  test('changes with age, diabetes and a statin', () => {
    expect(leads({ country: 'DE', age: 69 })).toEqual(['score2'])
    expect(leads({ country: 'DE', age: 70 })).toEqual(['score2-op'])
    expect(leads({ country: 'DE', diabetes: true, diabetesType2: true })).toEqual(['score2-diabetes'])
    expect(leads({ country: 'GB', onStatin: true })).toEqual(['score2'])
    expect(leads({ country: 'GB', onStatin: undefined })).toEqual(['qrisk3'])
  })
  test('and SCORE2 is no guideline of the United Kingdom', () => {
    const onStatin = assessed({ ...checked, diabetes: false, country: 'GB', onStatin: true }, { detail: 'brief' })
    expect(modelOf(onStatin, 'score2').because.map((b) => b.code)).toEqual(['model-of-region'])
  })
  test('none leads after a heart attack', () => {
    expect(leads({ country: 'US', priorCardiovascularDisease: true })).toEqual([])
  })
  test('QRISK3 carries its disclaimer', () => {
    expect(modelOf(assessed({ ...checked, country: 'GB' }, { detail: 'brief' }), 'qrisk3').model.disclaimer).toMatch(
      /ClinRisk/,
    )
  })
})

test('the module is pure: the same person at the same time gives the same answer', () => {
  const module = risk(tables, { given: [] })
  const view = personWithoutRecord('p')
  expect(module.assess(module.gather(view).input, at)).toEqual(module.assess(module.gather(view).input, at))
})
