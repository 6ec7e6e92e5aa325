import { leftAlign } from '../../../src/genome/normalise/index.ts'
import { memoryReference } from '../../../src/genome/reference/index.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'

type Vector = {
  readonly chrom: string
  readonly pos: number
  readonly ref: string
  readonly alt: string
  readonly norm: readonly [number, string, string]
}
type Vectors = { readonly references: Readonly<Record<string, string>>; readonly vectors: readonly Vector[] }

/** Unnormalised variants on repeat-rich sequences and the form that bcftools 1.16 gives them. */
export const leftAlignment: SuiteAdapter = {
  path: 'genome/normalise/left-align.json',
  title: 'Variants in repeats: left-aligned and trimmed',
  run: (context) => {
    const file = JSON.parse(context.text('genome/normalise/left-align.json')) as Vectors
    const reference = memoryReference(file.references)
    const t = tally()
    for (const { chrom, pos, ref, alt, norm } of file.vectors) {
      const got = leftAlign({ chrom, pos, ref, alt }, reference)
      t.compare(`${chrom}:${pos}:${ref}:${alt}`, norm, [got.pos, got.ref, got.alt])
    }
    return t.outcome()
  },
}
