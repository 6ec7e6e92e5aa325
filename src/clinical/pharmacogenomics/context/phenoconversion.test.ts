import { describe, expect, test } from 'vitest'
import type { Medication } from '../../../record/patient-view.ts'
import type { DiplotypePhenotype } from '../model.ts'
import { phenoconvert, type Rephenotype, weeksAfterStopping } from './phenoconversion.ts'
import { knowledge } from './shipped-release.test-support.ts'

/** CYP2D6 as CPIC defines it: PM 0, IM 0.25–1, NM 1.25–2.25, UM above. */
const rephenotype: Rephenotype = (_, score, prefix) => {
  const text = `${prefix}${Number.isInteger(score) ? score.toFixed(1) : String(score)}`
  const name = score === 0 ? 'Poor' : score <= 1 ? 'Intermediate' : score <= 2.25 ? 'Normal' : 'Ultrarapid'
  return { phenotypes: [`${name} Metabolizer`], activityScore: text, lookup: [text] }
}

const person = (label: string, phenotype: string, activityScore?: string): DiplotypePhenotype => ({
  diplotype: { alleles: label.split('/'), label, score: 0 },
  shownAs: label,
  functions: [],
  phenotypes: [phenotype],
  ...(activityScore === undefined ? {} : { activityScore }),
  lookup: [activityScore ?? phenotype],
  inferred: false,
})

const takes = (name: string, status: Medication['status'] = 'active'): Medication => ({
  drug: { name },
  asWritten: name,
  status,
  ref: { kind: 'fhir', resource: `MedicationStatement/${name}`, path: 'medication' },
})

const d6 = (label: string, phenotype: string, score: string, meds: readonly Medication[], except?: string) =>
  phenoconvert(
    'CYP2D6',
    [person(label, phenotype, score)],
    meds,
    knowledge,
    rephenotype,
    except === undefined ? {} : { exceptDrug: except },
  )

describe('CYP2D6', () => {
  test('a strong inhibitor takes the activity score to zero', () => {
    const result = d6('*1/*1', 'Normal Metabolizer', '2.0', [takes('paroxetine')])
    expect(result?.phenotypes[0]).toMatchObject({
      phenotypes: ['Poor Metabolizer'],
      activityScore: '0.0',
      lookup: ['0.0'],
      shownAs: '*1/*1',
    })
    expect(result).toMatchObject({ changed: true, certainty: 'established' })
    expect(result?.because[0]).toMatchObject({
      drug: { name: 'paroxetine' },
      effect: 'strong-inhibitor',
      basis: { resource: 'MedicationStatement/paroxetine' },
    })
  })
  test('a moderate inhibitor halves the activity score', () => {
    expect(d6('*1/*4', 'Intermediate Metabolizer', '1.0', [takes('duloxetine')])?.phenotypes[0]).toMatchObject({
      activityScore: '0.5',
      phenotypes: ['Intermediate Metabolizer'],
    })
    expect(d6('*1/*1', 'Normal Metabolizer', '2.0', [takes('mirabegron')])?.phenotypes[0]).toMatchObject({
      activityScore: '1.0',
      phenotypes: ['Intermediate Metabolizer'],
    })
  })
  test('the strongest inhibitor counts and factors are not multiplied', () => {
    expect(
      d6('*1/*1', 'Normal Metabolizer', '2.0', [takes('duloxetine'), takes('cinacalcet')])?.phenotypes[0]
        ?.activityScore,
    ).toBe('1.0')
    expect(
      d6('*1/*1', 'Normal Metabolizer', '2.0', [takes('duloxetine'), takes('bupropion')])?.phenotypes[0]?.activityScore,
    ).toBe('0.0')
  })
  test('the range of a gene with more than three copies is kept', () => {
    expect(d6('*1/*1x≥3', 'Ultrarapid Metabolizer', '≥4.0', [takes('duloxetine')])?.phenotypes[0]?.activityScore).toBe(
      '≥2.0',
    )
    expect(d6('*1/*1x≥3', 'Ultrarapid Metabolizer', '≥4.0', [takes('fluoxetine')])?.phenotypes[0]?.activityScore).toBe(
      '0.0',
    )
  })
  test('a medicine’s own inhibition is not applied to its own advice', () => {
    expect(d6('*1/*1', 'Normal Metabolizer', '2.0', [takes('paroxetine')], 'Paroxetine')).toBeUndefined()
    expect(
      d6('*1/*1', 'Normal Metabolizer', '2.0', [takes('paroxetine'), takes('duloxetine')], 'paroxetine')?.phenotypes[0]
        ?.activityScore,
    ).toBe('1.0')
  })
  test('only what is taken now counts; what is planned is a what-if', () => {
    expect(
      d6('*1/*1', 'Normal Metabolizer', '2.0', [takes('paroxetine', 'planned'), takes('fluoxetine', 'stopped')]),
    ).toBeUndefined()
    const whatIf = phenoconvert(
      'CYP2D6',
      [person('*1/*1', 'Normal Metabolizer', '2.0')],
      [takes('paroxetine', 'planned')],
      knowledge,
      rephenotype,
      { status: ['active', 'planned'] },
    )
    expect(whatIf?.phenotypes[0]?.phenotypes).toEqual(['Poor Metabolizer'])
  })
  test('an unknown score stays unknown under half activity, and is zero under none', () => {
    expect(d6('*1/*165', 'Indeterminate', 'n/a', [takes('duloxetine')])).toMatchObject({
      changed: false,
      phenotypes: [{ phenotypes: ['Indeterminate'] }],
    })
    expect(d6('*1/*165', 'Indeterminate', 'n/a', [takes('paroxetine')])?.phenotypes[0]?.phenotypes).toEqual([
      'Poor Metabolizer',
    ])
    expect(phenoconvert('CYP2D6', [], [takes('paroxetine')], knowledge, rephenotype)?.phenotypes[0]).toMatchObject({
      phenotypes: ['Poor Metabolizer'],
      inferred: true,
    })
  })
  test('a cream does not act on the enzyme of the liver', () => {
    const cream = { ...takes('terbinafine'), asWritten: 'Terbinafine 1 % cream' }
    expect(d6('*1/*1', 'Normal Metabolizer', '2.0', [cream])).toBeUndefined()
    expect(d6('*1/*1', 'Normal Metabolizer', '2.0', [takes('terbinafine')])?.changed).toBe(true)
  })
  test('a weak inhibitor is listed and changes nothing', () => {
    expect(d6('*1/*1', 'Normal Metabolizer', '2.0', [takes('sertraline')])).toMatchObject({
      changed: false,
      because: [{ effect: 'weak-inhibitor' }],
    })
  })
})

describe('enzymes converted by category', () => {
  const c19 = (phenotype: string, ...meds: string[]) =>
    phenoconvert(
      'CYP2C19',
      [person('x/y', phenotype)],
      meds.map((m) => takes(m)),
      knowledge,
      rephenotype,
    )?.phenotypes[0]?.lookup
  test('strong inhibitor, moderate inhibitor, strong inducer', () => {
    expect(c19('Normal Metabolizer', 'fluvoxamine')).toEqual(['Poor Metabolizer'])
    expect(c19('Ultrarapid Metabolizer', 'moclobemide')).toEqual(['Rapid Metabolizer'])
    expect(c19('Poor Metabolizer', 'moclobemide')).toEqual(['Poor Metabolizer'])
    expect(c19('Normal Metabolizer', 'rifampicin')).toEqual(['Rapid Metabolizer'])
    expect(c19('Poor Metabolizer', 'rifampicin')).toEqual(['Poor Metabolizer'])
    expect(c19('Likely Intermediate Metabolizer', 'moclobemide')).toEqual(['Poor Metabolizer'])
    expect(c19('Indeterminate', 'fluvoxamine')).toEqual(['Indeterminate'])
  })
  test('an inhibitor and an inducer together are not computed', () => {
    expect(
      phenoconvert(
        'CYP2C19',
        [person('*1/*1', 'Normal Metabolizer')],
        [takes('fluvoxamine'), takes('rifampicin')],
        knowledge,
        rephenotype,
      ),
    ).toMatchObject({ changed: false, because: [{}, {}] })
  })
  test('what could not be looked up is marked', () => {
    const marks = (name: string) =>
      phenoconvert(
        'CYP2C19',
        [person('*1/*1', 'Normal Metabolizer')],
        [takes(name)],
        knowledge,
        rephenotype,
      )?.because.map((b) => b.unverified)
    expect([marks('fluoxetine'), marks('fluvoxamine')]).toEqual([[true], [undefined]])
  })
  test('the certainty is that of the literature', () => {
    expect(
      phenoconvert('CYP2C19', [person('*1/*1', 'Normal Metabolizer')], [takes('fluvoxamine')], knowledge, rephenotype)
        ?.certainty,
    ).toBe('literature')
  })
  test('a CYP2C9 category stands for all of its activity scores', () => {
    const result = phenoconvert(
      'CYP2C9',
      [person('*1/*1', 'Normal Metabolizer', '2.0')],
      [takes('fluconazole')],
      knowledge,
      rephenotype,
    )?.phenotypes[0]
    expect(result?.lookup).toEqual(['1.0', '1.5'])
    expect(result?.activityScore).toBeUndefined()
  })
  test('genes that no medicine turns off are not converted', () => {
    for (const gene of ['HLA-B', 'TPMT', 'DPYD', 'SLCO1B1'])
      expect(phenoconvert(gene, [], [takes('paroxetine'), takes('rifampicin')], knowledge, rephenotype)).toBeUndefined()
  })
})

describe('after stopping', () => {
  test('fluoxetine lasts about five weeks, paroxetine a week', () => {
    expect(weeksAfterStopping(['fluoxetine'], knowledge)).toEqual({ weeks: 5, verified: true })
    expect(weeksAfterStopping(['paroxetine'], knowledge)).toEqual({ weeks: 1, verified: true })
    expect(weeksAfterStopping(['bupropion'], knowledge)).toEqual({ weeks: 2, verified: true })
  })
  test('the slowest decides, and one unverified half-life makes the figure unverified', () => {
    expect(weeksAfterStopping(['paroxetine', 'fluoxetine'], knowledge)?.weeks).toBe(5)
    expect(weeksAfterStopping(['fluoxetine', 'duloxetine'], knowledge)).toEqual({ weeks: 5, verified: false })
  })
  test('a medicine without a known half-life leaves the figure out', () => {
    expect(weeksAfterStopping(['paroxetine', 'perhexiline'], knowledge)).toBeUndefined()
    expect(d6('*1/*1', 'Normal Metabolizer', '2.0', [takes('perhexiline')])?.afterStopping).toBeUndefined()
  })
  test('nothing is said where stopping would change nothing', () => {
    expect(d6('*4/*4', 'Poor Metabolizer', '0.0', [takes('paroxetine')])).toMatchObject({ changed: false })
    expect(d6('*4/*4', 'Poor Metabolizer', '0.0', [takes('paroxetine')])?.afterStopping).toBeUndefined()
  })
})
