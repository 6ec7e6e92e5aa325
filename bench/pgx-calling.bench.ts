import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { notCalled } from '../src/genome/index.ts'
import type { CohortColumn, CohortSites } from '../src/genome/index.ts'
import type { Site } from '../src/genome/site.ts'
import { callCohort } from '../src/clinical/pharmacogenomics/calling/cohort.ts'
import { callGenotype } from '../src/clinical/pharmacogenomics/calling/call-gene.ts'
import type { Definition } from '../src/clinical/pharmacogenomics/calling/definition.ts'
import { pairsByPermutation } from './permutation-matcher.ts'
import { pgxKnowledge } from '../src/clinical/pharmacogenomics/knowledge.ts'
import type { PgxKnowledge } from '../src/clinical/pharmacogenomics/knowledge.ts'
import type { Manifest, Release } from '../src/knowledge/release.ts'
import type { BenchResult, BenchRow } from './bench.ts'

/** A small generator of numbers in [0, 1) that starts anywhere and always gives the same row. */
const generator = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}

const folder = join(import.meta.dirname, '../knowledge/clinpgx/2025-11')
const readRelease = (): Release => {
  const files = readdirSync(folder).filter((f) => f !== 'manifest.json')
  return {
    manifest: JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest,
    tables: Object.fromEntries(files.map((f) => [f, readFileSync(join(folder, f), 'utf8')])),
  }
}

/** One strand: a named allele drawn evenly, a base drawn evenly where it leaves several open. */
const drawStrand = (definition: Definition, random: () => number): readonly number[] => {
  const n = definition.positions.length
  const a = Math.floor(random() * definition.names.length)
  return definition.positions.map((_, p) => {
    const codes = definition.allowed[a * n + p] as number
    const open = [0, 1, 2, 3, 4, 5, 6, 7].filter((c) => (codes >> c) & 1)
    return open[Math.floor(random() * open.length)] as number
  })
}

/** People drawn like those of the differential vectors: two named alleles per gene, at every position of every gene. */
const simulate = (knowledge: PgxKnowledge, people: number, phased: boolean, seed: number): CohortSites => {
  const random = generator(seed)
  const wanted: Site[] = []
  const columns: CohortColumn[] = []
  for (const { definition, rules } of knowledge.genes.values()) {
    if (definition === undefined || rules.vcfCalling === 'research') continue
    const own = definition.positions.map((p, i): CohortColumn => {
      const alts = (definition.vcfAlleles[i] as readonly string[]).slice(1)
      wanted.push({ chrom: p.chrom, pos: p.pos, ref: p.ref, alts })
      return {
        site: wanted.length - 1,
        ref: p.ref,
        alts,
        filter: 'PASS',
        line: wanted.length,
        alleles: new Uint8Array(2 * people).fill(notCalled),
        phased: new Uint8Array(people).fill(phased ? 1 : 0),
      }
    })
    for (let s = 0; s < people; s++) {
      const [one, two] = [drawStrand(definition, random), drawStrand(definition, random)]
      own.forEach((c, p) => {
        c.alleles[2 * s] = one[p] as number
        c.alleles[2 * s + 1] = two[p] as number
      })
    }
    columns.push(...own)
  }
  const samples = Array.from({ length: people }, (_, i) => `s${i}`)
  return {
    source: 'simulated',
    samples,
    wanted,
    build: 'GRCh38',
    buildEvidence: 'simulated',
    columns,
    structural: [],
    sha256: '',
    rowsRead: columns.length,
  }
}

/** Processor time, so that other work on the machine does not count. */
const seconds = (work: () => unknown): number => {
  const from = process.cpuUsage()
  work()
  const used = process.cpuUsage(from)
  return (used.user + used.system) / 1e6
}

/** A person heterozygous at every position of RYR1, without phase. */
const worstRyr1 = (definition: Definition) => {
  const n = definition.positions.length
  return { first: new Uint8Array(n), second: new Uint8Array(n).fill(1), phased: new Uint8Array(n) }
}

const permutationRate = (knowledge: PgxKnowledge, cohort: CohortSites, people: number): number => {
  let called = 0
  const columnOf = new Map(
    cohort.columns.map((c) => [`${cohort.wanted[c.site]?.chrom}:${cohort.wanted[c.site]?.pos}`, c]),
  )
  const time = seconds(() => {
    for (let s = 0; s < people; s++)
      for (const { definition, rules } of knowledge.genes.values()) {
        if (definition === undefined || rules.vcfCalling === 'research' || rules.calling === 'lowest-function') continue
        const genotype = definition.positions.map((p) => {
          const column = columnOf.get(`${p.chrom}:${p.pos}`)
          if (column === undefined) return null
          const text = (x: number) => (x === 0 ? column.ref : (column.alts[x - 1] ?? column.ref))
          return [text(column.alleles[2 * s] ?? 0), text(column.alleles[2 * s + 1] ?? 0)] as const
        })
        called += pairsByPermutation(definition.positions, definition.alleles, genotype, false).length
      }
  })
  if (called === 0) throw new Error('the permutation matcher found nothing')
  return people / time
}

/** Loading, calling cohorts phased and unphased, and the worst single gene, on one core. */
export const run = async (): Promise<BenchResult> => {
  const rows: BenchRow[] = []
  const release = readRelease()
  let knowledge = pgxKnowledge([release])
  const loads = Array.from({ length: 5 }, () => seconds(() => (knowledge = pgxKnowledge([release])))).sort(
    (a, b) => a - b,
  )
  rows.push({
    what: 'tables to compiled knowledge, warm median',
    value: 1000 * (loads[2] ?? 0),
    unit: 'ms of one core',
    limit: 25,
  })
  callCohort(simulate(knowledge, 200, true, 1), knowledge)
  callCohort(simulate(knowledge, 200, false, 2), knowledge)
  const phased = simulate(knowledge, 10_000, true, 20251105)
  const phasedTime = seconds(() => callCohort(phased, knowledge))
  rows.push({
    what: '19 genes, phased people',
    value: 10_000 / phasedTime,
    unit: 'people/s of one core',
    limit: 10_000,
    atLeast: true,
  })
  const unphased = simulate(knowledge, 4_000, false, 20251106)
  const unphasedTime = seconds(() => callCohort(unphased, knowledge))
  rows.push({
    what: '19 genes, unphased people',
    value: 4_000 / unphasedTime,
    unit: 'people/s of one core',
    limit: 2_000,
    atLeast: true,
  })
  const few = 10
  const peer = permutationRate(knowledge, unphased, few)
  const standard = [...knowledge.genes.values()]
    .filter((g) => g.rules.calling !== 'lowest-function' && g.rules.vcfCalling !== 'research')
    .map((g) => g.gene)
  const ownTime = seconds(() => callCohort(unphased, knowledge, { genes: standard }))
  rows.push({
    what: '17 genes called by pairs, unphased people',
    value: 4_000 / ownTime,
    unit: 'people/s of one core',
    peer: `permutation matcher of this project, ${few} people: ${peer.toFixed(1)} people/s`,
    ratio: 4_000 / ownTime / peer,
  })
  const ryr1 = knowledge.genes.get('RYR1')
  if (ryr1?.definition !== undefined) {
    const genotype = worstRyr1(ryr1.definition)
    const times = Array.from({ length: 20 }, () => seconds(() => callGenotype(ryr1, genotype))).sort((a, b) => a - b)
    rows.push({
      what: 'RYR1 heterozygous at all 313 positions, unphased, median of 20',
      value: 1000 * (times[10] ?? 0),
      unit: 'ms',
      limit: 5,
    })
  }
  return { name: 'pgx-calling', rows }
}
