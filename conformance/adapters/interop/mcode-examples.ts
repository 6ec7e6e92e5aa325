import { type SuiteAdapter, tally } from '../../suite.ts'
import { roundTrips } from './genomics-round-trip.ts'

const examples = 'interop/mcode-4.0.0.examples.ndjson.gz'
const guide = 'interop/genomics-reporting-3.0.0.conformance.ndjson.gz'

const rows = (text: string): readonly Readonly<Record<string, unknown>>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)

/** The examples that HL7 publishes with mCODE 4.0.0, which speaks Genomics Reporting 2.0.0: their genomic results come back as they went in. */
export const mcodeExamples: SuiteAdapter = {
  path: examples,
  title: 'mCODE 4.0.0: genomic results of the published examples there and back through our model',
  inputs: [guide],
  run: (context) => {
    const count = tally()
    const all = rows(context.text(examples))
    roundTrips(count, all, rows(context.text(guide)), ['basedOn', 'meta', 'text'])
    return count.outcome()
  },
}
