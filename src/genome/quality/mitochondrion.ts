import { namesAt } from '../calls/call-batch.ts'
import { alt, type SeenRow, zyg } from './seen-row.ts'

/** From this share of reads on an allele of the mitochondrion counts as homoplasmic: our own choice. `unverified` */
export const homoplasmicFrom = 0.95

const shownAtMost = 200

/** One heteroplasmic place; `fraction`: share of reads of the ALT. */
export type Heteroplasmy = {
  readonly pos: number
  readonly ref: string
  readonly alt: string
  readonly fraction: number
  readonly depth?: number
  readonly filter: string
}

/** Calls on chrM (NC_012920, the rCRS). `withoutFraction`: variants for which the file states neither AF nor AD. `more`: heteroplasmic places beyond those listed. */
export type Mitochondrion = {
  rows: number
  homoplasmic: number
  withoutFraction: number
  heteroplasmic: Heteroplasmy[]
  more: number
}

export const startMitochondrion = (): Mitochondrion => ({
  rows: 0,
  homoplasmic: 0,
  withoutFraction: 0,
  heteroplasmic: [],
  more: 0,
})

const fractionOf = (row: SeenRow, carried: number): number | undefined => {
  const { batch, index } = row
  const stated = batch.fractions.get(index)?.[carried - 1]
  if (stated !== undefined && stated >= 0) return stated
  const from = batch.depthsFrom[index] as number
  const to = batch.depthsFrom[index + 1] as number
  if (to - from !== row.altCount + 1) return undefined
  let sum = 0
  for (let i = from; i < to; i++) sum += Math.max(0, batch.depths[i] as number)
  return sum === 0 ? undefined : Math.max(0, batch.depths[from + carried] as number) / sum
}

const bySite = (a: Heteroplasmy, b: Heteroplasmy): number =>
  a.pos - b.pos || (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : 0) || (a.alt < b.alt ? -1 : a.alt > b.alt ? 1 : 0)

/** Takes one row of chrM; each ALT that the genotype names counts. */
export const addToMitochondrion = (of: Mitochondrion, row: SeenRow): void => {
  if (row.chrom !== 'chrM') return
  of.rows++
  if (row.kind !== 0 || (row.zygosity !== zyg.het && row.zygosity !== zyg.hom && row.zygosity !== zyg.hemi)) return
  const carried = row.first === row.second ? [row.first] : [row.first, row.second]
  for (const a of carried) {
    if (a <= 0 || row.alts[a - 1] === alt.anyOther || row.alts[a - 1] === alt.spanningDeletion) continue
    const fraction = fractionOf(row, a)
    if (fraction === undefined) of.withoutFraction++
    else if (fraction >= homoplasmicFrom) of.homoplasmic++
    else {
      const { ref, alts } = namesAt(row.batch, row.index)
      const filter = row.batch.filterTexts[row.batch.filters[row.index] as number] as string
      const place = { pos: row.pos, ref, alt: alts[a - 1] as string, fraction }
      of.heteroplasmic.push({ ...place, ...(row.depth >= 0 ? { depth: row.depth } : {}), filter })
    }
  }
}

export const mergeMitochondrion = (a: Mitochondrion, b: Mitochondrion): Mitochondrion => ({
  rows: a.rows + b.rows,
  homoplasmic: a.homoplasmic + b.homoplasmic,
  withoutFraction: a.withoutFraction + b.withoutFraction,
  heteroplasmic: [...a.heteroplasmic, ...b.heteroplasmic].toSorted(bySite),
  more: a.more + b.more,
})

/** The places in the order of the chromosome, at most 200 of them; the rest is counted. */
export const mitochondrionTold = (of: Mitochondrion): Mitochondrion => ({
  ...of,
  heteroplasmic: of.heteroplasmic.toSorted(bySite).slice(0, shownAtMost),
  more: Math.max(0, of.heteroplasmic.length - shownAtMost),
})
