// Makes knowledge/attune-risk/2026-11: declarations and coefficients of risk models, one table per family (tools/knowledge/risk).
// Run: node tools/knowledge/make-attune-risk.ts [REFERENCE_DIR]
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { families } from './risk/index.ts'
import { inputTables } from './risk/input-tables.ts'
import { writeManifest } from './write-manifest.ts'

const reference = process.argv[2] ?? '../shared/reference'
const folder = 'knowledge/attune-risk/2026-11'
const facts = (name: string): unknown =>
  JSON.parse(readFileSync(`${reference}/risk/models/${name}.json`, 'utf8')) as unknown

mkdirSync(folder, { recursive: true })
for (const family of families)
  writeFileSync(`${folder}/${family.file}`, `${JSON.stringify(family.table(facts), null, 1)}\n`)
for (const table of inputTables) writeFileSync(`${folder}/${table.file}`, table.text())

writeManifest(folder, {
  id: 'attune-risk',
  release: '2026-11',
  title: 'Clinical risk models: for whom, from what, and their coefficients',
  source: 'Publications cited with each model',
  version: '2026-11',
  retrieved: '2026-11-22',
  licence: 'Apache-2.0 (own compilation of facts); the licence of each model stands with it',
  attribution:
    'Authors of the publications cited; QRISK3: ClinRisk Ltd., whose disclaimer stands with every score. No endorsement is implied.',
  made: 'Coefficients transcribed by script and held against independent implementations; a model with unverified: true was not, and must be checked against its publication before clinical use.',
  what: Object.fromEntries([...families, ...inputTables].map((f) => [f.file, f.what])),
})
