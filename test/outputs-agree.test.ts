import type { Bundle, MedicationStatement, Observation, Resource, Task } from '@medplum/fhirtypes'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assessFiles } from '../src/assess/browser.ts'
import { assessPerson, type Outputs, renderOutputs, type TextInput } from '../src/assess/index.ts'
import { definitionsOf, heldAgainstProfiles } from '../conformance/held-against-profiles.ts'
import type { ReportDocument } from '../src/deliver/report/index.ts'
import { fileSource, nodeInflate } from '../src/genome/node/index.ts'
import { loadAll } from '../src/knowledge/folder.ts'
import { parseInstant } from '../src/shared/instant.ts'
import { attune, root } from './run-attune.ts'

const at = parseInstant('2026-11-22T09:00:00Z') ?? expect.unreachable()
const knowledge = loadAll()

type Paths = { readonly genome?: string; readonly record?: string; readonly outsideCalls?: string }

const examples: readonly (readonly [string, Paths])[] = globSync('examples/*/person.json', { cwd: root })
  .sort()
  .map((file) => {
    const { files } = JSON.parse(readFileSync(join(root, file), 'utf8')) as { files: Paths }
    const paths = Object.entries(files).map(([kind, name]) => [kind, join(root, dirname(file), name)])
    return [basename(dirname(file)), Object.fromEntries(paths) as Paths]
  })

const truth = {
  /** @source GeT-RM consensus genotypes (outside_truth_getrm of pgx/conformance/real-getrm-30x.jsonl) */
  NA18526: { genome: 'examples/statin-muscle-pain/genome.vcf', CYP2D6: '*1/*36x2+*10' },
  NA18565: { genome: 'examples/more/NA18565.vcf', CYP2D6: '*10/*36x2' },
} as const
type Sample = keyof typeof truth
const samples = Object.keys(truth) as readonly Sample[]

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'attune-agree-'))
  for (const sample of samples) writeFileSync(join(folder, `${sample}.tsv`), `CYP2D6\t${truth[sample].CYP2D6}\n`)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const real = (sample: Sample): Paths => ({
  genome: join(root, truth[sample].genome),
  record: join(root, 'examples/more/four-medicines.json'),
  outsideCalls: join(folder, `${sample}.tsv`),
})

const textInput = (path: string): TextInput => {
  const bytes = readFileSync(path)
  return {
    name: basename(path),
    text: bytes.toString('utf8'),
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }
}

const documentOf = async ({ genome, record, outsideCalls }: Paths): Promise<ReportDocument> => {
  const result = await assessPerson(
    {
      ...(genome === undefined ? {} : { genome: fileSource(genome) }),
      ...(record === undefined ? {} : { record: textInput(record) }),
      ...(outsideCalls === undefined ? {} : { outsideCalls: textInput(outsideCalls) }),
    },
    { at, knowledge, inflate: nodeInflate },
  )
  return result.ok ? result.value : expect.unreachable(JSON.stringify(result.problems))
}

const everybody: readonly (readonly [string, () => Paths])[] = [
  ...examples.map(([name, paths]) => [name, () => paths] as const),
  ...samples.map((sample) => [`${sample} with four medicines`, () => real(sample)] as const),
]

/** Records that tell a story of early detection and list no medicine. */
const withoutMedicines = new Set(['brca2-family', 'hardly-anything', 'smoker-lung'])

const own = (document: ReportDocument) => document.medicines.filter((m) => m.onList !== undefined)
const named = (document: ReportDocument, drug: string) =>
  own(document).find((m) => m.drug.name === drug) ?? expect.unreachable(drug)
const geneOf = (document: ReportDocument, gene: string) =>
  document.genes.find((g) => g.gene === gene) ?? expect.unreachable(gene)

/** The code that leads: what a person sees first, with its source and grade. */
const leading = (document: ReportDocument, drug: string) => {
  const m = named(document, drug)
  const advice = m.leading === undefined ? undefined : m.advice[m.leading.advice]
  const branch = m.leading === undefined ? undefined : advice?.branches[m.leading.branch]?.branch
  return {
    verdict: m.verdict,
    does: branch?.first.map((a) => a.do),
    from: `${advice?.record.source} ${advice?.evidence.grade}`,
  }
}

describe('two open genomes with clopidogrel, simvastatin, codeine and paroxetine', () => {
  test('codeine is avoided in both: paroxetine turns a normal and an intermediate metabolizer into a poor one', async () => {
    // CPIC 2020 (PMID 33387367): activity score 0 under a strong inhibitor; codeine is avoided, strong. Scores: *1 1, *10 0.25, *36 0.
    for (const [sample, phenotype, score] of [
      ['NA18526', 'Normal Metabolizer', '1.25'],
      ['NA18565', 'Intermediate Metabolizer', '0.25'],
    ] as const) {
      const document = await documentOf(real(sample))
      const { genetic, clinical } = geneOf(document, 'CYP2D6').result
      expect(genetic.map((p) => [p.phenotypes, p.activityScore])).toEqual([[[phenotype], score]])
      expect(clinical?.phenotypes.map((p) => [p.phenotypes, p.activityScore])).toEqual([[['Poor Metabolizer'], '0.0']])
      expect(clinical?.because.map((b) => [b.drug.name, b.effect])).toEqual([['paroxetine', 'strong-inhibitor']])
      const codeine = leading(document, 'codeine')
      expect([sample, codeine.verdict, codeine.from]).toEqual([sample, 'act', 'CPIC Strong'])
      expect(codeine.does).toContain('avoid')
      const { title, why } = named(document, 'codeine').say.clinician
      expect(title).toMatch(/^Avoid codeine/)
      expect(why).toContain('paroxetine')
      expect(why).toContain(phenotype)
    }
  })

  test('paroxetine itself goes by the genes: as usual at 1.25, lower and slower at 0.25; and it is named for what it does to codeine', async () => {
    // CPIC 2023 (PMID 37032427): normal metabolizer standard (strong); intermediate metabolizer lower start, slower steps (optional).
    const [normal, intermediate] = [await documentOf(real('NA18526')), await documentOf(real('NA18565'))]
    expect(leading(intermediate, 'paroxetine')).toMatchObject({ verdict: 'caution', from: 'CPIC Optional' })
    expect(leading(intermediate, 'paroxetine').does).not.toContain('standard')
    const cpic = named(normal, 'paroxetine').advice.find((a) => a.record.source === 'CPIC')
    expect([cpic?.evidence.grade, cpic?.branches[0]?.branch.first[0]?.do]).toEqual(['Strong', 'standard'])
    for (const document of [normal, intermediate])
      expect(named(document, 'paroxetine').interactions.map((i) => i.with.name)).toContain('codeine')
  })

  test('simvastatin is changed where SLCO1B1 is *1/*15 and kept where it is *1/*1', async () => {
    // CPIC 2022 (PMID 35152405): decreased function, choose another statin, strong; normal function, the usual dose, strong.
    const [decreased, usual] = [await documentOf(real('NA18526')), await documentOf(real('NA18565'))]
    expect(geneOf(decreased, 'SLCO1B1').say.result).toBe('*1/*15')
    expect(leading(decreased, 'simvastatin')).toMatchObject({ verdict: 'act', from: 'CPIC Strong' })
    expect(leading(decreased, 'simvastatin').does).toContain('choose')
    expect(geneOf(usual, 'SLCO1B1').say.result).toBe('*1/*1')
    expect(leading(usual, 'simvastatin')).toMatchObject({ verdict: 'fine', from: 'CPIC Strong' })
    expect(leading(usual, 'simvastatin').does).toContain('standard')
  })

  test('clopidogrel is kept: CYP2C19 is *1/*1 in both', async () => {
    // CPIC 2022 (PMID 35034351): normal metabolizer, the usual dose, strong.
    for (const sample of samples) {
      const document = await documentOf(real(sample))
      expect([sample, geneOf(document, 'CYP2C19').say.result]).toEqual([sample, '*1/*1'])
      expect(leading(document, 'clopidogrel')).toMatchObject({ verdict: 'fine', from: 'CPIC Strong' })
      expect(leading(document, 'clopidogrel').does).toContain('standard')
    }
  })

  test('without paroxetine on the list codeine goes by the genes again', async () => {
    // CPIC 2020: normal metabolizer, the usual dose (strong); intermediate metabolizer, the usual dose and watch for no effect (moderate).
    type Listed = {
      entry: { resource: { medicationCodeableConcept?: { text?: string; coding?: { code?: string }[] } } }[]
    }
    const bundle = JSON.parse(readFileSync(real('NA18526').record ?? '', 'utf8')) as Listed
    const codes = (e: Listed['entry'][number]) => e.resource.medicationCodeableConcept
    const entry = bundle.entry.filter((e) => !/paroxetine/i.test(JSON.stringify(codes(e) ?? '')))
    expect(entry).toHaveLength(bundle.entry.length - 1)
    const record = join(folder, 'three-medicines.json')
    writeFileSync(record, JSON.stringify({ ...bundle, entry }))
    for (const [sample, from] of [
      ['NA18526', 'CPIC Strong'],
      ['NA18565', 'CPIC Moderate'],
    ] as const) {
      const document = await documentOf({ ...real(sample), record })
      expect(geneOf(document, 'CYP2D6').result.clinical?.changed ?? false).toBe(false)
      const cpic = named(document, 'codeine').advice.find((a) => a.record.source === 'CPIC')
      expect([sample, `CPIC ${cpic?.evidence.grade}`]).toEqual([sample, from])
      expect(leading(document, 'codeine').does).not.toContain('avoid')
      expect(leading(document, 'codeine').verdict).not.toBe('act')
    }
  })
})

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const textOf = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '')
    .replaceAll(/\s+/g, ' ')
const squeezed = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

/** What the report in HTML says of one thing: its article, row or line, found by the anchor that links lead to. */
const partOf = (html: string, anchor: string): string => {
  const start = html.search(new RegExp(`<(article|details|tr|span)[^>]* id="${anchor}"`))
  if (start < 0) return ''
  const tag = /^<(\w+)/.exec(html.slice(start))?.[1] ?? ''
  return html.slice(start, html.indexOf(`</${tag}>`, start))
}

const resourcesOf = (fhir: string): readonly Resource[] =>
  ((JSON.parse(fhir) as Bundle).entry ?? []).flatMap((e) => e.resource ?? [])
const claims = (r: Resource, profile: string): boolean => (r.meta?.profile?.[0] ?? '').endsWith(`/${profile}`)
const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm'
const medicationOf = (o: Observation) =>
  o.component?.find((c) => c.code.coding?.some((x) => x.code === '51963-7'))?.valueCodeableConcept

describe.each(everybody)('the outputs of %s agree', (name, paths) => {
  let document: ReportDocument
  let outputs: Outputs
  let resources: readonly Resource[]
  beforeAll(async () => {
    document = await documentOf(paths())
    outputs = await renderOutputs(document)
    resources = resourcesOf(outputs.fhirJson)
  })

  test('HTML says of every medicine of the list the sign and the title of the JSON, and of every gene the result', () => {
    expect(JSON.parse(outputs.reportJson)).toEqual(JSON.parse(JSON.stringify(document)))
    expect(own(document).length === 0).toBe(withoutMedicines.has(name))
    for (const m of own(document).filter((x) => x.verdict !== 'noQuestion')) {
      const part = partOf(outputs.reportHtml, `medicine-${m.drug.name.replaceAll(/[^a-z0-9]+/g, '-')}`)
      expect([m.drug.name, /class="verdict".*?#s-(\w+)/.exec(part)?.[1]]).toEqual([m.drug.name, m.verdict])
      expect(textOf(part)).toContain(squeezed(m.say.clinician.title))
    }
    for (const g of document.genes.filter((x) => x.result.call.source !== 'none')) {
      const part = partOf(outputs.reportHtml, `gene-${g.gene.toLowerCase()}`)
      expect([g.gene, textOf(part).includes(squeezed(g.say.result))]).toEqual([g.gene, true])
    }
  })

  test('FHIR has the same medicines with the same codes and signs, and a task for each that asks for something', () => {
    const implications = resources.filter(
      (r): r is Observation => r.resourceType === 'Observation' && claims(r, 'therapeutic-implication'),
    )
    const statements = resources.filter((r): r is MedicationStatement => r.resourceType === 'MedicationStatement')
    const tasks = resources.filter((r): r is Task => r.resourceType === 'Task')
    const codeIn = (c: { coding?: { system?: string; code?: string }[] } | undefined) =>
      c?.coding?.find((x) => x.system === rxnorm)?.code
    const codes = (list: readonly (string | undefined)[]): readonly string[] => list.map(String).toSorted()
    expect(codes(statements.map((s) => codeIn(s.medicationCodeableConcept)))).toEqual(
      codes(own(document).map((m) => m.drug.rxnorm)),
    )
    for (const m of document.medicines.filter((x) => x.genes.length > 0)) {
      const implication =
        implications.find((o) => medicationOf(o)?.text === m.drug.name) ?? expect.unreachable(m.drug.name)
      const sign = implication.meta?.tag?.find((t) => t.system === 'urn:attune:verdict')?.code
      expect([m.drug.name, codeIn(medicationOf(implication)), sign]).toEqual([m.drug.name, m.drug.rxnorm, m.verdict])
      expect(JSON.stringify(implication.component)).toContain(JSON.stringify(m.say.clinician.title).slice(1, -1))
    }
    for (const m of own(document).filter((x) => x.verdict === 'act')) {
      const implication = implications.find((o) => medicationOf(o)?.text === m.drug.name)
      const statement = statements.find((s) => codeIn(s.medicationCodeableConcept) === m.drug.rxnorm)
      const task = tasks.find(
        (t) => claims(t, 'medication-recommendation') && t.focus?.reference?.endsWith(statement?.id ?? 'none'),
      )
      expect([m.drug.name, task?.description?.startsWith(m.say.clinician.title), task?.priority]).toEqual([
        m.drug.name,
        true,
        'urgent',
      ])
      if (implication !== undefined) expect(task?.reasonReference?.reference).toContain(implication.id)
    }
  })

  test('FHIR has the same genotypes, and a gene without a result never has one', () => {
    const genotypes = resources.filter(
      (r): r is Observation => r.resourceType === 'Observation' && r.code.coding?.[0]?.code === '84413-4',
    )
    expect(genotypes).toHaveLength(document.genes.length)
    for (const g of document.genes) {
      const found = genotypes.find(
        (o) =>
          o.component?.[0]?.valueCodeableConcept?.text === g.gene ||
          o.component?.[0]?.valueCodeableConcept?.coding?.[0]?.display === g.gene,
      )
      const told = g.result.genetic.map((p) => p.shownAs)
      if (g.result.call.source === 'none' || told.length === 0) {
        expect([g.gene, found?.valueCodeableConcept, found?.dataAbsentReason !== undefined]).toEqual([
          g.gene,
          undefined,
          true,
        ])
      } else for (const one of told) expect(`${g.gene}: ${found?.valueCodeableConcept?.text}`).toContain(one)
    }
  })

  test('the letter names every medicine that asks for something, and none of the list as fine that is not', () => {
    const letter = textOf(outputs.letterHtml)
    for (const m of own(document).filter((x) => x.verdict === 'act'))
      expect(letter.toLowerCase()).toContain(m.drug.name.toLowerCase())
    const fine = /Your genes give no reason to change these: ([^.]*)\./.exec(letter)?.[1] ?? ''
    expect(fine === '' ? [] : fine.split(',').map((n) => n.trim())).toEqual(
      own(document)
        .filter((m) => m.verdict === 'fine')
        .map((m) => m.drug.name),
    )
  })

  test('the same files dropped on the page give the same bytes', async () => {
    const dropped = Object.fromEntries(
      Object.entries(paths()).map(([kind, path]) => [kind, new File([readFileSync(path)], basename(path))]),
    )
    const result = await assessFiles(dropped, {
      at,
      knowledge: JSON.parse(JSON.stringify(knowledge)) as typeof knowledge,
    })
    const here = result.ok ? await renderOutputs(result.value) : expect.unreachable()
    expect(here).toEqual(outputs)
  })
})

test('the command writes the very bytes that the page makes', async () => {
  const { genome = '', record = '', outsideCalls = '' } = real('NA18526')
  const out = join(folder, 'out')
  const files = ['--vcf', genome, '--record', record, '--outside-calls', outsideCalls]
  expect((await attune('report', ...files, '--at', at, '--out', out)).code).toBe(0)
  const outputs = await renderOutputs(await documentOf(real('NA18526')))
  const read = (name: string): string => readFileSync(join(out, name), 'utf8')
  expect({
    reportHtml: read('report.html'),
    reportJson: read('report.json'),
    fhirJson: read('report.fhir.json'),
    letterHtml: read('letter.html'),
  }).toEqual(outputs)
})

const guide = join(root, '../shared/reference/interop/genomics-reporting-3.0.0.conformance.ndjson.gz')
if (!existsSync(guide)) console.warn('Skipped: the Genomics Reporting profiles are not there (../shared/reference).')

describe.skipIf(!existsSync(guide))('against the profiles of Genomics Reporting 3.0.0', () => {
  test.each(everybody)('every resource of the FHIR report of %s satisfies what it claims', async (_name, paths) => {
    const lines = gunzipSync(readFileSync(guide)).toString('utf8').trim().split('\n')
    const profiles = definitionsOf(lines.map((l) => JSON.parse(l) as unknown))
    const { fhirJson } = await renderOutputs(await documentOf(paths()))
    const results = heldAgainstProfiles(JSON.parse(fhirJson), profiles)
    expect(results.length).toBeGreaterThan(40)
    expect(results.flatMap((r) => r.issues)).toEqual([])
  })
})
