import { genomicsResources } from '../../../src/deliver/fhir/index.ts'
import { type GenomicResults, problemList, readGenomics, resourcesOf } from '../../../src/record/index.ts'
import type { Resource } from '@medplum/fhirtypes'
import { definitionsOf, heldAgainstProfiles } from '../../held-against-profiles.ts'
import type { tally } from '../../suite.ts'

type Fields = Readonly<Record<string, unknown>>

const listOf = (x: unknown): readonly Fields[] => (Array.isArray(x) ? (x as readonly Fields[]) : [])

/** A resource and, of a Bundle, everything in it; resources contained in others are left inside. */
const flat = (r: Fields): readonly Fields[] =>
  r['resourceType'] === 'Bundle'
    ? listOf(r['entry']).flatMap((e) => (e['resource'] === undefined ? [] : flat(e['resource'] as Fields)))
    : [r]

const read = (resources: readonly unknown[]): { genomics: GenomicResults | undefined; codes: readonly string[] } => {
  const problems = problemList()
  const all = resourcesOf([{ value: resources }], 'example', problems)
  const { genomics } = readGenomics(all, { problems, resolve: () => undefined })
  return { genomics, codes: problems.all().map((p) => p.code) }
}

/** What of a published example does not come back, and why. An entry that nothing needs any more is a failure too. */
const notKept: Readonly<Record<string, string>> = {
  text: 'narrative is never read',
  meta: 'a profile is claimed only where Genomics Reporting 3.0.0 has one for what was read',
  basedOn: 'the order stays with the orders, not with the result',
  contained: 'a sequence held inside a result is not part of the model',
  identifier: 'the laboratory’s own numbers stay with the resource, to which every datum points',
  presentedForm: 'a rendered report is a document, not a result',
  asserter: 'who asserts a study is not part of the model',
  performer: 'who performed a study is not part of the model',
  reasonCode: 'why a study was done stays with the order',
  instantiatesUri: 'the address of a protocol is not part of the model',
  parent: 'a reference from the risk to its result; the result points to the risk',
  'hla-genotyping-results-allele-database': 'the version of the allele database also stands with each allele',
  'workflow-relatedArtifact': 'citations of a whole report are not part of the model; those of a result are',
  'genomic-study-analysis-metrics': 'how deep a study sequenced is not part of the model yet',
  'genomic-study-analysis-specimen': 'the specimen stands with each result',
  'genomic-study-analysis-focus': 'the study points to its subject',
  'genomic-study-analysis-output': 'files are kept as documents',
  'genomic-study-analysis-input': 'files are kept as documents',
  'genomic-study-referrer-ext': 'who asked for a study stays with the order',
  'genomic-study-analysis-title': 'a title is not computed with',
  'genomic-study-analysis-protocol-performed': 'the address of a protocol is not part of the model',
  'genomic-study-analysis-device': 'the instrument is not part of the model',
}

/** Older wordings that come out in the words of 3.0.0. */
const rewritten: Readonly<Record<string, string>> = { 'predicted-therapeutic-implication': 'therapeutic-implication' }

const codesOf = (concept: unknown): readonly unknown[] => {
  const { coding, text } = (concept ?? {}) as Fields
  const codes = listOf(coding).map((c) => [c['system'], c['code'], c['display'] ?? c['code']])
  return codes.length === 0 ? [text] : codes
}

const componentsOf = (r: Fields): readonly string[] =>
  listOf(r['component'])
    .map((c) => {
      const code = listOf((c['code'] as Fields)['coding'])[0]?.['code'] as string
      const { valueCodeableConcept: concept, valueQuantity: quantity, valueRange: range, valueString: text } = c
      const [low, high] = [(range as Fields | undefined)?.['low'], (range as Fields | undefined)?.['high']] as Fields[]
      const amount = quantity as Fields | undefined
      const number = amount && [amount['comparator'], amount['value'], amount['unit'], amount['system'], amount['code']]
      const value = concept === undefined ? (number ?? (range && [low?.['value'], high?.['value']]) ?? text) : codesOf(concept)
      return JSON.stringify([rewritten[code] ?? code, value])
    })
    .sort()

const nameOf = (url: unknown): string => String(url).split('/').at(-1) ?? ''

const lostIn = (before: Fields, after: Fields): readonly string[] => {
  const elements = Object.keys(before).filter((k) => k !== 'extension' && !(k in after))
  const written = new Set(listOf(after['extension']).map((e) => nameOf(e['url'])))
  const extensions = listOf(before['extension']).map((e) => nameOf(e['url']))
  return [...elements, ...new Set(extensions.filter((e) => !written.has(e)))]
}

/**
 * Every genomic resource of the published examples: read into the model, written, and read again gives the same model; every component comes back
 * with its codes and value; what is written fits the profile of 3.0.0 that it claims; and nothing else is lost but what the table above names.
 */
export const roundTrips = (
  count: ReturnType<typeof tally>,
  examples: readonly Fields[],
  guide: readonly Fields[],
  expectedLosses: readonly string[],
): void => {
  const met = new Set<string>()
  const definitions = definitionsOf(guide)
  const named = new Map(examples.flatMap(flat).map((r) => [`${String(r['resourceType'])}/${String(r['id'])}`, r]))
  for (const example of examples) {
    for (const resource of flat(example)) {
      const { genomics, codes } = read([resource])
      if (genomics === undefined) continue
      const inside = resource === example ? '' : ` in ${String(example['resourceType'])}/${String(example['id'])}`
      const id = `${String(resource['resourceType'])}/${String(resource['id'])}${inside}`
      const subject = (resource['subject'] ?? resource['for'] ?? { reference: 'Patient/example' }) as { reference: string }
      const written = JSON.parse(JSON.stringify(genomicsResources(genomics, subject))) as readonly Fields[]
      count.compare(`${id} is read without a problem`, [], codes)
      count.compare(`${id} in, out, in`, genomics, read(written).genomics)
      count.compare(`${id} components`, componentsOf(resource), componentsOf(written[0] ?? {}))
      const resolve = (reference: string) => named.get(reference) as unknown as Resource | undefined
      const faults = written.flatMap((w) => heldAgainstProfiles(w, definitions, resolve))
      count.compare(
        `${id} fits its profile`,
        [],
        faults.flatMap((f) => f.issues),
      )
      const lost = lostIn(resource, written[0] ?? {})
      for (const l of lost) met.add(l)
      count.compare(`${id} losses are known`, [], lost.filter((l) => notKept[l] === undefined))
    }
  }
  count.compare('what is not kept, and no more than that', [...expectedLosses].sort(), [...met].sort())
}

/** The names of the table, for examples of Genomics Reporting: it was made for them and each is met. */
export const lossesOfGenomicsReporting: readonly string[] = Object.keys(notKept).filter((k) => k !== 'meta')
