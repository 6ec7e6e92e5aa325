import { describe, expect, test } from 'vitest'
import { loadRelease } from '../../knowledge/folder.ts'
import type { Instant } from '../../shared/instant.ts'
import { readRecord } from '../read-record.ts'
import { compileTerms } from '../terms.ts'
import { inheritedVariants } from './inherited-variants.ts'

const terms = compileTerms(loadRelease('attune-terms'))
const at = '2026-11-22T09:00:00Z' as Instant

type Json = Record<string, unknown>
const subject = { reference: 'Patient/p' }
const loinc = (code: string, display?: string): Json => ({ coding: [{ system: 'http://loinc.org', code, display }] })
const gene = (symbol: string, id = ''): Json => ({
  code: loinc('48018-6'),
  valueCodeableConcept: { coding: [{ system: 'http://www.genenames.org/geneId', code: id, display: symbol }] },
})
const germline = { code: loinc('48002-0'), valueCodeableConcept: loinc('LA6683-2', 'Germline') }
const somatic = { code: loinc('48002-0'), valueCodeableConcept: loinc('LA6684-0', 'Somatic') }
const pathogenic = { code: loinc('53037-8'), valueCodeableConcept: loinc('LA6668-3', 'Pathogenic') }
const likely = { code: loinc('53037-8'), valueCodeableConcept: loinc('LA26332-9', 'Likely pathogenic') }
const uncertain = { code: loinc('53037-8'), valueCodeableConcept: loinc('LA26333-7', 'Uncertain significance') }
const benign = { code: loinc('53037-8'), valueCodeableConcept: loinc('LA6675-8', 'Benign') }
const heterozygous = { code: loinc('53034-5'), valueCodeableConcept: loinc('LA6706-1', 'Heterozygous') }
const named = { code: loinc('48004-6'), valueCodeableConcept: { coding: [{ code: 'NM_007294.4:c.5266dup' }] } }

const variant = (component: readonly Json[], more: Json = {}): Json => ({
  resourceType: 'Observation',
  id: 'v',
  status: 'final',
  subject,
  code: loinc('69548-6'),
  valueCodeableConcept: loinc('LA9633-4', 'Present'),
  component,
  ...more,
})
const words = (name: string, value: string, more: Json = {}): Json => ({
  resourceType: 'Observation',
  id: 'w',
  status: 'final',
  subject,
  code: { text: name },
  valueString: value,
  ...more,
})
const said = (...resources: readonly Json[]) => {
  const read = readRecord([{ resourceType: 'Patient', id: 'p' }, ...resources], { at, terms, source: 'r' })
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return inheritedVariants(read.value).map(({ gene: of, says }) => `${of} ${says}`)
}

describe('variants that a laboratory states', () => {
  test('a (likely) pathogenic germline variant counts, with its name and place', () => {
    expect(said(variant([gene('BRCA1'), germline, pathogenic]))).toEqual(['BRCA1 pathogenic'])
    expect(said(variant([gene('PALB2'), germline, likely]))).toEqual(['PALB2 pathogenic'])
    const read = readRecord(
      [{ resourceType: 'Patient', id: 'p' }, variant([gene('BRCA1'), germline, pathogenic, named])],
      {
        at,
        terms,
        source: 'r',
      },
    )
    expect(read.ok && inheritedVariants(read.value)).toEqual([
      {
        gene: 'BRCA1',
        says: 'pathogenic',
        variant: 'NM_007294.4:c.5266dup',
        ref: { kind: 'fhir', resource: 'Observation/v', path: 'Observation' },
      },
    ])
  })

  test('a gene by its HGNC number alone is known', () => {
    expect(said(variant([gene('', 'HGNC:1101'), germline, pathogenic]))).toEqual(['BRCA2 pathogenic'])
  })

  test.each([
    ['of a tumour', [somatic, pathogenic], {}, []],
    ['that is absent', [germline, pathogenic], { valueCodeableConcept: loinc('LA9634-2', 'Absent') }, []],
    ['that was not detected', [germline, pathogenic], { valueCodeableConcept: { text: 'Not detected' } }, []],
    ['without a call', [germline, pathogenic], { valueCodeableConcept: loinc('LA18198-4', 'No call') }, []],
    ['that is benign', [germline, benign], {}, []],
    ['whose significance nobody states', [germline], {}, []],
    ['entered in error', [germline, pathogenic], { status: 'entered-in-error' }, []],
    ['of uncertain significance', [germline, uncertain], {}, ['BRCA1 not-sure']],
    ['that is preliminary', [germline, pathogenic], { status: 'preliminary' }, ['BRCA1 not-sure']],
    ['that nobody calls germline', [pathogenic], {}, ['BRCA1 not-sure']],
    ['with a zygosity and no word of a tumour', [pathogenic, heterozygous], {}, ['BRCA1 pathogenic']],
  ] as const)('a variant %s', (_, component, more, expected) => {
    expect(said(variant([gene('BRCA1'), ...component], more))).toEqual(expected)
  })

  test('a zygosity does not make a variant of a tumour report inherited', () => {
    const report = {
      resourceType: 'DiagnosticReport',
      id: 'd',
      status: 'final',
      subject,
      code: { coding: [{ system: 'http://loinc.org', code: '51969-4' }], text: 'Tumor sequencing panel' },
      result: [{ reference: 'Observation/v' }],
    }
    expect(said(variant([gene('BRCA2'), pathogenic, heterozygous]), report)).toEqual(['BRCA2 not-sure'])
  })

  test('of APOB and PCSK9 only what is said to raise cholesterol counts', () => {
    expect(said(variant([gene('PCSK9'), germline, pathogenic]))).toEqual(['PCSK9 not-sure'])
    const conclusion = {
      resourceType: 'Observation',
      id: 'i',
      status: 'final',
      subject,
      code: { coding: [{ code: 'diagnostic-implication' }] },
      derivedFrom: [{ reference: 'Observation/v' }],
      component: [
        gene('PCSK9'),
        { code: loinc('81259-4'), valueCodeableConcept: { text: 'Familial hypercholesterolemia' } },
      ],
    }
    expect(said(variant([gene('PCSK9'), germline, pathogenic]), conclusion)).toEqual(['PCSK9 pathogenic'])
    expect(said(variant([gene('LDLR'), germline, pathogenic]))).toEqual(['LDLR pathogenic'])
  })
})

describe('results that find nothing', () => {
  const region = {
    resourceType: 'Observation',
    id: 'g',
    status: 'final',
    subject,
    code: loinc('53041-0'),
    component: [gene('BRCA1'), gene('BRCA2')],
  }
  const report = (conclusion: string, more: Json = {}): Json => ({
    resourceType: 'DiagnosticReport',
    id: 'd',
    status: 'final',
    subject,
    code: loinc('51969-4', 'Genetic analysis report'),
    result: [{ reference: 'Observation/g' }],
    conclusion,
    ...more,
  })

  test('genes that a report searched are negative where it concludes so, and only those', () => {
    expect(said(region, report('Negative. No pathogenic variants identified.'))).toEqual([
      'BRCA1 none-found',
      'BRCA2 none-found',
    ])
  })

  test.each([
    ['without a conclusion', report('')],
    ['that is preliminary', report('Negative', { status: 'preliminary' })],
    ['of a tumour', report('Negative', { code: loinc('51969-4', 'Tumor sequencing report') })],
    ['that finds something after all', report('Negative for BRCA1; BRCA2 c.5946del detected')],
  ])('a report %s clears nobody', (_, r) => {
    expect(said(region, r)).toEqual([])
  })

  test('a variant of uncertain significance keeps its gene from being negative', () => {
    expect(said(region, report('Negative'), variant([gene('BRCA2'), germline, uncertain]))).toEqual([
      'BRCA2 not-sure',
      'BRCA1 none-found',
    ])
  })
})

describe('gene tests written as ordinary results', () => {
  test.each([
    ['BRCA1 gene mutation analysis', 'Negative', ['BRCA1 none-found']],
    ['BRCA1 and BRCA2 gene mutations found', 'Not detected', ['BRCA1 none-found', 'BRCA2 none-found']],
    ['BRCA1/2 sequencing', 'No pathogenic variants detected', ['BRCA1 none-found', 'BRCA2 none-found']],
    ['MSH2 gene test', 'Positive', ['MSH2 pathogenic']],
    ['BRCA1 and BRCA2 gene mutations found', 'Positive: BRCA2 c.5946del', ['BRCA2 pathogenic']],
    ['BRCA1 and BRCA2 gene mutations found', 'Positive', ['BRCA1 not-sure', 'BRCA2 not-sure']],
    ['BRCA1 and BRCA2 gene mutations', 'Negative for BRCA1; positive for BRCA2', ['BRCA1 not-sure', 'BRCA2 not-sure']],
    ['BRCA2 gene mutation analysis', 'Variant of uncertain significance', ['BRCA2 not-sure']],
    ['BRCA1 targeted mutation analysis, known familial variant', 'Not detected', []],
    ['BRCA1 gene c.68_69del mutation', 'Negative', []],
    ['BRCA1 gene mutation analysis in tumor tissue', 'Positive', []],
    ['BRCA1 gene mutation analysis', 'Pending', []],
    ['PCSK9 gene mutation analysis', 'Positive', []],
    ['BRCA counselling', 'Negative', []],
  ] as const)('%s: %s', (name, value, expected) => {
    expect(said(words(name, value))).toEqual(expected)
  })

  test('a preliminary result decides nothing', () => {
    expect(said(words('BRCA1 gene test', 'Positive', { status: 'preliminary' }))).toEqual(['BRCA1 not-sure'])
    expect(said(words('BRCA1 gene test', 'Negative', { status: 'preliminary' }))).toEqual([])
  })
})
