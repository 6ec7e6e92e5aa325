import type { Resource } from '@medplum/fhirtypes'
import { definitionsOf, heldAgainstProfiles } from '../../held-against-profiles.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'
import { lossesOfGenomicsReporting, roundTrips } from './genomics-round-trip.ts'

const examples = 'interop/genomics-reporting-3.0.0.examples.ndjson.gz'
const guide = 'interop/genomics-reporting-3.0.0.conformance.ndjson.gz'

type Fields = Readonly<Record<string, unknown>>

const rows = (text: string): readonly Fields[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Fields)

const nameOf = (r: Fields): string => `${String(r['resourceType'])}/${String(r['id'])}`

/** The examples that HL7 publishes with Genomics Reporting 3.0.0: our validator finds nothing wrong in them, and their results come back as they went in. */
export const genomicsReportingExamples: SuiteAdapter = {
  path: examples,
  title: 'Genomics Reporting 3.0.0: published examples against their profiles, and there and back through our model',
  inputs: [guide],
  run: (context) => {
    const count = tally()
    const definitions = definitionsOf(rows(context.text(guide)))
    const all = rows(context.text(examples))
    const named = new Map(all.map((r) => [nameOf(r), r]))
    for (const example of all) {
      const resolve = (reference: string) => named.get(reference) as unknown as Resource | undefined
      for (const { resource, issues } of heldAgainstProfiles(example, definitions, resolve)) {
        const inside = resource === example ? '' : ` in ${nameOf(example)}`
        count.compare(`${nameOf(resource)}${inside}`, [], issues)
      }
    }
    roundTrips(count, all, rows(context.text(guide)), lossesOfGenomicsReporting)
    return count.outcome()
  },
}
