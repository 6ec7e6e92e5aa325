// Makes knowledge/attune-family/2026-11: tables of family history (tools/knowledge/family).
// Run: node tools/knowledge/make-attune-family.ts [REFERENCE_DIR]
import { mkdirSync, writeFileSync } from 'node:fs'
import { carrierTableFiles } from './family/carrier-tables.ts'
import { criteriaTableFiles } from './family/criteria.ts'
import { writeManifest } from './write-manifest.ts'

const reference = process.argv[2] ?? '../shared/reference'
const folder = 'knowledge/attune-family/2026-11'
const tables = [...carrierTableFiles(reference), ...criteriaTableFiles()]

mkdirSync(folder, { recursive: true })
for (const { file, text } of tables) writeFileSync(`${folder}/${file}`, text)

writeManifest(folder, {
  id: 'attune-family',
  release: '2026-11',
  title: 'Family history: cancer risks of carriers, allele frequencies, referral criteria',
  source: 'Publications cited row by row',
  version: '2026-11',
  retrieved: '2026-11-22',
  licence: 'Apache-2.0 (own compilation of facts)',
  attribution: 'Authors of the publications cited; no endorsement is implied.',
  made: 'Figures transcribed by script; a row with unverified: true has not been held against its publication and must be before clinical use.',
  what: Object.fromEntries(tables.map((t) => [t.file, t.what])),
})
