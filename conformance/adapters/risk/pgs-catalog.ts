import { readScoreFile } from '../../../src/clinical/polygenic/index.ts'
import type { Build } from '../../../src/genome/index.ts'
import { memorySource } from '../../../src/genome/index.ts'
import { nodeInflate } from '../../../src/genome/node/index.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'

const folder = 'risk/prs/pgs_catalog/'

/** What the folder's description and the files' own headers say of each: its id, build and rows; the kinds of effect that it is kept for; or that it has to be refused. */
type Fact = { readonly id: string; readonly build: Build; readonly rows: number; readonly kinds?: readonly string[] } | { readonly refused: string }

const facts: Readonly<Record<string, Fact & { readonly stated?: Build }>> = {
  'OPGS002493.txt.gz': { id: 'OPGS002493', build: 'GRCh37', rows: 23 },
  'OPGS019828.txt': { id: 'OPGS019828', build: 'GRCh37', rows: 1 },
  'OPGS019828_hmPOS_GRCh38.txt.gz': { id: 'OPGS019828', build: 'GRCh38', rows: 1 },
  'PGS000001.txt.gz': { refused: 'SCORE_NO_POSITIONS' },
  'PGS000001_hmPOS_GRCh37.txt.gz': { id: 'PGS000001', build: 'GRCh37', rows: 77 },
  'PGS000001_hmPOS_GRCh38.txt.gz': { id: 'PGS000001', build: 'GRCh38', rows: 77 },
  'PGS000002_hmPOS_GRCh38.txt.gz': { id: 'PGS000002', build: 'GRCh38', rows: 77 },
  'PGS000802_hmPOS_GRCh37.txt': { id: 'PGS000802', build: 'GRCh37', rows: 19, kinds: ['dominant', 'recessive', 'additive'] },
  'PGS001229_22.txt': { id: 'PGS001229', build: 'GRCh37', rows: 835 },
  'PGS001229_22_duplicate.txt': { id: 'duplicatetest', build: 'GRCh37', rows: 8 },
  'PGS004255_hmPOS_GRCh38.txt.gz': { id: 'PGS004255', build: 'GRCh38', rows: 30, kinds: ['dosage'] },
  'bad_harmonised.txt': { refused: 'SCORE_NO_POSITIONS' },
  'complex_variants_PGS000021.txt': { id: 'complex_variants_PGS000021', build: 'GRCh37', stated: 'GRCh37', rows: 33, kinds: ['diplotype', 'hla', 'additive'] },
  'complex_variants_PGS004239.txt': { id: 'complex_variants_PGS004239', build: 'GRCh37', stated: 'GRCh37', rows: 14, kinds: ['additive', 'hla'] },
  'custom.txt': { id: 'test', build: 'GRCh37', rows: 1 },
  'custom_no_oa.txt': { id: 'test2', build: 'GRCh37', rows: 1 },
  'customgrch37.txt': { id: 'custom', build: 'GRCh37', rows: 2 },
  'customgrch38.txt': { id: 'custom', build: 'GRCh38', rows: 2 },
  'duplicated_scorefile.txt': { refused: 'SCORE_BUILD_NOT_KNOWN' },
  'good_match_scorefile.txt': { id: 'PGS000002', build: 'GRCh38', stated: 'GRCh38', rows: 78, kinds: ['additive', 'recessive', 'dominant'] },
  'invalid_scorefile.txt': { refused: 'SCORE_NO_POSITIONS' },
  'lift_to_grch37.txt': { id: 'PGS000001', build: 'GRCh38', rows: 77 },
  'lift_to_grch38.txt': { id: 'PGS000001', build: 'GRCh37', rows: 77 },
  'multiscore.txt': { id: 'PGS001229_22', build: 'GRCh37', stated: 'GRCh37', rows: 829 },
  'scorefile_dominant_and_recessive.txt': { id: 'PGS001229_22_DominantRecessiveExample', build: 'GRCh37', rows: 835, kinds: ['dominant', 'recessive', 'additive'] },
}

/** Scoring files of every kind of header, column and defect: read with the right build and rows, or refused for the right reason. */
export const scoreFiles: SuiteAdapter = {
  path: folder,
  title: 'Scoring files of the PGS Catalog, OmicsPred and own making: read or refused',
  run: async (context) => {
    const t = tally()
    for (const [name, fact] of Object.entries(facts)) {
      const path = `${folder}${name}`
      if (!context.exists(path)) {
        t.skip(name, 'the file is not in the folder')
        continue
      }
      const { stated } = fact
      const read = await readScoreFile(memorySource(name, context.bytes(path)), { inflate: nodeInflate, ...(stated === undefined ? {} : { stated }) })
      const [score] = read.ok ? read.value : []
      const kinds = [...new Set(score?.rows.map((r) => r.effect.kind))]
      if ('refused' in fact) t.compare(name, [fact.refused], read.problems.filter((p) => p.severity === 'error').map((p) => p.code))
      else
        t.compare(
          name,
          { id: fact.id, build: fact.build, rows: fact.rows, kinds: fact.kinds ?? ['additive'] },
          { id: score?.id, build: score?.build ?? stated, rows: score?.rows.length, kinds: kinds.toSorted((a, b) => (fact.kinds ?? []).indexOf(a) - (fact.kinds ?? []).indexOf(b)) },
        )
    }
    return t.outcome()
  },
}
