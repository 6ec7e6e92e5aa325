import { readdirSync, readFileSync } from 'node:fs'
import { assessRisk, compileRisk, givenInputs, personWithoutRecord } from '../../../src/clinical/risk/index.ts'
import type { Release } from '../../../src/knowledge/release.ts'
import type { Instant } from '../../../src/shared/instant.ts'

const folder = new URL('../../../knowledge/attune-risk/2026-11/', import.meta.url).pathname
const release: Release = {
  manifest: JSON.parse(readFileSync(`${folder}manifest.json`, 'utf8')) as Release['manifest'],
  tables: Object.fromEntries(
    readdirSync(folder)
      .filter((f) => f !== 'manifest.json')
      .map((f) => [f, readFileSync(folder + f, 'utf8')]),
  ),
}
export const tables = compileRisk([release])
const at = '2026-11-22T09:00:00Z' as Instant

const smoker = {
  age: 55,
  sex: 'male',
  country: 'US',
  systolic: 150,
  totalCholesterol: 240,
  hdlCholesterol: 40,
  creatinine: 1.1,
  weight: 90,
  height: 178,
  diabetes: 'no',
  smokingNow: 'yes',
  onBloodPressureMedicine: 'no',
  onStatin: 'no',
  priorCardiovascularDisease: 'no',
}

/** As a report holds it: everything from the record. */
const report = assessRisk(
  {
    view: personWithoutRecord('p'),
    given: givenInputs(smoker, tables.catalogue, {}).inputs.map((i) =>
      i.state === 'known' ? { ...i, from: 'record' as const } : i,
    ),
    detail: 'full',
  },
  tables,
  at,
)
/** A smoker of whom the record knows everything the models of heart and vessels ask for. */
export const assessedPerson = { report, recorded: [...report.inputs.values()], at }
