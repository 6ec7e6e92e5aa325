import { notStated } from '../calls/call-batch.ts'
import { pseudoautosomal } from '../identity/pseudoautosomal.ts'
import type { Build } from '../site.ts'
import { type CallThresholds, reaches } from './call-thresholds.ts'
import { isSnv, type SeenRow, zyg } from './seen-row.ts'

/** Least reads of a call that counts for the sex pattern, where the file states reads at all. */
export const leastSexDepth = 10

/**
 * What speaks for the number of X and Y. `xHet`, `xHom`, `xHaploid`: passing single-base variants on X outside the shared stretches, by genotype; `yCalls`: the same on Y, not heterozygous;
 * `yHet`: heterozygous ones, which one Y cannot have. `xCallable`, `yCallable`: bases there with a reference block that holds. `yRows`, `yOpen`: rows on Y and those not called.
 */
export type SexEvidence = {
  xHet: number
  xHom: number
  xHaploid: number
  yCalls: number
  yHet: number
  yRows: number
  yOpen: number
  xCallable: number
  yCallable: number
  withoutDepth: number
}

export const startSexEvidence = (): SexEvidence => ({
  xHet: 0,
  xHom: 0,
  xHaploid: 0,
  yCalls: 0,
  yHet: 0,
  yRows: 0,
  yOpen: 0,
  xCallable: 0,
  yCallable: 0,
  withoutDepth: 0,
})

/** Takes one row. Rows elsewhere than on X and Y, and in the stretches that both share, say nothing. */
export const addToSexEvidence = (of: SexEvidence, row: SeenRow, build: Build, least: CallThresholds): void => {
  const onX = row.chrom === 'chrX'
  if ((!onX && row.chrom !== 'chrY') || pseudoautosomal(build, row.chrom, row.pos) !== undefined) return
  if (!onX) {
    of.yRows++
    if (row.zygosity === zyg.none || row.zygosity === zyg.half) of.yOpen++
  }
  if (row.kind === 1) {
    const holds = row.zygosity === zyg.reference && row.passes && reaches(row, least)
    if (holds && onX) of.xCallable += row.end - row.pos + 1
    else if (holds) of.yCallable += row.end - row.pos + 1
    return
  }
  if (row.kind !== 0 || !row.passes) return
  const carried = row.first > 0 ? row.first : row.second
  if (!isSnv(row, carried) || (row.depth !== notStated && row.depth < leastSexDepth)) return
  if (row.zygosity !== zyg.het && row.zygosity !== zyg.hom && row.zygosity !== zyg.hemi) return
  if (row.depth === notStated) of.withoutDepth++
  if (row.zygosity === zyg.het) {
    if (onX) of.xHet++
    else of.yHet++
  } else if (!onX) of.yCalls++
  else if (row.zygosity === zyg.hom) of.xHom++
  else of.xHaploid++
}

export const mergeSexEvidence = (a: SexEvidence, b: SexEvidence): SexEvidence => {
  const out = startSexEvidence()
  for (const key of Object.keys(out) as (keyof SexEvidence)[]) out[key] = a[key] + b[key]
  return out
}
