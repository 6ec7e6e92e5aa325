import { notStated } from '../calls/call-batch.ts'
import type { SeenRow } from './seen-row.ts'

/** From what reads and quality on a row counts, where the file states them. */
export type CallThresholds = { readonly depth: number; readonly quality: number }

/** Whether a row has the reads (of a reference block its least) and the quality asked for; what the file does not state stands in no way. */
export const reaches = (row: SeenRow, need: CallThresholds): boolean => {
  const least = row.batch.minDepth[row.index] as number
  const depth = least === notStated ? row.depth : least
  return (depth === notStated || depth >= need.depth) && (row.quality === notStated || row.quality >= need.quality)
}
