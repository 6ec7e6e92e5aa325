import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explainDifference, type Side } from './disagreement.ts'
import { evaluate } from './equations/index.ts'
import { assessed, checked, modelOf, tables } from './known-person.test-support.ts'

const side = (id: string, outcome: 'ascvd' | 'total-cvd'): Side => {
  const compiled = tables.models.get(id)
  if (compiled === undefined) throw new Error(id)
  return { model: compiled.model, evaluate: (v) => evaluate(compiled, v), of: { outcome, years: 10 } }
}
const person = { ...checked, diabetes: false, smokingNow: true, pceRace: 'white', scoreRegion: 'moderate' }

describe('the difference between two models', () => {
  test('is the sum of the baseline and the shares, whoever the person is', () => {
    fc.assert(
      fc.property(
        fc.record({
          age: fc.integer({ min: 40, max: 69 }),
          systolic: fc.integer({ min: 95, max: 178 }),
          totalCholesterol: fc.integer({ min: 135, max: 315 }),
          hdlCholesterol: fc.integer({ min: 25, max: 95 }),
          egfr: fc.integer({ min: 20, max: 130 }),
          smokingNow: fc.boolean(),
          onBloodPressureMedicine: fc.boolean(),
        }),
        (drawn) => {
          const d = explainDifference(
            [side('prevent', 'ascvd'), side('score2', 'ascvd')],
            { ...person, ...drawn },
            tables.catalogue,
          )
          if (d === undefined) throw new Error('no answer')
          const sum = d.shares.reduce((total, s) => total + s.share, d.atReference)
          expect(sum).toBeCloseTo(d.difference, 12)
          expect(d.difference).toBeCloseTo(d.risks[0] - d.risks[1], 12)
        },
      ),
      { numRuns: 40, seed: 1 },
    )
  })
  test('turns round with the order of the models', () => {
    const ab = explainDifference([side('prevent', 'ascvd'), side('pce-2013', 'ascvd')], person, tables.catalogue)
    const ba = explainDifference([side('pce-2013', 'ascvd'), side('prevent', 'ascvd')], person, tables.catalogue)
    expect(ab?.difference).toBeCloseTo(-(ba?.difference ?? 0), 12)
    for (const s of ab?.shares ?? [])
      expect(s.share).toBeCloseTo(-(ba?.shares.find((t) => t.input === s.input)?.share ?? 0), 12)
  })
  test('is all in the baseline for somebody without risk factors', () => {
    const plain = {
      ...person,
      smokingNow: false,
      onBloodPressureMedicine: false,
      systolic: 120,
      totalCholesterol: 180,
      hdlCholesterol: 50,
      bmi: 24,
    }
    const d = explainDifference([side('prevent', 'ascvd'), side('pce-2013', 'ascvd')], plain, tables.catalogue)
    expect(d?.shares).toEqual([])
    expect(d?.atReference).toBeCloseTo(d?.difference ?? 1, 12)
  })
  test('tells what differs by definition', () => {
    const d = explainDifference(
      [side('prevent', 'ascvd'), side('framingham-2008', 'total-cvd')],
      person,
      tables.catalogue,
    )
    expect(d?.definitions.map((x) => x.code)).toEqual(expect.arrayContaining(['other-outcome', 'other-year']))
    expect(d?.definitions).toContainEqual({ code: 'only-one-reads', input: 'egfr', with: { model: 'prevent' } })
  })
  test('stands among the assessments, the leading model first', () => {
    const all = assessed(person).assessments.flatMap((a) =>
      'finding' in a && a.finding?.kind === 'disagreement' ? [a.finding.disagreement] : [],
    )
    expect(new Set(all.map((d) => d.between[0]))).toEqual(new Set(['prevent']))
    expect(all.map((d) => d.between[1])).toContain('pce-2013')
  })
})

describe('levers', () => {
  const prevent = modelOf(assessed(person), 'prevent')
  test('are the model’s own figures with one input otherwise', () => {
    const stop = prevent.whatIf.find((w) => w.lever === 'stop-smoking')
    const without = modelOf(assessed({ ...person, smokingNow: false }), 'prevent')
    expect(stop?.changes.map((c) => c.after)).toEqual(without.risks.map((r) => r.probability))
    expect(stop?.changes.map((c) => c.before)).toEqual(prevent.risks.map((r) => r.probability))
  })
  test('say that a coefficient is no effect, twice over for a medicine', () => {
    expect(prevent.whatIf.find((w) => w.lever === 'start-statin')?.remarks.map((r) => r.code)).toEqual([
      'association-not-effect',
      'treatment-marks-risk',
    ])
  })
  test('by which a risk would visibly rise are not offered: cholesterol of old women in PREVENT', () => {
    const old = modelOf(assessed({ ...person, age: 79, sex: 'female', totalCholesterol: 240 }), 'prevent')
    expect(old.whatIf.map((w) => w.lever)).not.toContain('total-cholesterol-to-160')
    expect(old.whatIf.map((w) => w.lever)).toContain('stop-smoking')
  })
  test('are only those the model has and the person can pull', () => {
    const pce = modelOf(assessed({ ...person, systolic: 118 }), 'pce-2013')
    expect(pce.whatIf.map((w) => w.lever)).toEqual(['stop-smoking', 'total-cholesterol-to-160'])
  })
})

describe('end to end', () => {
  test('every model that reads blood pressure rises with it', () => {
    const at = (systolic: number, smokingNow: boolean) =>
      assessed(
        {
          ...person,
          systolic,
          smokingNow,
          familyHeartAttack: false,
          mesaRace: 'white',
          onLipidMedicine: false,
          parentHeartAttackBefore60: false,
          highSensitivityCrp: 1,
        },
        { detail: 'brief' },
      )
    const figures = (of: ReturnType<typeof at>): ReadonlyMap<string, number> =>
      new Map(
        of.assessments.flatMap((a) =>
          'finding' in a && a.finding?.kind === 'model' && a.finding.model.inputs.some((i) => i.input === 'systolic')
            ? a.finding.risks.map((r): [string, number] => [
                `${a.question.about} ${r.outcome} ${JSON.stringify(r.horizon)}`,
                r.probability,
              ])
            : [],
        ),
      )
    fc.assert(
      fc.property(
        fc.integer({ min: 110, max: 170 }),
        fc.integer({ min: 1, max: 8 }),
        fc.boolean(),
        (low, more, smokes) => {
          const [a, b] = [figures(at(low, smokes)), figures(at(low + more, smokes))]
          expect(a.size).toBeGreaterThan(12)
          for (const [key, risk] of a) expect(b.get(key), key).toBeGreaterThan(risk)
        },
      ),
      { numRuns: 25, seed: 1 },
    )
  })
  test('the unit in which cholesterol is given does not matter', () => {
    const mg = modelOf(assessed({ ...person, totalCholesterol: { value: 213, unit: 'mg/dL' } }), 'prevent')
    const mmol = modelOf(assessed({ ...person, totalCholesterol: { value: 213 / 38.665, unit: 'mmol/L' } }), 'prevent')
    for (const [i, r] of mg.risks.entries()) expect(mmol.risks[i]?.probability).toBeCloseTo(r.probability, 10)
  })
})
