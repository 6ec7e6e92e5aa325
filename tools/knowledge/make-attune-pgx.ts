// Writes the manifest of knowledge/attune-pgx: its tables are kept by hand, row by row with their source. Run after editing one:
// node tools/knowledge/make-attune-pgx.ts
import { writeManifest } from './write-manifest.ts'

writeManifest('knowledge/attune-pgx/2026-11', {
  id: 'attune-pgx',
  release: '2026-11',
  title: 'Patient context for pharmacogenomics: enzyme modulators, washout, alternatives, cautions, interactions',
  source: 'Facts of product labelling and of regulators’ tables, each row with its own source',
  version: '2026-11',
  retrieved: '2026-11-22',
  licence: 'Apache-2.0 (own compilation of facts)',
  attribution:
    'US FDA (public domain), MHRA, UF Health and hpi-dhc/PharMe (MIT) as stated row by row; no endorsement is implied.',
  made: 'Compiled by hand. A row with unverified=1 was written from memory and could not be looked up; it must be checked against its source before clinical use.',
  what: {
    'modulators.tsv': 'medicines that inhibit or induce a drug-metabolising enzyme, by strength',
    'washout.tsv': 'how long a modulator acts after it is stopped',
    'medicines.tsv': 'therapeutic catalogue that alternatives are taken from',
    'cautions.tsv': 'computable contraindications and cautions of the catalogue',
    'interactions.tsv':
      'clinically relevant pairs; b is a medicine, inhibitor:GENE:strengths, inducer:GENE:strengths or atc:PREFIX',
    'aliases.tsv': 'other names of a medicine and the one these tables use',
  },
})
