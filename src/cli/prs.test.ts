import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { unpackSite } from '../clinical/polygenic/ancestry/panel-genotypes.ts'
import { readPanel, type ReferencePanel } from '../clinical/polygenic/index.ts'
import { capturedOutput } from './captured-output.fixture.ts'
import { importRelease } from './knowledge-import.ts'
import { prs, type PrsOptions } from './prs.ts'

const examples = 'examples/polygenic'
const folder = temporaryFolder('all tests')
const wrote = capturedOutput()

const run = (options: Partial<PrsOptions> = {}): Promise<number> =>
  prs({
    vcf: [`${examples}/inside.g.vcf.gz`],
    score: [`${examples}/DEMO-0001.txt`],
    panel: `${examples}/demo-panel.attune-panel.gz`,
    missingAsReference: false,
    hardCalls: false,
    allSamples: false,
    json: false,
    jsonl: true,
    quiet: true,
    ...options,
  })

/** The JSON lines that were written since the last call. */
const lines = () => {
  const found = wrote.out.split('\n').filter((l) => l.startsWith('{'))
  wrote.out = ''
  return found.map((l) => JSON.parse(l))
}

const demoPanel = (): ReferencePanel => {
  const read = readPanel(new Uint8Array(gunzipSync(readFileSync(`${examples}/demo-panel.attune-panel.gz`))), 'demo')
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.value
}

/** The people of the demonstration panel as one VCF. */
const panelVcf = (panel: ReferencePanel): string => {
  const copies = new Uint8Array(panel.people.length)
  const rows = panel.sites.chroms.flatMap(({ chrom, from, to }) =>
    Array.from({ length: to - from }, (_, i) => {
      unpackSite(panel.genotypes, panel.people.length, from + i, copies)
      const genotypes = Array.from(copies, (g) => (g === 3 ? './.' : g === 0 ? '0/0' : g === 1 ? '0/1' : '1/1'))
      const place = [chrom, panel.sites.pos[from + i], '.', panel.sites.refs[from + i], panel.sites.alts[from + i]]
      return [...place, '.', 'PASS', '.', 'GT', ...genotypes].join('\t')
    }),
  )
  const columns = ['#CHROM', 'POS', 'ID', 'REF', 'ALT', 'QUAL', 'FILTER', 'INFO', 'FORMAT']
  return `##fileformat=VCFv4.2
##contig=<ID=chr1,length=248956422,assembly=GRCh38>
##contig=<ID=chr2,length=242193529,assembly=GRCh38>
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
${[...columns, ...panel.people.map((p) => p.id)].join('\t')}
${rows.join('\n')}
`
}

test('a person of a population of the panel gets a percentile, one from elsewhere the reason why not', async () => {
  expect(await run({ jsonl: false })).toBe(0)
  expect(wrote.out).toContain('is simulated: its standings are a demonstration')
  expect(wrote.out).toMatch(/^DEMO-0001 .* 400\/400 +100 % +\S+ +\S+ +\d+$/m)
  wrote.out = ''
  expect(await run({ jsonl: false, vcf: [`${examples}/outside.g.vcf.gz`] })).toBe(0)
  expect(wrote.out).toMatch(/^DEMO-0001 .* not given$/m)
  expect(wrote.out).toMatch(/no standing\. The genotypes fit no mixture of the populations/)
})

test('several files give a line each, and the log gives every row with its reason', async () => {
  const log = folder.put('rows.tsv', '')
  expect(await run({ vcf: [`${examples}/inside.g.vcf.gz`, `${examples}/outside.g.vcf.gz`], log })).toBe(0)
  const [inside, outside] = lines()
  expect(inside).toMatchObject({ sample: 'inside', state: 'finding', standing: { score: 'DEMO-0001' } })
  expect(outside).toMatchObject({
    sample: 'outside',
    state: 'indeterminate',
    abstained: [{ code: 'outside-reference' }],
  })
  const rows = readFileSync(log, 'utf8').trim().split('\n')
  expect(rows).toHaveLength(1 + 2 * 400)
  const own = rows.slice(1, 401).map((r) => Number(r.split('\t').at(-1)))
  expect(own.reduce((a, b) => a + b, 0)).toBeCloseTo(inside.scored.sum, 9)
})

test('the same genome without its blocks has no standing until the user states what absence means', async () => {
  const text = gunzipSync(readFileSync(`${examples}/inside.g.vcf.gz`)).toString('utf8')
  const plain = text
    .split('\n')
    .filter((l) => !l.includes('END='))
    .join('\n')
    .replaceAll(',<NON_REF>', '')
    .replace(/^##ALT.*\n/m, '')
  const vcf = [folder.put('plain.vcf', plain.replaceAll(/,0(:\d+:\d+)$/gm, '$1'))]
  expect(await run()).toBe(0)
  const whole = lines()[0]
  await run({ vcf })
  expect(lines()[0]).toMatchObject({ state: 'indeterminate', abstained: [{ code: 'panel-overlap-low' }] })
  await run({ vcf, missingAsReference: true })
  const stated = lines()[0]
  expect(stated).toMatchObject({ missingAsReference: true, state: 'finding' })
  expect(stated.standing.z).toBeCloseTo(whole.standing.z, 9)
  expect(stated.scored.sum).toBeCloseTo(whole.scored.sum, 9)
})

test('a consumer array is read, and its silence is never reference', async () => {
  const { sites } = demoPanel()
  const rows = Array.from({ length: 500 }, (_, i) => {
    const ref = sites.refs[i] as string
    return `rs${i + 1}\t1\t${sites.pos[i]}\t${ref}${i % 2 === 0 ? ref : sites.alts[i]}`
  })
  const head =
    '# This data file generated by 23andMe\n# human assembly build 38\n# rsid\tchromosome\tposition\tgenotype\n'
  const vcf = [folder.put('array.txt', `${head}${rows.join('\n')}\n`)]
  const code = await run({ vcf, missingAsReference: true })
  const [scored] = lines()
  expect(code).toBe(1)
  expect(wrote.err).toContain('option-not-for-arrays')
  expect(scored).toMatchObject({
    missingAsReference: false,
    state: 'indeterminate',
    abstained: [{ code: 'panel-overlap-low' }],
  })
  expect(scored.scored.matched).toBe(100)
})

test('what is wrong with options and files is told at once, and nothing is scored', async () => {
  const code = await run({
    vcf: ['none.vcf'],
    score: ['nothing.txt'],
    minCoverage: '7',
    sex: 'x',
    panel: `${examples}/DEMO-0001.txt`,
  })
  expect(code).toBe(2)
  for (const expected of ['file-missing', 'bad-share', 'bad-option']) expect(wrote.err).toContain(expected)
  expect(wrote.out).toBe('')
  wrote.err = ''
  expect(await run({ score: ['nothing.txt'], panel: `${examples}/DEMO-0001.txt` })).toBe(2)
  expect(wrote.err).toMatch(/score-missing/)
  expect(wrote.err).toMatch(/panel-not-one/)
  expect(await run({ log: join(folder.path, 'no-such-folder', 'rows.tsv') })).toBe(2)
  expect(wrote.err).toMatch(/log-not-writable/)
})

test('an imported score and a panel made of a VCF answer as the files they come from', async () => {
  const into = join(folder.path, 'knowledge')
  const panel = demoPanel()
  const vcf = folder.put('reference.vcf', panelVcf(panel))
  const populations = folder.put(
    'people.tsv',
    `sample\tgroup\tunrelated\n${panel.people.map((p) => `${p.id}\t${p.group}\t1`).join('\n')}\n`,
  )
  const score = [`${examples}/DEMO-0001.txt`]
  expect(await importRelease('pgs-score', score, { into })).toBe(0)
  expect(await importRelease('pgs-score', score, { into })).toBe(2)
  expect(wrote.err).toContain('import-release-there')
  const made = { into, populations, id: 'again', spacing: '1', axes: '2', score }
  expect(await importRelease('ancestry-panel', [vcf], made)).toBe(0)
  wrote.out = ''
  expect(await run()).toBe(0)
  const direct = lines()[0]
  expect(await run({ score: ['DEMO-0001'], panel: 'again', knowledge: into })).toBe(0)
  const again = lines()[0]
  expect(again.scored.sum).toBe(direct.scored.sum)
  expect(again.place.mostSimilar).toBe(direct.place.mostSimilar)
  // The same people and sites, but ten axes to correct the projection by instead of six.
  expect(Math.abs(again.standing.z - direct.standing.z)).toBeLessThan(0.02)
})

test('a panel is not made without saying who the people are', async () => {
  const vcf = folder.put('few.vcf', panelVcf({ ...demoPanel(), sites: { ...demoPanel().sites, chroms: [] } }))
  expect(await importRelease('ancestry-panel', [vcf], { into: join(folder.path, 'other'), axes: 'x' })).toBe(2)
  expect(wrote.err).toContain('populations-missing')
  expect(wrote.err).toContain('bad-number')
  expect(await importRelease('chain', ['a', 'b'], { into: 'x', id: 'y' })).toBe(2)
  expect(wrote.err).toContain('import-one-at-a-time')
})
