import type { Resource } from '@medplum/fhirtypes'
import { expect, test } from 'vitest'
import { baseOf, conditionalReferences, withLinks } from './bundle-links.ts'

const a = 'urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a'
const b = 'urn:uuid:88f151c0-a954-468a-88bd-5ae15c08e059'
const links = new Map([
  [a, 'Patient/1'],
  [b, 'Binary/2'],
  ['http://other.example/fhir/Patient/61', 'Patient/3'],
])

const linked = (content: object, base?: string) =>
  withLinks({ resourceType: 'Basic', ...content } as unknown as Resource, links, base)

test('references, urls of attachments and links of the narrative are rewritten, several in one text too', () => {
  expect(
    linked({
      text: { div: `<div><a href="${a}">p</a> <img src='${b}' alt="${a}"/></div>` },
      subject: { reference: a },
      content: [{ attachment: { url: b } }],
      encoded: { reference: a.replaceAll(':', '%3A') },
    }),
  ).toEqual({
    resourceType: 'Basic',
    text: { div: `<div><a href="Patient/1">p</a> <img src='Binary/2' alt="${a}"/></div>` },
    subject: { reference: 'Patient/1' },
    content: [{ attachment: { url: 'Binary/2' } }],
    encoded: { reference: 'Patient/1' },
  })
})

test('identifiers, plain texts, canonicals and other urns stay', () => {
  const same = {
    identifier: [{ system: 'urn:ietf:rfc:3986', value: a }],
    extension: [
      { url: 'http://x.example', valueString: a },
      { url: 'http://y.example', valueCanonical: a },
    ],
    subject: { reference: 'urn:uuid:00000000-0000-0000-0000-000000000000' },
    note: `see ${a}`,
  }
  expect(linked(same)).toEqual({ resourceType: 'Basic', ...same })
})

test('a relative reference is at home where the fullUrl of its own entry is', () => {
  const content = { subject: { reference: 'Patient/61' } }
  const base = baseOf('http://other.example/fhir/Observation/9')
  expect(linked(content, base)).toMatchObject({ subject: { reference: 'Patient/3' } })
  expect(linked(content)).toMatchObject(content)
  expect(linked(content, baseOf('http://third.example/Observation/9'))).toMatchObject(content)
  expect(linked({ subject: { reference: 'http://other.example/fhir/Patient/61' } })).toMatchObject({
    subject: { reference: 'Patient/3' },
  })
})

test('a key named __proto__ stays a key', () => {
  const hostile = JSON.parse(`{"resourceType":"Basic","__proto__":{"reference":"${a}"}}`) as Resource
  expect(Object.keys(withLinks(hostile, links, undefined))).toContain('__proto__')
})

test('conditional references are found at any depth, each once', () => {
  const practitioner = { reference: 'Practitioner?identifier=sys|1' }
  const found = conditionalReferences({ a: [{ b: practitioner }, practitioner], c: { reference: 'Patient/1?x' } })
  expect([...found]).toEqual(['Practitioner?identifier=sys|1'])
})
