import { describe, expect, test } from 'vitest'
import { assessed, condition, medicine } from '../drawn-person.test-support.ts'

const codes = (reasons: readonly { readonly code: string }[]) => reasons.map((r) => r.code)

describe('why', () => {
  test('the telling gene comes first', () => {
    const person = assessed({ stated: { CYP2C19: '*1/*1', CYP2D6: '*4/*4' }, medications: [medicine('amitriptyline')] })
    expect(person.medicine('amitriptyline').becauseOf.map((r) => r.with['gene'])).toEqual(['CYP2D6', 'CYP2C19'])
  })
  test('a susceptibility that is merely not excluded is left out beside one that was found', () => {
    const person = assessed({ pairs: { RYR1: ['Reference', 'c.7300G>A'] } })
    expect(person.medicine('sevoflurane').verdict).toBe('act')
    expect(person.medicine('sevoflurane').becauseOf.map((r) => r.with['gene'])).toEqual(['RYR1'])
  })
  test('every reason points at the datum behind it', () => {
    const person = assessed({ stated: { CYP2D6: '*1/*1' }, medications: [medicine('codeine'), medicine('paroxetine')] })
    const reasons = person.medicine('codeine').becauseOf
    expect(codes(reasons)).toEqual(['gene-effect-now', 'phenoconverted'])
    expect(reasons.map((r) => r.basis?.[0]?.kind)).toEqual(['outsideCall', 'fhir'])
  })
})

describe('what would change it', () => {
  test('stopping the inhibitor, after the time it takes to go', () => {
    const person = assessed({ stated: { CYP2D6: '*1/*1' }, medications: [medicine('codeine'), medicine('fluoxetine')] })
    const [first] = person.medicine('codeine').wouldChangeIf
    expect(first).toMatchObject({
      code: 'if-inhibitor-stops',
      with: { drug: 'fluoxetine', gene: 'CYP2D6', phenotype: 'Normal Metabolizer' },
    })
    // Fluoxetine labelling: at least five weeks.
    expect(Number(first?.with['weeks'])).toBeGreaterThanOrEqual(5)
  })
  test('another reason for treatment, where something else is advised for it', () => {
    const of = (diplotype: string) =>
      assessed({
        stated: { CYP2C19: diplotype },
        medications: [medicine('clopidogrel')],
        conditions: [condition('acute-coronary-syndrome-or-pci')],
      }).medicine('clopidogrel').wouldChangeIf
    expect(of('*1/*2').map((r) => r.with['population'])).toEqual(['NVI', 'CVI non-ACS non-PCI'])
    expect(of('*1/*1')).toEqual([])
  })
  test('never an age that the person does not have', () => {
    const person = assessed({ stated: { CYP2D6: '*4/*4' }, medications: [medicine('atomoxetine')] })
    expect(person.medicine('atomoxetine').wouldChangeIf).toEqual([])
  })
})
