import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync, strFromU8 } from 'fflate'
import { evaluate } from 'fhirpath'
import r4model from 'fhirpath/fhir-context/r4'
import { describe, expect, test } from 'vitest'
import { loadRelease } from '../knowledge/folder.ts'
import type { Instant } from '../shared/instant.ts'
import { latestObservation, type PatientView } from './index.ts'
import { readRecord } from './read-record.ts'
import { compileTerms } from './terms.ts'

const folder = '../shared/reference/interop/synthea-r4'
const present = existsSync(`${folder}/expected-facts.json`)
if (!present) console.warn(`Skipped: ${folder} is not there, so the Synthea records were not read.`)

type Facts = {
  readonly file: string
  readonly sex: string
  readonly birthDate: string
  readonly deceased: string | null
  readonly conditions: readonly (readonly [string, string, string])[]
  readonly activeMedications: readonly string[]
  readonly latestLabs: Readonly<Record<string, readonly [string, number, string]>>
}

const at = '2021-12-31T00:00:00Z' as Instant
const terms = compileTerms(loadRelease('attune-terms'))
const facts: readonly Facts[] = present ? JSON.parse(readFileSync(`${folder}/expected-facts.json`, 'utf8')) : []

const read = (file: string): { view: PatientView; bundle: unknown } => {
  const text = strFromU8(gunzipSync(new Uint8Array(readFileSync(`${folder}/${file}`))))
  const result = readRecord(text, { at, terms, source: file })
  if (!result.ok) throw new Error(result.problems.map((p) => `${p.at.path}: ${p.message}`).join('\n'))
  return { view: result.value, bundle: JSON.parse(text) }
}

describe.skipIf(!present)('Synthea records are read as their expected facts say', () => {
  test.each(facts)('$file', (f) => {
    const { view, bundle } = read(f.file)
    expect(view.sex).toBe(f.sex)
    expect(view.birthDate).toBe(f.birthDate)
    expect(view.deceased).toBe(f.deceased?.slice(0, 10))
    expect(view.conditions.map((c) => [c.what.display, c.active ? 'active' : 'resolved', c.onset])).toEqual(
      f.conditions,
    )

    const active = view.medications.flatMap((m) => [m, ...(m.others ?? [])]).filter((m) => m.status === 'active')
    expect([...new Set(active.map((m) => m.asWritten))].sort()).toEqual([...f.activeMedications].sort())
    expect(view.medications.filter((m) => m.recognisedBy === undefined)).toEqual([])

    for (const [loinc, [date, value, unit]] of Object.entries(f.latestLabs)) {
      const o = latestObservation(view, [loinc], at)
      expect([o?.date, o?.value]).toEqual([date.slice(0, 10), { value, unit }])
    }

    const refs = [
      ...view.medications,
      ...view.conditions,
      ...view.allergies,
      ...view.procedures,
      ...view.observations.slice(0, 20),
    ].map((d) => d.ref)
    for (const ref of refs)
      expect(ref.kind === 'fhir' && evaluate(bundle as object, ref.path, {}, r4model)).toHaveLength(1)
  })
})
