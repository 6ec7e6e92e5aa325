// Makes knowledge/attune-terms/2026-11: drugs.tsv from the reference facts (RxNorm, ATC) and the curated list beside this script, products.tsv from the
// product codes of the Synthea bundles, and the manifest. conditions.tsv and allergens.tsv are kept by hand in the release folder.
// Run: node tools/knowledge/make-terms.ts
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { tsvRows } from '../../src/knowledge/release.ts'
import { compileTerms, drugsInText } from '../../src/record/index.ts'
import { writeManifest } from './write-manifest.ts'

const reference = '../shared/reference'
const folder = 'knowledge/attune-terms/2026-11'

type Facts = { rxnorm: string; atc: Set<string>; sources: Set<string> }
const facts = new Map<string, Facts>()

const given = (cell: string | undefined): string => (cell === undefined || cell === 'NA' ? '' : cell.trim())

const learn = (drug: string, rxnorm: string, atc: string, source: string): void => {
  const name = drug.toLowerCase()
  const f = facts.get(name) ?? { rxnorm: '', atc: new Set<string>(), sources: new Set<string>() }
  if (f.rxnorm !== '' && rxnorm !== '' && f.rxnorm !== rxnorm)
    throw new Error(`${name}: RxNorm ${f.rxnorm} and ${rxnorm}`)
  if (rxnorm !== '') f.rxnorm = rxnorm
  for (const code of atc.split(/[,;]\s*/)) if (given(code) !== '') f.atc.add(code.trim())
  f.sources.add(source)
  facts.set(name, f)
}

/** Rows of a comma-separated table whose cells may be in double quotes. */
const csvRows = (text: string): Record<string, string>[] => {
  const cells = (line: string): string[] =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) => m[1] ?? m[2] ?? '')
  const [head = '', ...lines] = text.split('\n').filter((l) => l !== '')
  const names = cells(head)
  return lines.map((l) => Object.fromEntries(cells(l).map((c, i) => [names[i] ?? '', c])))
}

for (const file of ['recommendations-2024-02.tsv', 'recommendations-matched-examples-2025-11.tsv'])
  for (const r of tsvRows(readFileSync(`${reference}/pgx/${file}`, 'utf8')))
    learn(r['drug'] ?? '', given(r['rxnorm']), given(r['atc']), 'ClinPGx/CPIC')
for (const r of csvRows(readFileSync(`${reference}/pgx/pypgx/cpic-table.csv`, 'utf8')))
  learn(r['Drug'] ?? '', given(r['RxNorm']), given(r['ATC']), 'CPIC gene-drug table')
for (const r of tsvRows(readFileSync(`${reference}/pgx/phenoconversion-inhibitors.tsv`, 'utf8')))
  learn(r['drug'] ?? '', '', '', 'phenoconversion list')

for (const r of tsvRows(readFileSync('knowledge/fda/2025-11/records.tsv', 'utf8')))
  learn(r['drug'] ?? '', '', '', 'FDA records')

/** Ingredient codes that the drug table of CPIC's own schema (cpicpgx/cpic-schema, drug.sql) gives besides those above. */
const cpicSchema = new Set(['4053', '6058', '6313', '82122', '6694', '357977', '69120'])
const parts: Readonly<Record<string, string>> = {
  'sulfamethoxazole / trimethoprim': 'sulfamethoxazole;trimethoprim',
  'fluticasone/salmeterol': 'fluticasone propionate;salmeterol',
}

const curated = new Map(
  tsvRows(readFileSync('tools/knowledge/terms/drugs-curated.tsv', 'utf8')).map((r) => [r['name'] ?? '', r]),
)
const rows = [...new Set([...facts.keys(), ...curated.keys()])].sort().map((name) => {
  const f = facts.get(name)
  const c = curated.get(name)
  const rxnorm = f?.rxnorm || (c?.['rxnorm'] ?? '')
  const known = [...(f?.atc ?? [])].sort()
  const atc = known.length > 0 ? known.join(';') : (c?.['atc'] ?? '')
  const looked = rxnorm === (f?.rxnorm ?? '') || cpicSchema.has(rxnorm)
  const own =
    c !== undefined && ((rxnorm !== '' && !looked) || (known.length === 0 && atc !== '')) ? ['curated list'] : []
  const source =
    [...(f?.sources ?? []), ...(cpicSchema.has(rxnorm) ? ['CPIC schema'] : []), ...own].join('; ') || 'curated list'
  return [
    name,
    looked ? rxnorm : '',
    atc,
    c?.['synonyms'] ?? '',
    c?.['brands'] ?? '',
    parts[name] ?? '',
    source,
    looked ? '' : rxnorm,
    known.length === 0 && atc !== '' ? '1' : '',
  ].join('\t')
})
writeFileSync(
  `${folder}/drugs.tsv`,
  `name\trxnorm\tatc\tsynonyms\tbrands\tparts\tsource\trxnorm_unverified\tatc_unverified\n${rows.join('\n')}\n`,
)

const head = {
  id: 'attune-terms',
  release: '2026-11',
  title: 'Code maps by which a record is understood: medicines, conditions and procedures, allergens',
  source:
    'Attune: RxNorm and ATC codes as given in CPIC, ClinPGx and PyPGx tables and in Synthea records; ICD-10 prefixes and words of our own',
  version: '2026-11',
  retrieved: '2026-11-22',
  licence:
    'Facts (codes and names). RxNorm is produced by the U.S. National Library of Medicine and free to use; ATC codes are named, its index is not copied; ICD-10-CM is a US government work. No SNOMED CT content is held.',
  attribution:
    'RxNorm (NLM), ATC (WHO Collaborating Centre for Drug Statistics Methodology), ICD-10-CM (NCHS/CMS), CPIC, ClinPGx, PyPGx (MIT), Synthea (Apache-2.0). This product uses publicly available data from the U.S. National Library of Medicine; NLM does not endorse it.',
  made: 'tools/knowledge/make-terms.ts; conditions.tsv and allergens.tsv by hand. Codes written from general knowledge and not looked up in a release of the terminology are marked: rxnorm_unverified holds such codes apart (they are not used), atc_unverified=1 and unverified=1 mark the row.',
  what: {
    'drugs.tsv':
      'one ingredient per row: RxNorm ingredient, ATC codes, synonyms, brands; parts = the ingredients a combination stands for',
    'products.tsv': 'RxNorm product codes met in Synthea records → ingredients',
    'conditions.tsv':
      'ICD-10 prefixes and words → indication or circumstance; past = counts though resolved; the row "nothing" lists words that make a text say nothing',
    'allergens.tsv': 'groups of medicines an allergy can be recorded against, with words and ATC prefixes',
  },
} as const
writeManifest(folder, head)

const manifest = JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8'))
const terms = compileTerms({ manifest, tables: { 'drugs.tsv': readFileSync(`${folder}/drugs.tsv`, 'utf8') } })
const products = new Map<string, string>()
for (const file of readdirSync(`${reference}/interop/synthea-r4`).filter((f) => f.endsWith('.gz'))) {
  const bundle = JSON.parse(gunzipSync(readFileSync(`${reference}/interop/synthea-r4/${file}`)).toString('utf8'))
  for (const { resource } of bundle.entry) {
    for (const c of resource.medicationCodeableConcept?.coding ?? []) {
      const each = String(c.display)
        .split(/\s+\/\s+/)
        .map((p) => drugsInText(p, terms).map((d) => d.drug.name))
      if (each.some((e) => e.length === 0)) throw new Error(`not recognised: ${c.code} ${c.display}`)
      products.set(c.code, [...new Set(each.flat())].join(';'))
    }
  }
}
const lines = [...products]
  .sort(([a], [b]) => Number(a) - Number(b))
  .map(([code, ingredients]) => `${code}\t${ingredients}\tSynthea r4`)
writeFileSync(`${folder}/products.tsv`, `rxnorm\tingredients\tsource\n${lines.join('\n')}\n`)
writeManifest(folder, head)
console.log(`${rows.length} drugs, ${products.size} products`)
