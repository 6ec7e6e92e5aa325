// Makes the record tables of knowledge/cpic and knowledge/dpwg out of the reference facts: which key of which gene, for which
// drug and population, carries which classification and which coded advice. Run: node tools/knowledge/make-records.ts
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tsvRows } from '../../src/knowledge/release.ts'
import { writeManifest } from './write-manifest.ts'

const facts = '../shared/reference/pgx'
const records = tsvRows(readFileSync(`${facts}/recommendations-2024-02.tsv`, 'utf8'))
const textOf = new Map(
  tsvRows(readFileSync(`${facts}/wording-records-2024-02.tsv`, 'utf8')).map((r) => [r['rec_id'], r['text_id']]),
)

/** A diplotype given as allele counts (`{"*1":1,"*2":1}`) as its label, alleles in natural order: the key that a diplotype answers to. */
const label = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .flatMap(([allele, n]) => Array.from({ length: n }, () => allele))
    .sort((a, b) => Number(/\d+/.exec(a)?.[0] ?? 0) - Number(/\d+/.exec(b)?.[0] ?? 0))
    .join('/')

const lookupOf = (text: string): string => {
  const keys = JSON.parse(text) as Record<string, string | Record<string, number>>[]
  return keys.some((k) => Object.values(k).some((v) => typeof v !== 'string'))
    ? JSON.stringify(
        keys.map((k) =>
          Object.fromEntries(Object.entries(k).map(([gene, v]) => [gene, typeof v === 'string' ? v : label(v)])),
        ),
      )
    : text
}

const columns = ['id', 'guideline', 'drug', 'population', 'classification', 'lookup', 'flags', 'pmids', 'advice']

for (const [source, id] of [
  ['CPIC', 'cpic'],
  ['DPWG', 'dpwg'],
] as const) {
  const rows = records
    .filter((r) => r['source'] === source)
    .map((r) => {
      const flags = `${r['dosing_info'] === '1' ? 'd' : ''}${r['alternate_drug'] === '1' ? 'a' : ''}${r['other_guidance'] === '1' ? 'o' : ''}`
      const advice = textOf.get(r['rec_id'])
      if (advice === undefined) throw new Error(`record ${r['rec_id']} has no text id`)
      return [
        r['rec_id'],
        r['guideline_id'],
        r['drug'],
        r['population'],
        r['classification'],
        lookupOf(r['lookup'] ?? '[]'),
        flags,
        r['pmids'],
        advice,
      ].join('\t')
    })
  const folder = `knowledge/${id}/2024-02`
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/records.tsv`, `${[columns.join('\t'), ...rows].join('\n')}\n`)
}

writeManifest('knowledge/cpic/2024-02', {
  id: 'cpic',
  release: '2024-02',
  title: 'CPIC drug–gene records with coded actions, and allele frequencies',
  source: 'Clinical Pharmacogenetics Implementation Consortium (CPIC)',
  url: 'https://cpicpgx.org',
  version: '2024-02',
  retrieved: '2024-02',
  licence: 'CC0-1.0',
  attribution: 'Facts of the CPIC guidelines (cpicpgx.org); no endorsement by CPIC is implied.',
  made: 'Each distinct recommendation was read and coded by hand in the vocabulary of src/shared/action.ts; lookup keys, classification and flags carried over as facts.',
  what: {
    'records.tsv': 'one row per record',
    'advice.jsonl': 'coded advice, one line per distinct recommendation',
    'text-hashes.tsv': 'SHA-256 of the normalised text behind each coded advice, so that an import recognises it',
    'allele-frequencies.tsv': 'allele frequencies by biogeographic group',
  },
})
writeManifest('knowledge/dpwg/2024-02', {
  id: 'dpwg',
  release: '2024-02',
  title: 'DPWG drug–gene records with coded actions',
  source: 'Dutch Pharmacogenetics Working Group (DPWG), by way of ClinPGx',
  url: 'https://www.clinpgx.org',
  version: '2024-02',
  retrieved: '2024-02',
  licence: 'CC-BY-SA-4.0',
  attribution: 'Facts of the DPWG guidelines (KNMP) as annotated by ClinPGx, CC BY-SA 4.0; kept in a table of its own.',
  made: 'Each distinct recommendation was read and coded by hand in the vocabulary of src/shared/action.ts; lookup keys and flags carried over as facts; no wording.',
  what: {
    'records.tsv': 'one row per record',
    'advice.jsonl': 'coded advice, one line per distinct recommendation',
    'text-hashes.tsv': 'SHA-256 of the normalised text behind each coded advice, so that an import recognises it',
  },
})
