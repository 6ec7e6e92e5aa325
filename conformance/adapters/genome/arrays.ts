import { arrayLayout, memorySource, portableInflate, readArrayGenotypes, readSites, type Site } from '../../../src/genome/index.ts'
import type { ArrayGenotype } from '../../../src/genome/index.ts'
import { tsvRows } from '../../../src/knowledge/release.ts'
import { type SuiteAdapter, type SuiteContext, type SuiteOutcome, tally } from '../../suite.ts'

const folder = 'genome/arrays/snps-fixtures/'
const expected = 'genome/arrays/expected.tsv'

type Facts = { readonly kind: string; readonly layout: string; readonly build: string; readonly genotypes: string }

const refused: Facts = { kind: 'refused', layout: '', build: '', genotypes: '' }

const genotypeText = (g: ArrayGenotype): string => {
  const letters = g.state === 'noCall' ? '--' : g.letters.join('')
  return `${g.ids.join(',')} ${g.chrom ?? '?'}${g.shared ? '*' : ''}:${g.pos ?? '?'} ${letters}`
}

const arrayFacts = async (name: string, bytes: Uint8Array): Promise<Facts> => {
  const all: ArrayGenotype[] = []
  const read = await readArrayGenotypes(memorySource(name, bytes), { inflate: portableInflate }, (batch) => all.push(...batch))
  if (!read.ok) return refused
  const { maker, build, rows, called, noCalls, unplaced, unclear } = read.value
  const counted = rows === all.length && called + noCalls + unplaced + unclear === rows
  return { kind: counted ? 'array' : 'array whose counts disagree', layout: maker, build: build ?? 'unknown', genotypes: all.map(genotypeText).join('; ') }
}

/** A VCF among the fixtures says nothing of its build; it is read at its own places as if on GRCh37. */
const vcfFacts = async (name: string, bytes: Uint8Array): Promise<Facts> => {
  const rows = new TextDecoder()
    .decode(bytes)
    .split('\n')
    .filter((l) => l !== '' && !l.startsWith('#'))
    .map((l) => l.split('\t'))
  const sites = rows
    .filter((c) => c[3] !== '.')
    .map((c): Site => ({ chrom: `chr${(c[0] ?? '').replace('chr', '')}`, pos: Number(c[1]), ref: c[3] ?? '', alts: (c[4] ?? '') === '.' ? ['N'] : (c[4] ?? '').split(',') }))
  const options = { inflate: portableInflate }
  const unstated = await readSites(memorySource(name, bytes), { GRCh37: [], GRCh38: [] }, options)
  const read = await readSites(memorySource(name, bytes), { GRCh37: sites, GRCh38: [] }, { ...options, build: 'GRCh37' })
  if (!read.ok) return refused
  const unknown = unstated.problems.some((p) => p.code === 'BUILD_UNKNOWN')
  const genotypes = read.value.sites.map((s) => `${s.id} ${s.chrom}:${s.pos} ${s.gt}`).join('; ')
  return { kind: 'vcf', layout: 'VCF', build: unknown ? 'unknown' : 'known', genotypes }
}

const factsOf = async (name: string, bytes: Uint8Array): Promise<Facts> => {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 65536))
  if (head.startsWith('##fileformat=VCF')) return vcfFacts(name, bytes)
  const facts = await arrayFacts(name, bytes)
  if (facts.kind !== 'refused') return facts
  const read = await readSites(memorySource(name, bytes), { GRCh37: [], GRCh38: [] }, { inflate: portableInflate, build: 'GRCh37' })
  const told = !read.ok && read.problems.every((p) => p.remedy !== '') && arrayLayout(head) === undefined
  return told ? refused : { ...refused, kind: 'not refused' }
}

const run = async (context: SuiteContext): Promise<SuiteOutcome> => {
  const t = tally()
  const files = context.filesBelow(folder).map((f) => f.split('/').at(-1) ?? '')
  for (const row of tsvRows(context.text(expected))) {
    const { file = '', kind = '', layout = '', build = '', genotypes = '' } = row
    if (!files.includes(file)) t.skip(file, 'the file is not there')
    else t.compare(file, { kind, layout, build, genotypes }, await factsOf(file, context.bytes(`${folder}${file}`)))
  }
  return t.outcome()
}

/** Small files in the layouts of consumer arrays: layout, build and every genotype as they stand in the file. */
export const snpsFixtures: SuiteAdapter = { path: folder, title: 'Consumer-array layouts', inputs: [expected], run }
