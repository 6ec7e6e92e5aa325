import { describe, expect, test } from 'vitest'
import { stentPatient } from '../../../test/sample-document.ts'
import { traceOf } from './trace.ts'
import { citationAddress, traceText } from './trace-text.ts'

const document = stentPatient()

describe('where something comes from', () => {
  test('advice leads through its rules and sources down to the line of the file', () => {
    const trace = traceOf(document, 'medicine:clopidogrel')
    expect(trace?.rules.map((r) => r.name)).toContain('CPIC record PA166297572')
    expect(trace?.evidence.map((e) => e.source)).toEqual(['CPIC', 'DPWG'])
    expect(trace?.inputs.some((i) => i.kind === 'variantRow' && i.text.includes('rs4244285'))).toBe(true)
    expect(trace?.inputs.some((i) => i.kind === 'fhir' && i.resource === 'MedicationRequest/clopidogrel')).toBe(true)
  })

  test('one source alone is traced without the others', () => {
    expect(traceOf(document, 'source:clopidogrel:1')?.evidence.map((e) => e.source)).toEqual(['DPWG'])
  })

  test('a position without data points to what is absent, not to reference', () => {
    const gene = document.genes.find((g) => g.gene === 'TPMT')
    const missing = gene?.result.call.positions.find((p) => p.state === 'missing')
    const trace = traceOf(document, `position:TPMT:${missing?.pos}`)
    expect(trace?.value).toMatch(/^not covered/)
    expect(trace?.inputs[0]?.kind).toBe('absent')
  })

  test('every recommendation, medicine and gene has a trace', () => {
    const keys = [
      ...document.recommendations.map((r) => `advice:${r.id}`),
      ...document.medicines.map((m) => `medicine:${m.drug.name}`),
      ...document.genes.map((g) => `gene:${g.gene}`),
    ]
    expect(keys.filter((k) => traceOf(document, k) === undefined)).toEqual([])
  })

  test('a key that names nothing gives nothing', () => {
    const wrong = [
      '',
      'medicine:',
      'gene:NONE',
      'position:TPMT:1',
      'source:clopidogrel:99',
      'constructor',
      'dose:clopidogrel:0',
    ]
    expect(wrong.filter((k) => traceOf(document, k) !== undefined)).toEqual([])
  })

  test('the copied text holds the raw line and the versions', () => {
    const trace = traceOf(document, 'gene:CYP2C19')
    const text = trace ? traceText(trace, document) : ''
    expect(text).toContain('chr10\t94781859\trs4244285')
    expect(text).toContain(`attune ${document.software.version}`)
  })

  test('only https addresses of citations become links', () => {
    expect(citationAddress({ kind: 'pmid', id: '21716271' })).toBe('https://pubmed.ncbi.nlm.nih.gov/21716271/')
    expect(citationAddress({ kind: 'url', id: 'javascript:alert(1)' })).toBeUndefined()
  })
})
