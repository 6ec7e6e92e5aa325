import { notCalled, noSecondStrand } from '../../../genome/index.ts'
import type { CohortColumn, CohortSites } from '../../../genome/index.ts'
import type { SampleSites, SiteRow } from '../../../genome/site.ts'
import type { GeneKnowledge, PgxKnowledge } from '../knowledge.ts'
import { callGenotype } from './call-gene.ts'
import type { GenotypeCall } from './call-gene.ts'
import type { CallOptions } from './call-genes.ts'
import type { Definition } from './definition.ts'
import { halfSeen, noStrand, notSeen, undocumented } from './genotype.ts'
import type { GeneGenotype } from './genotype.ts'
import { seenAt, siteOn } from './read-rows.ts'

/** One gene's calls over a cohort: `distinct` calls, and for each sample which of them is its own. */
export type CohortGene = {
  readonly gene: string
  readonly distinct: readonly GenotypeCall[]
  readonly callOf: Uint32Array
}

/**
 * How a position's genotypes become allele codes. `plain[x]`: the code of allele number x where the number alone decides, else −1; used when `alleles` is there.
 * `work`: the whole rule, for everything else.
 */
type Decoder = {
  readonly alleles?: Uint8Array
  readonly phased?: Uint8Array
  readonly plain: Int16Array
  readonly work: (sample: number) => number
}

/** Two allele codes and the phase flag in one number. */
const pack = (first: number, second: number, phased: number): number => first | (second << 8) | (phased << 16)
const unseen = pack(notSeen, notSeen, 0)

/** The row of one sample that a column stands for, for the rare places that the quick way does not decide. */
const rowOf = (column: CohortColumn, chrom: string, pos: number, sample: number): SiteRow => {
  const text = (x: number) => (x === notCalled ? '.' : String(x))
  const x = column.alleles[2 * sample] as number
  const y = column.alleles[2 * sample + 1] as number
  const phased = column.phased[sample] === 1
  const phaseSet = column.phaseSets?.[sample]
  return {
    chrom,
    pos,
    id: '.',
    ref: column.ref,
    alts: column.alts,
    filter: column.filter,
    gt: y === noSecondStrand ? text(x) : `${text(x)}${phased ? '|' : '/'}${text(y)}`,
    ...(phaseSet == null ? {} : { phaseSet }),
    ...(column.oneDepth?.[sample] === 1 ? { depths: [1, 0] } : {}),
    kind: 'row',
    line: column.line,
    text: '',
  }
}

/**
 * How the genotypes of one position become allele codes. The rules are those of single samples (`seenAt`), worked out once per combination of
 * allele numbers that occurs and then looked up.
 */
const decoderAt = (
  definition: Definition,
  p: number,
  columns: readonly CohortColumn[],
  cohort: CohortSites,
  asReference: boolean,
): Decoder => {
  const position = definition.positions[p]
  const place = position === undefined ? undefined : siteOn(position, cohort.build)
  const [only, second] = columns
  const nothing = new Int16Array(0)
  if (position === undefined || place === undefined || only === undefined) return { plain: nothing, work: () => unseen }
  const known = definition.vcfAlleles[p] ?? []
  const memo = new Map<number, number>()
  const sample: Omit<SampleSites, 'sites'> = {
    source: cohort.source,
    sample: '',
    samples: [],
    build: cohort.build,
    buildEvidence: '',
    format: 'vcf',
    adNumber: 'R',
    unresolved: [],
    structural: [],
    rowsRead: 0,
  }
  const work = (s: number): number => {
    const sites = columns.map((c) => rowOf(c, position.chrom, place.pos, s))
    const seen = seenAt(position, { ...sample, sites }, new Map([[`${position.chrom}:${place.pos}`, sites]]))
    if (seen === undefined || seen.alleles.length === 0) return unseen
    const code = (allele: string | null | undefined): number => {
      if (allele === undefined) return noStrand
      if (allele === null) return halfSeen
      const at = known.indexOf(allele)
      return at >= 0 ? at : asReference && !seen.unvalidated ? 0 : undocumented
    }
    return pack(code(seen.alleles[0]), code(seen.alleles[1]), seen.phased ? 1 : 0)
  }
  if (columns.length > 2 || columns.some((c) => c.phaseSets !== undefined && second !== undefined))
    return { plain: nothing, work }
  const keyOf = (c: CohortColumn, s: number): number =>
    ((c.alleles[2 * s] as number) << 10) |
    ((c.alleles[2 * s + 1] as number) << 2) |
    ((c.phased[s] as number) << 1) |
    (c.oneDepth?.[s] ?? 0)
  const remembered = (s: number): number => {
    const key = second === undefined ? keyOf(only, s) : keyOf(only, s) * 0x40000 + keyOf(second, s)
    const found = memo.get(key)
    if (found !== undefined) return found
    const codes = work(s)
    memo.set(key, codes)
    return codes
  }
  if (second !== undefined || only.ref !== place.ref || only.filter.includes('PCAT') || only.oneDepth !== undefined)
    return { plain: nothing, work: remembered }
  const plain = Int16Array.from({ length: 256 }, (_, x) => {
    const base = x === 0 ? only.ref : only.alts[x - 1]
    return base === undefined ? -1 : known.indexOf(base)
  })
  return { alleles: only.alleles, phased: only.phased, plain, work: remembered }
}

/** Samples are worked in blocks of this many, so that a column is read in one run. */
const blockSize = 128

const callGeneOf = (
  gene: GeneKnowledge,
  definition: Definition,
  cohort: CohortSites,
  byPlace: ReadonlyMap<string, readonly CohortColumn[]>,
  options: CallOptions,
): CohortGene => {
  const n = definition.positions.length
  const columnsAt = definition.positions.map((position) => {
    const place = siteOn(position, cohort.build)
    return place === undefined ? [] : (byPlace.get(`${position.chrom}:${place.pos}`) ?? [])
  })
  const asReference = gene.rules.undocumented === 'reference'
  const decoders = columnsAt.map((columns, p) => decoderAt(definition, p, columns, cohort, asReference))
  const present = columnsAt.flatMap((columns, p) => (columns.length > 0 ? [p] : []))
  const sets = columnsAt.map((columns) => columns.find((c) => c.phaseSets !== undefined)?.phaseSets)
  const usesSets = sets.some((s) => s !== undefined)
  const sexed = definition.chrom === 'chrX'
  const absent = options.missingAsReference ? pack(0, 0, 1) : unseen
  const packed = new Int32Array(blockSize * n).fill(absent)
  const altered = new Uint16Array(blockSize * n)
  const alteredCount = new Uint16Array(blockSize)
  const looseCount = new Uint16Array(blockSize)
  const distinct: GenotypeCall[] = []
  const known = new Map<string, number>()
  const callOf = new Uint32Array(cohort.samples.length)

  // One genotype at a time: a call keeps nothing of the arrays it was made from.
  const first = new Uint8Array(n)
  const second = new Uint8Array(n)
  const phased = new Uint8Array(n)
  const genotypeAt = (i: number, s: number): GeneGenotype => {
    const phaseSets: (string | null)[] | undefined = usesSets ? Array.from({ length: n }, () => null) : undefined
    let single = false
    let double = false
    for (let p = 0; p < n; p++) {
      const x = packed[p * blockSize + i] as number
      first[p] = x & 255
      second[p] = (x >>> 8) & 255
      phased[p] = x >>> 16
      if (second[p] === noStrand) single = true
      else if (x !== unseen) double = true
      if (phaseSets !== undefined && first[p] !== second[p] && phased[p] === 1) phaseSets[p] = dotless(sets[p]?.[s])
    }
    if (sexed && single && double) for (let p = 0; p < n; p++) if (second[p] === noStrand) second[p] = halfSeen
    return { first, second, phased, ...(phaseSets === undefined ? {} : { phaseSets }) }
  }

  for (let from = 0; from < callOf.length; from += blockSize) {
    const size = Math.min(blockSize, callOf.length - from)
    alteredCount.fill(0)
    looseCount.fill(0)
    for (const p of present) {
      const { alleles, phased, plain, work } = decoders[p] as Decoder
      const at0 = p * blockSize
      for (let i = 0; i < size; i++) {
        const s = from + i
        let x = -1
        if (alleles !== undefined && phased !== undefined) {
          const one = plain[alleles[2 * s] as number] as number
          const two = plain[alleles[2 * s + 1] as number] as number
          if (one >= 0 && two >= 0) x = one | (two << 8) | ((phased[s] as number) << 16)
        }
        if (x < 0) x = work(s)
        packed[at0 + i] = x
        if (x >>> 16 === 0 && x !== unseen) looseCount[i] = (looseCount[i] as number) + 1
        if ((x & 0xffff) === 0) continue
        const at = alteredCount[i] as number
        altered[i * n + at] = p
        alteredCount[i] = at + 1
      }
    }
    for (let i = 0; i < size; i++) {
      const s = from + i
      let key = looseCount[i] === 0 ? '|' : '/'
      for (let k = 0; k < (alteredCount[i] as number); k++) {
        const p = altered[i * n + k] as number
        const x = packed[p * blockSize + i] as number
        key += String.fromCharCode(p, x & 0xffff)
        if ((x & 255) !== ((x >>> 8) & 255)) key += x >>> 16 === 0 ? '/' : `|${sets[p]?.[s] ?? ''}`
      }
      let at = known.get(key)
      if (at === undefined) {
        at = distinct.length
        known.set(key, at)
        distinct.push(callGenotype(gene, genotypeAt(i, s), options))
      }
      callOf[s] = at
    }
  }
  return { gene: gene.gene, distinct, callOf }
}

const dotless = (set: string | null | undefined): string | null => (set === undefined || set === '.' ? null : set)

/**
 * Calls every gene for all samples of a cohort; equal genotypes are called once. The same rules as `callGenes`, without the per-position record: for one sample's
 * provenance read that sample alone. Copy numbers, undocumented bases by name and combinations are not part of it.
 */
export const callCohort = (
  cohort: CohortSites,
  knowledge: PgxKnowledge,
  options: CallOptions = {},
): readonly CohortGene[] => {
  const byPlace = Map.groupBy(cohort.columns, (column) => {
    const site = cohort.wanted[column.site]
    return `${site?.chrom}:${site?.pos}`
  })
  const genes: CohortGene[] = []
  for (const gene of knowledge.genes.values()) {
    if (gene.definition === undefined || (options.genes !== undefined && !options.genes.includes(gene.gene))) continue
    if (gene.rules.vcfCalling === 'research' && !options.callCyp2d6) continue
    genes.push(callGeneOf(gene, gene.definition, cohort, byPlace, options))
  }
  return genes
}
