// Writes knowledge/attune-screening: rules, how tests are recognised, how facts are recognised. Run after editing tools/knowledge/screening:
// node tools/knowledge/make-attune-screening.ts
import { mkdirSync, writeFileSync } from 'node:fs'
import { factRows } from './screening/facts.ts'
import { otherRules } from './screening/others.ts'
import { testRows } from './screening/tests.ts'
import { uspstfRules } from './screening/uspstf.ts'
import { writeManifest } from './write-manifest.ts'

const folder = 'knowledge/attune-screening/2026-11'
const lines = (rows: readonly unknown[]): string => rows.map((r) => `${JSON.stringify(r)}\n`).join('')

mkdirSync(folder, { recursive: true })
writeFileSync(`${folder}/rules.jsonl`, lines([...uspstfRules, ...otherRules]))
writeFileSync(`${folder}/tests.jsonl`, lines(testRows))
writeFileSync(`${folder}/facts.jsonl`, lines(factRows))
writeManifest(folder, {
  id: 'attune-screening',
  release: '2026-11',
  title: 'Screening schedules as dated rules, and the codes and words by which a record shows what was done',
  source:
    'Recommendation statements of the US Preventive Services Task Force; schedules for higher risk of NCCN (as quoted), ACS, US Multi-Society Task Force, KDIGO; each rule with its own source',
  version: '2026-11',
  retrieved: '2026-11-23',
  licence:
    'Apache-2.0 (own compilation of facts in own words). USPSTF statements are works of the US government. LOINC codes: Regenstrief Institute, loinc.org/terms-of-use. No SNOMED CT and no CPT content is held.',
  attribution:
    'US Preventive Services Task Force, American Cancer Society, KDIGO, LOINC (Regenstrief Institute); no endorsement is implied.',
  made: 'tools/knowledge/make-attune-screening.ts. `checked` says where a rule was held against a text; `unverified` marks what was not, or only against a quotation. Rows of tests and facts marked `unverified` have codes or words that were not looked up in a release of the terminology.',
  what: {
    'rules.jsonl':
      'one dated rule a line: whom, what, how often, from and to which age, grade, source, what it supersedes',
    'tests.jsonl': 'how a test is recognised in a record, what settles an abnormal result',
    'facts.jsonl': 'how illnesses, operations and circumstances are recognised in a record',
  },
})
