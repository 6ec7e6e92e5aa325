import { describe, expect, test } from 'vitest'
import { FhirFault } from './fault.ts'
import { answerFormat } from './formats.ts'

describe('the format of an answer', () => {
  test.each([
    [undefined, 'application/fhir+json'],
    ['*/*', 'application/fhir+json'],
    ['application/fhir+json', 'application/fhir+json'],
    ['application/json', 'application/json'],
    ['application/json+fhir', 'application/json+fhir'],
    ['application/fhir+json; fhirVersion=4.0', 'application/fhir+json'],
    ['application/json, text/plain, */*', 'application/json'],
    ['application/fhir+xml;q=0.9, application/fhir+json;q=0.5', 'application/fhir+json'],
    ['application/json;q=0.2, application/fhir+json;q=0.8', 'application/fhir+json'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'application/fhir+json'],
  ])('Accept: %s', (accept, type) => {
    expect(answerFormat(accept, undefined)).toBe(type)
  })
  test('_format comes before Accept, with its plus sign as a space too', () => {
    expect(answerFormat('application/fhir+xml', 'json')).toBe('application/fhir+json')
    expect(answerFormat(undefined, 'application/fhir json')).toBe('application/fhir+json')
  })
  test.each([
    ['application/fhir+xml', undefined],
    ['application/fhir+json; fhirVersion=3.0', undefined],
    ['application/fhir+json;q=0', undefined],
    [undefined, 'xml'],
    [undefined, 'text/turtle'],
  ])('Accept: %s with _format %s is 406', (accept, format) => {
    const thrown = (() => {
      try {
        return answerFormat(accept, format)
      } catch (cause) {
        return cause
      }
    })()
    expect(thrown).toBeInstanceOf(FhirFault)
    expect((thrown as FhirFault).status).toBe(406)
  })
})
