import { UnreadableBytes } from '../bytes/byte-stream.ts'

const makeAnew = 'Make the index anew: tabix -f -p vcf FILE.vcf.gz (for BCF: bcftools index -f FILE.bcf)'

/** The index cannot be read. */
export const indexDamaged = (why: string): UnreadableBytes =>
  new UnreadableBytes('INDEX_DAMAGED', `The index is damaged: ${why}.`, makeAnew)

/** The index was made for something else than this file as it stands now. */
export const indexForeign = (why: string): UnreadableBytes =>
  new UnreadableBytes('INDEX_NOT_OF_FILE', `The index does not belong to the file: ${why}.`, makeAnew)

/** What stands in the file cannot be found through an index of this kind. */
export const indexTooCoarse = (why: string): UnreadableBytes =>
  new UnreadableBytes(
    'INDEX_NOT_ENOUGH',
    `The index does not find all rows that reach into a region: ${why}.`,
    'Nothing needs to be done: the whole file is read instead.',
  )
