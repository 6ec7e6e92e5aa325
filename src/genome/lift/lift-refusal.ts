import type { LiftRefusal } from '../normalise/index.ts'

/**
 * Why a row was not carried over: the reasons of a single place, and those of a row. `referenceBlock`: it says of a stretch that it is as the old build, which says nothing of the new
 * one. `oldMitochondrion`: the mitochondrion is not, or not surely, the one both builds share.
 */
export type RowRefusal = LiftRefusal | 'referenceBlock' | 'oldMitochondrion'

/** What each reason means, in a line of a table. */
export const liftRefusals: Readonly<Record<RowRefusal, string>> = {
  noContig: 'the chain file does not know the sequence',
  noChain: 'no chain goes there',
  inGap: 'a chain goes across, but the place is gone in the other build',
  spansBlocks: 'not all bases of REF stay together',
  ambiguous: 'chains of the same score lead to different places',
  notBases: 'symbolic allele, breakend, or * on a stretch that is turned round',
  sourceDiffers: 'REF is not what the reference of the file holds',
  targetDiffers: 'REF is not what the other build holds',
  notHeld: 'the reference to go to lacks the place',
  needsTarget: 'cannot be anchored without the reference to go to',
  nearGap: 'an insertion or deletion where the builds may differ in length, which it may be itself',
  referenceBlock: 'a stretch said to be as the old build, which says nothing of the new one',
  oldMitochondrion: 'the mitochondrion is not, or not surely, the one that both builds share',
}
