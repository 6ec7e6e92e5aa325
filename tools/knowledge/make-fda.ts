// Writes the manifest of knowledge/fda/2025-11. The tables themselves are the source: they were coded by hand.
// Run: node tools/knowledge/make-fda.ts
import { writeManifest } from './write-manifest.ts'

writeManifest('knowledge/fda/2025-11', {
  id: 'fda',
  release: '2025-11',
  title: 'FDA drug–gene records with coded actions: table of pharmacogenetic associations and drug labels',
  source: 'US Food and Drug Administration: Table of Pharmacogenetic Associations, and drug labels (Drugs@FDA)',
  url: 'https://www.fda.gov/medical-devices/precision-medicine/table-pharmacogenetic-associations',
  version:
    'table and labels as mirrored by ClinPGx (subgroups and lookups of 2025-11, content of early 2026); entries not seen there are of the table of 2020-02-25, named row by row',
  retrieved: '2026-11-22',
  licence: 'Public domain (works of the US government)',
  attribution:
    'Facts of the US FDA, found through ClinPGx (clinpgx.org), PharmCAT and PharmGKB copies; no wording is held and no endorsement is implied.',
  made: [
    'Each text was read in a public copy and coded by hand in the vocabulary of src/shared/action.ts.',
    'verified=1: the FDA content itself was read; source says where. section: 1 management recommendation, 2 potential impact on safety or response, 3 pharmacokinetics only, label.',
    'Affected subgroups are expanded to every lookup key: "likely" CYP2C19 phenotypes, "possible" phenotypes of TPMT, NUDT15, SLCO1B1 and CYP3A5, and CYP2D6, CYP2C9 and DPYD activity scores are included; ultrarapid CYP2C19 does not take in rapid.',
    'A key may be a diplotype label (CYP2C9, CYP4F2, UGT1A1; heterozygotes of UGT1A1 in both orders) where the FDA speaks of alleles. G6PD "Variable" has rows of its own. Two missing genes (UGT2B17, BCHE) narrow nothing.',
    'Children are under 18 years where the text says only "children" or "paediatric". Left out: combination products, ascorbic acid, aripiprazole lauroxil labels, genes not called here (BCHE, F2, F5, CYB5R3, HLA-DRB1, HLA-DQA1), propranolol and protriptyline (in the table of 2020, by the numbering of the newer one apparently dropped).',
  ].join(' '),
  what: {
    'records.tsv': 'one row per document, drug and subgroup with one action; subgroup in own words',
    'advice.jsonl': 'coded advice, one line per distinct action',
  },
})
