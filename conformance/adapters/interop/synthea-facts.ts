import type { Instant } from '../../../src/shared/instant.ts'
import { compileTerms, latestObservation } from '../../../src/record/index.ts'
import { readRecord } from '../../../src/record/read-record.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'

type Facts = {
  readonly file: string
  readonly sex: string
  readonly birthDate: string
  readonly deceased: string | null
  readonly conditions: readonly (readonly [string, string, string])[]
  readonly activeMedications: readonly string[]
  readonly latestLabs: Readonly<Record<string, readonly [string, number, string]>>
}

const folder = 'interop/synthea-r4'
/** A day after the last entry of every record. */
const at = '2021-12-31T00:00:00Z' as Instant

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort()

/** Synthea records: demographics, conditions with status and onset, products active now, and the latest of each laboratory result. */
export const syntheaFacts: SuiteAdapter = {
  path: `${folder}/expected-facts.json`,
  title: 'Synthea R4 records read into a person',
  inputs: [
    'Andy_Schaden', 'Austin_Franecki', 'Birgit_Schmeler', 'Cody_Larson', 'Darin_Skiles', 'Evelyn_McCullough',
    'Hershel_Marvin', 'Kermit_Trantow', 'Librada_Tromp', 'Renato_Dare', 'Tommy_Friesen', 'Trey_Berge',
  ].map((name) => `${folder}/${name}.json.gz`),
  needs: ['attune-terms'],
  run: (context) => {
    const count = tally()
    const release = context.knowledge.find((r) => r.manifest.id === 'attune-terms')
    if (release === undefined) return count.outcome()
    const terms = compileTerms(release)
    for (const f of JSON.parse(context.text(`${folder}/expected-facts.json`)) as readonly Facts[]) {
      const result = readRecord(context.text(`${folder}/${f.file}`), { at, terms, source: f.file })
      if (!count.compare(`${f.file} is read`, [], result.problems) || !result.ok) continue
      const view = result.value
      count.compare(`${f.file} demographics`, [f.sex, f.birthDate, f.deceased?.slice(0, 10)], [view.sex, view.birthDate, view.deceased])
      count.compare(`${f.file} conditions`, f.conditions, view.conditions.map((c) => [c.what.display, c.active ? 'active' : 'resolved', c.onset]))
      const active = view.medications.flatMap((m) => [m, ...(m.others ?? [])]).filter((m) => m.status === 'active')
      count.compare(`${f.file} active medicines`, distinct(f.activeMedications), distinct(active.map((m) => m.asWritten)))
      count.compare(`${f.file} medicines recognised`, [], view.medications.filter((m) => m.recognisedBy === undefined).map((m) => m.asWritten))
      for (const [loinc, [date, value, unit]] of Object.entries(f.latestLabs)) {
        const o = latestObservation(view, [loinc], at)
        count.compare(`${f.file} ${loinc}`, [date.slice(0, 10), { value, unit }], [o?.date, o?.value])
      }
    }
    return count.outcome()
  },
}
