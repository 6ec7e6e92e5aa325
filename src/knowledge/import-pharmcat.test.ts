import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { adviceSchema } from '../shared/action-schema.ts'
import { AttuneError } from '../shared/errors.ts'
import { loadRelease, verifyReleases } from './folder.ts'
import { importPharmcat } from './import-pharmcat.ts'
import { definitionForm } from './pharmcat/definitions.ts'
import { hgvsByAlt } from './pharmcat/hgvs.ts'
import { readJson } from './pharmcat/read-json.ts'
import { normalisedText } from './pharmcat/text-hash.ts'
import { jsonlRows, tsvRows } from './release.ts'

const version = '2026-03-01-10-00'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'attune-import-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

type Json = Record<string, unknown>

/** A definition file in the official form: facts of two real genes, the first allele being the reference. */
const definition = (
  gene: string,
  chromosome: string,
  variants: readonly { pos: number; rsid: string | null; hgvs: string; ref: string; alts: string[]; map?: Json }[],
  alleles: readonly (readonly [string, Readonly<Record<number, string>>])[],
): Json => ({
  formatVersion: '2',
  source: 'PHARMGKB',
  version,
  gene,
  orientation: null,
  chromosome,
  genomeBuild: 'GRCh38.p14',
  variants: variants.map((v) => ({
    chromosome,
    position: v.pos,
    cpicPosition: v.pos,
    rsid: v.rsid,
    chromosomeHgvsName: v.hgvs,
    cpicToVcfAlleleMap: v.map ?? Object.fromEntries([v.ref, ...v.alts].map((a) => [a, a])),
    ref: v.ref,
    alts: v.alts,
  })),
  namedAlleles: alleles.map(([name, at], i) => ({
    name,
    alleles: variants.map((v) => (i === 0 ? v.ref : (at[v.pos] ?? null))),
    reference: i === 0,
    structuralVariant: false,
  })),
})

const abcg2 = definition(
  'ABCG2',
  'chr4',
  [{ pos: 88131171, rsid: 'rs2231142', hgvs: 'g.88131171G>T', ref: 'G', alts: ['T'] }],
  [
    ['rs2231142 reference (G)', {}],
    ['rs2231142 variant (T)', { 88131171: 'T' }],
  ],
)

const repeat = { 'TA(7)': 'CAT', 'TA(8)': 'CATAT', 'TA(6)': 'C', 'TA(9)': 'CATATAT' }
const ugt1a1 = definition(
  'UGT1A1',
  'chr2',
  [
    { pos: 233759924, rsid: 'rs887829', hgvs: 'g.233759924C>T', ref: 'C', alts: ['T'] },
    {
      pos: 233760233,
      rsid: 'rs3064744',
      hgvs: 'g.233760235TA[6]; g.233760235TA[7]; g.233760235TA[8]; g.233760235TA[9]',
      ref: 'CAT',
      alts: ['C', 'CATAT', 'CATATAT'],
      map: repeat,
    },
    { pos: 233760498, rsid: 'rs4148323', hgvs: 'g.233760498G>A', ref: 'G', alts: ['A'] },
    { pos: 233760973, rsid: 'rs35350960', hgvs: 'g.233760973C>A', ref: 'C', alts: ['A'] },
  ],
  [
    ['*1', {}],
    ['*6', { 233760498: 'A' }],
    ['*27', { 233760973: 'A' }],
    ['*28', { 233760233: 'CATAT' }],
    ['*36', { 233760233: 'C' }],
    ['*37', { 233760233: 'CATATAT' }],
    ['*80', { 233759924: 'T' }],
    ['*80+*28', { 233759924: 'T', 233760233: 'CATAT' }],
    ['*80+*37', { 233759924: 'T', 233760233: 'CATATAT' }],
  ],
)

/** A phenotype file over all pairs of its alleles; `mean` gives the phenotype of a pair of functions. */
const phenotypes = (
  gene: string,
  functions: Readonly<Record<string, string>>,
  mean: (a: string, b: string) => string,
): Json => {
  const names = Object.keys(functions)
  const say = (name: string): string => functions[name] ?? ''
  return {
    gene,
    haplotypes: functions,
    activityValues: {},
    namedAlleles: names.map((name) => ({
      name,
      activityValue: null,
      functionValue: say(name),
      lookupKey: say(name),
    })),
    diplotypes: names.flatMap((a, i) =>
      names.slice(i).map((b) => ({
        generesult: mean(say(a), say(b)),
        diplotype: `${a}/${b}`,
        lookupkey: mean(say(a), say(b)),
        diplotypekey: a === b ? { [a]: 2 } : { [a]: 1, [b]: 1 },
        activityScore: null,
        phenotype: mean(say(a), say(b)),
      })),
    ),
    version,
  }
}

const abcg2Phenotypes = phenotypes(
  'ABCG2',
  { 'rs2231142 reference (G)': 'Normal function', 'rs2231142 variant (T)': 'Decreased function' },
  (a, b) => (a === b ? (a === 'Normal function' ? 'Normal Function' : 'Poor Function') : 'Decreased Function'),
)

const ugt1a1Functions: Readonly<Record<string, string>> = {
  '*1': 'Normal function',
  '*6': 'Decreased function',
  '*27': 'Decreased function',
  '*28': 'Decreased function',
  '*36': 'Increased function',
  '*37': 'Decreased function',
  '*80': 'Unknown function',
  '*80+*28': 'Decreased function',
  '*80+*37': 'Decreased function',
}
const ugt1a1Phenotypes = phenotypes('UGT1A1', ugt1a1Functions, (a, b) => {
  if (a.startsWith('Unknown') || b.startsWith('Unknown')) return 'Indeterminate'
  const low = [a, b].filter((f) => f.startsWith('Decreased')).length
  return low === 2 ? 'Poor Metabolizer' : low === 1 ? 'Intermediate Metabolizer' : 'Normal Metabolizer'
})

const record = (id: string, drug: string, html: string, lookupKey: unknown, more: Json = {}): Json => ({
  id,
  name: `Recommendation ${id}`,
  population: 'general',
  classification: { term: 'Strong', termId: 'x' },
  relatedChemicals: [{ id: 'x', name: drug, symbol: null }],
  text: { id: 1, html },
  implications: [],
  lookupKey,
  dosingInformation: false,
  alternateDrugAvailable: true,
  otherPrescribingGuidance: false,
  ...more,
})

const guideline = (
  id: string,
  source: string,
  objCls: string,
  drug: string,
  recommendations: readonly Json[],
): Json => ({
  guideline: { id, name: `About ${drug}`, objCls, source, relatedChemicals: [{ name: drug }], recommendation: true },
  recommendations,
  citations: [{ pmid: '24787449' }, { pmid: null }],
})

/** Chosen for texts of two words, which are no sentences: they are known to the shipped tables. */
const guidelines: readonly Json[] = [
  guideline('PA1', 'CPIC', 'Guideline Annotation', 'rasburicase', [
    record('R1', 'rasburicase', '<p>Avoid\n use</p>\n', [{ G6PD: 'Deficient' }]),
    record('R2', 'rasburicase', '<p>Something quite new.</p>', [{ G6PD: 'Normal' }], { alternateDrugAvailable: false }),
  ]),
  guideline('PA2', 'DPWG', 'Guideline Annotation', 'flucytosine', [
    record(
      'R3',
      'flucytosine',
      '<p>Avoid <em>flucytosine</em></p>',
      { DPYD: '0.0' },
      { classification: null, population: null },
    ),
  ]),
  guideline('PA3', 'FDA', 'Label Annotation', 'siponimod', [
    record('R4', 'siponimod', '<p>New.</p>', [{ CYP2C9: { '*3': 1.0, '*2': 1.0 } }]),
  ]),
  guideline('PA4', 'FDA', 'PGx Association', 'warfarin', [
    record('R5', 'warfarin', '<p>New.</p>', [
      { VKORC1: { 'rs9923231 variant (T)': 1.0, 'rs9923231 reference (C)': 1.0 } },
    ]),
    record('R6', 'warfarin', '<p>No key.</p>', null),
  ]),
  guideline('PA5', 'RNPGx', 'Guideline Annotation', 'warfarin', []),
]

const exemptions: readonly Json[] = [
  { gene: 'UGT1A1', amp1Alleles: ['*6', '*28'], amp1Positions: [233760498, 233760233] },
]

const put = (path: string, content: unknown): void => {
  const file = join(root, 'release', path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, null, 2))
}

const putRelease = (): void => {
  put('definition/alleles/ABCG2_translation.json', abcg2)
  put('definition/alleles/UGT1A1_translation.json', ugt1a1)
  put('definition/alleles/exemptions.json', exemptions)
  put('phenotype/ABCG2.json', abcg2Phenotypes)
  put('phenotype/UGT1A1.json', ugt1a1Phenotypes)
  put('reporter/prescribing_guidance.json', { guidelines })
  put('reporter/messages.json', 'not read: {')
}

const vkorc1 = 'rs9923231 reference (C)/rs9923231 variant (T)'

const into = (): string => join(root, 'knowledge')
const run = () => importPharmcat(join(root, 'release'), into())
const table = (id: string, file: string): string => readFileSync(join(into(), id, version, file), 'utf8')
const codes = (problems: readonly { readonly code: string }[]): readonly string[] => problems.map((p) => p.code).sort()

describe('importing an official release', () => {
  test('gives the same positions, alleles and phenotypes as the shipped tables hold for the same genes', () => {
    putRelease()
    const result = run()
    expect(result.ok && result.value.map((f) => f.slice(root.length))).toEqual(
      ['clinpgx', 'cpic', 'dpwg', 'fda'].map((id) => `/knowledge/${id}/${version}`),
    )
    const shipped = loadRelease('clinpgx')
    const genes = new Set(['ABCG2', 'UGT1A1'])
    const ofGenes = (file: string, text: string) => tsvRows(text).filter((r) => genes.has(r['gene'] ?? ''))
    for (const file of ['positions-grch37.tsv', 'phenotypes.tsv'])
      expect(ofGenes(file, table('clinpgx', file))).toEqual(ofGenes(file, shipped.tables[file] ?? ''))
    const tier1 = (pos?: string): string => (pos === '233760498' || pos === '233760233' ? '1' : '')
    expect(ofGenes('', table('clinpgx', 'positions.tsv'))).toEqual(
      ofGenes('', shipped.tables['positions.tsv'] ?? '').map((r) => ({ ...r, tier1: tier1(r['pos_grch38']) })),
    )
    type Allele = { readonly gene: string; readonly name: string }
    expect(jsonlRows<Allele>(table('clinpgx', 'alleles.jsonl'))).toEqual(
      jsonlRows<Allele>(shipped.tables['alleles.jsonl'] ?? '')
        .filter((a) => genes.has(a.gene))
        .map((a) => (['*6', '*28'].includes(a.name) ? { ...a, tier1: true } : a)),
    )
  })

  test('keeps how each gene is called and takes the lists of the new exemptions', () => {
    putRelease()
    expect(run().ok).toBe(true)
    const { genes } = JSON.parse(table('clinpgx', 'gene-rules.json')) as { genes: Record<string, Json> }
    expect(genes['UGT1A1']).toEqual({ tier1: { alleles: ['*6', '*28'], positions: [233760498, 233760233] } })
    expect(genes['CYP3A5']).toEqual({ strand: 'minus' })
    expect(genes['HLA-B']).toMatchObject({ outsideOnly: true, lookupBy: 'alleleStatus' })
  })

  test('gives a known text its coded advice, and names the guideline of every new one', () => {
    putRelease()
    const result = run()
    const of = (id: string) =>
      tsvRows(table(id, 'records.tsv')).map((r) => [
        r['id'],
        r['document'],
        r['lookup'],
        r['flags'],
        r['pmids'],
        r['advice'],
      ])
    expect(of('cpic')).toEqual([
      ['R1', 'CPIC', '[{"G6PD":"Deficient"}]', 'a', '24787449', 'W116'],
      ['R2', 'CPIC', '[{"G6PD":"Normal"}]', '', '24787449', 'uncoded'],
    ])
    expect(of('dpwg')).toEqual([['R3', 'DPWG', '[{"DPYD":"0.0"}]', 'a', '24787449', 'W425']])
    expect(of('fda')).toEqual([
      ['R4', 'FDA label', '[{"CYP2C9":"*2/*3"}]', 'a', '24787449', 'uncoded'],
      ['R5', 'FDA association', `[{"VKORC1":"${vkorc1}"}]`, 'a', '24787449', 'uncoded'],
    ])
    expect(codes(result.problems)).toEqual([
      'import-gene-gone',
      'import-record-without-key',
      'import-source-unknown',
      'import-text-not-coded',
      'import-text-not-coded',
      'import-text-not-coded',
    ])
    expect(result.problems.filter((p) => p.code === 'import-text-not-coded').map((p) => p.at.path)).toEqual([
      'PA1',
      'PA3',
      'PA4',
    ])
    expect(result.problems.every((p) => p.severity === 'warning' && p.remedy !== '')).toBe(true)
    for (const id of ['cpic', 'dpwg', 'fda'])
      for (const line of jsonlRows(table(id, 'advice.jsonl'))) expect(adviceSchema.safeParse(line).success).toBe(true)
  })

  test('recognises the main part of a text when the same record comes without its considerations', () => {
    const held = tsvRows(loadRelease('cpic').tables['records.tsv'] ?? '').find((r) => r['advice'] === 'W118')
    putRelease()
    put('reporter/prescribing_guidance.json', {
      guidelines: [
        guideline('PA1', 'CPIC', 'Guideline Annotation', 'x', [
          record(held?.['id'] ?? '', held?.['drug'] ?? '', '<p>Avoid use</p>', [{ G6PD: 'Deficient with CNSHA' }]),
        ]),
      ],
    })
    expect(run().ok).toBe(true)
    expect(tsvRows(table('cpic', 'records.tsv')).map((r) => r['advice'])).toEqual(['W118'])
  })

  test('writes manifests that hold, share-alike facts apart, allele frequencies carried over, and no wording', () => {
    putRelease()
    expect(run().ok).toBe(true)
    expect(verifyReleases(into())).toEqual([])
    expect(loadRelease('dpwg', undefined, into()).manifest).toMatchObject({
      release: version,
      licence: 'CC-BY-SA-4.0',
      retrieved: '2026-03-01',
    })
    expect(table('cpic', 'allele-frequencies.tsv')).toBe(loadRelease('cpic').tables['allele-frequencies.tsv'])
    const all = ['cpic', 'dpwg', 'fda'].flatMap((id) => readdirSync(join(into(), id, version)).map((f) => table(id, f)))
    expect(all.filter((t) => /quite new/i.test(t))).toEqual([])
  })

  test('reads the older layout: one file per guideline, in folders of their source', () => {
    putRelease()
    rmSync(join(root, 'release/reporter/prescribing_guidance.json'))
    put('reporter/drugs/cpic/rasburicase.json', { ...guidelines[0], version })
    put('reporter/drugs/dpwg/flucytosine_and_DPYD.json', { ...guidelines[1], version })
    const result = run()
    expect(result.ok && result.value.length).toBe(3)
    expect(tsvRows(table('dpwg', 'records.tsv')).map((r) => r['advice'])).toEqual(['W425'])
  })
})

describe('what cannot be imported', () => {
  test('a folder that is not there, and one that holds nothing: every missing kind of file is named, nothing is written', () => {
    expect(codes(run().problems)).toContain('import-folder-missing')
    mkdirSync(join(root, 'release'))
    const result = run()
    expect(result.ok).toBe(false)
    expect(codes(result.problems)).toEqual(Array.from({ length: 4 }, () => 'import-file-missing'))
    expect(existsSync(into())).toBe(false)
  })

  test('broken and contradictory files are told all at once, each with its file, and nothing is written', () => {
    putRelease()
    put('definition/alleles/ABCG2_translation.json', {
      ...abcg2,
      genomeBuild: 'GRCh37.p13',
      namedAlleles: [
        { name: 'a', alleles: ['A'], reference: true },
        { name: 'a', alleles: ['G', 'G'], reference: true },
      ],
    })
    put('definition/old/UGT1A1_translation.json', { ...ugt1a1, version: '2020-01-01' })
    put('phenotype/UGT1A1.json', '{"gene": "UGT1A1",')
    const [first, ...rest] = abcg2Phenotypes['diplotypes'] as Json[]
    put('phenotype/ABCG2.json', {
      ...abcg2Phenotypes,
      diplotypes: [first, { ...first, generesult: 'Poor Function', phenotype: 'Poor Function' }, ...rest],
    })
    put('reporter/prescribing_guidance.json', { guidelines: [{ guideline: { id: 7 } }] })
    const result = run()
    expect(result.ok).toBe(false)
    expect([...new Set(codes(result.problems))]).toEqual([
      'import-allele-length',
      'import-allele-not-at-position',
      'import-allele-twice',
      'import-build-unknown',
      'import-form-unknown',
      'import-gene-twice',
      'import-json-invalid',
      'import-phenotype-contradiction',
      'import-reference-differs',
      'import-reference-not-one',
      'import-version-differs',
    ])
    expect(result.problems.every((p) => p.at.source?.startsWith(root) && p.remedy !== '')).toBe(true)
    expect(existsSync(into())).toBe(false)
  })

  test('a pair of functions with two meanings', () => {
    putRelease()
    const [first, ...rest] = ugt1a1Phenotypes['diplotypes'] as Json[]
    put('phenotype/UGT1A1.json', {
      ...ugt1a1Phenotypes,
      diplotypes: [first, { ...first, generesult: 'Poor Metabolizer', phenotype: 'Poor Metabolizer' }, ...rest],
    })
    const result = run()
    expect(result.ok).toBe(false)
    expect(codes(result.problems)).toContain('import-phenotype-contradiction')
    expect(existsSync(into())).toBe(false)
  })

  test('a release that is there already', () => {
    putRelease()
    expect(run().ok).toBe(true)
    const again = run()
    expect(again.ok).toBe(false)
    expect([...new Set(codes(again.problems))]).toEqual(['import-release-there'])
  })

  test('a file that is too large is not read at all', () => {
    putRelease()
    const file = join(root, 'release/definition/alleles/UGT1A1_translation.json')
    const read = readJson(file, definitionForm, 100)
    expect(read.value).toBeUndefined()
    expect(codes(read.problems)).toEqual(['import-file-too-large'])
  })

  test('a place that cannot be written to leaves nothing behind', () => {
    putRelease()
    writeFileSync(join(root, 'knowledge'), 'a file')
    expect(() => run()).toThrow(AttuneError)
    expect(readdirSync(root).sort()).toEqual(['knowledge', 'release'])
    expect(readFileSync(join(root, 'knowledge'), 'utf8')).toBe('a file')
  })
})

describe('the parts', () => {
  test('a text is recognised in spite of markup, entities, case and white space', () => {
    expect(normalisedText('<p>Use&nbsp;&lt;20 mg<br/>\n once&#32;DAILY.</p>')).toBe(
      normalisedText('use <20 mg once daily.'),
    )
    expect(normalisedText('use <= 20 mg')).not.toBe(normalisedText('use 20 mg'))
  })

  test('names of a repeat are told apart by their copies, names that cannot be are not guessed', () => {
    expect(hgvsByAlt('CAT', ['CATAT', 'C'], ['g.5TA[6]', 'g.5TA[7]', 'g.5TA[8]'])).toEqual(['g.5TA[8]', 'g.5TA[6]'])
    expect(hgvsByAlt('T', ['TA', 'TAA'], ['g.5dup', 'g.5A[3]'])).toEqual(['g.5dup', 'g.5A[3]'])
    expect(hgvsByAlt('C', ['A', 'G'], ['g.5C>G', 'g.5C>A'])).toEqual(['g.5C>A', 'g.5C>G'])
    expect(hgvsByAlt('CT', ['C', 'A'], ['g.6del', 'g.5_6delinsA'])).toBeUndefined()
  })
})
