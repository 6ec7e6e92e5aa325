// Makes examples/brca2-family: one invented family as a FHIR record and as a CanRisk file. Run: node tools/examples/make-families.ts
import { mkdirSync, writeFileSync } from 'node:fs'
import { writeCanRisk } from '../../src/clinical/family/index.ts'
import { familyHistoryBundle } from '../../src/deliver/fhir/index.ts'
import { brca2Family } from './brca2-family.ts'
import { type Json, record } from './fhir-record.ts'

const folder = 'examples/brca2-family'
const slug = 'brca2-family'
const { bundle } = familyHistoryBundle(brca2Family, { reference: `Patient/${slug}` })
const members = (bundle.entry ?? []).map((e) => e.resource as unknown as Json)
const who = { given: 'Ruth', family: 'Lindqvist', gender: 'female', born: '1988-03-14', mrn: '0108' } as const
const written = record(slug, who, [])
const entries = members.map((resource) => ({ fullUrl: `urn:uuid:${String(resource['id'])}`, resource }))
const people = [...(written['entry'] as readonly unknown[]), ...entries]

mkdirSync(folder, { recursive: true })
writeFileSync(`${folder}/record.json`, `${JSON.stringify({ ...written, entry: people }, null, 2)}\n`)
const person = {
  slug,
  story:
    'Three generations in which a variant of BRCA2 comes down from the mother’s father; she herself is not tested.',
  files: { record: 'record.json' },
  expect:
    'Referral on account of the variant in the family and of several criteria. Her probability of carrying it is a little below one half, because she is healthy at 38. The risk of breast cancer counts family and gene once.',
}
writeFileSync(`${folder}/person.json`, `${JSON.stringify(person, null, 2)}\n`)
const factors = {
  version: 4,
  scores: {},
  factors: { menarche: '12', parity: '0', bmi: '23.4', height: '168', alcohol: '5' },
} as const
writeFileSync(`${folder}/family.canrisk.txt`, writeCanRisk(brca2Family, factors).text)
console.log(`${brca2Family.people.length} people`)
