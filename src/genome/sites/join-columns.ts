import { type CohortColumn, noSecondStrand, notCalled } from './cohort.ts'
import { areSplit, joinGenotypes } from './join-split-rows.ts'
import type { GenotypeText } from '../vcf/genotype-text.ts'

const genotypeAt = (column: CohortColumn, sample: number): GenotypeText => {
  const pair = [column.alleles[2 * sample] as number, column.alleles[2 * sample + 1] as number]
  return {
    alleles: pair.filter((a) => a !== noSecondStrand).map((a) => (a === notCalled ? null : a)),
    phased: column.phased[sample] === 1,
  }
}

/** Two columns of one place that list different ALTs as one. A sample for whom the two contradict each other is not called. */
const joined = (a: CohortColumn, b: CohortColumn): CohortColumn => {
  const samples = a.phased.length
  const alleles = new Uint8Array(2 * samples).fill(notCalled)
  const phased = new Uint8Array(samples)
  for (let s = 0; s < samples; s++) {
    const [ga, gb] = [genotypeAt(a, s), genotypeAt(b, s)]
    const called = (g: GenotypeText): boolean => g.alleles.some((x) => x !== null)
    const gt = !called(ga)
      ? { ...gb, alleles: gb.alleles.map((x) => (x !== null && x > 0 ? x + a.alts.length : x)) }
      : called(gb)
        ? joinGenotypes(ga, gb, a.alts.length)
        : ga
    if (gt === undefined) continue
    alleles[2 * s] = gt.alleles[0] ?? notCalled
    alleles[2 * s + 1] = gt.alleles.length === 1 ? noSecondStrand : (gt.alleles[1] ?? notCalled)
    phased[s] = gt.phased ? 1 : 0
  }
  const { phaseSets: pa, oneDepth: _, ...rest } = a
  const phaseSets =
    pa === undefined || b.phaseSets === undefined
      ? (pa ?? b.phaseSets)
      : pa.map((x, s) => x ?? b.phaseSets?.[s] ?? null)
  const filter = a.filter === b.filter || b.filter === 'PASS' || b.filter === '.' ? a.filter : b.filter
  return {
    ...rest,
    alts: [...a.alts, ...b.alts],
    filter,
    alleles,
    phased,
    ...(phaseSets === undefined ? {} : { phaseSets }),
  }
}

/** Puts columns together that a program has split by ALT, as `joinSplitRows` does for one sample. */
export const joinColumns = (columns: readonly CohortColumn[]): readonly CohortColumn[] => {
  const out: CohortColumn[] = []
  const last = new Map<number, number>()
  for (const column of columns) {
    const at = last.get(column.site)
    const before = at === undefined ? undefined : out[at]
    const apart = before !== undefined && before.ref === column.ref && areSplit(before.alts, column.alts)
    if (at !== undefined && before !== undefined && apart) {
      out[at] = joined(before, column)
      continue
    }
    last.set(column.site, out.length)
    out.push(column)
  }
  return out
}
