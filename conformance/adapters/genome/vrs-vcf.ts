import type { ReferenceGenome, ReferenceSequence } from '../../../src/genome/reference/index.ts'
import { vrsOfVariant } from '../../../src/genome/vrs/index.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'

type Vector = {
  readonly chrom: string
  readonly pos: number
  readonly ref: string
  readonly alt: string
  readonly alleleIndex: number
  readonly start: number
  readonly end: number
  readonly state: string
  readonly rleLength: number | null
  readonly repeatSubunitLength: number | null
  readonly id: string
}

/**
 * The bases that a row states. The base behind REF is none of the row's: the vectors say of the deletion that it cannot move further right, so it is one that no letter equals (N).
 */
const rowReference = (pos: number, ref: string): ReferenceGenome => {
  const bases = `${ref}N`
  const from = pos - 1
  const sequence: ReferenceSequence = {
    name: 'row',
    length: Number.MAX_SAFE_INTEGER,
    codeAt: (at) => (at < from || at >= from + bases.length ? 0 : bases.charCodeAt(at - from)),
    slice: (start, end) =>
      start < from || end > from + bases.length ? undefined : bases.slice(start - from, end - from),
  }
  return { build: 'GRCh38', names: ['row'], sequence: () => sequence }
}

export const vrsVcf: SuiteAdapter = {
  path: 'genome/vrs/vcf-to-vrs.json',
  title: 'VCF alleles to GA4GH VRS 2.0',
  run(context) {
    const t = tally()
    const file = JSON.parse(context.text(this.path)) as { readonly vectors: readonly Vector[] }
    for (const v of file.vectors) {
      const alt = v.alleleIndex === 0 ? v.ref : (v.alt.split(',')[v.alleleIndex - 1] ?? '')
      const { chrom, pos, ref } = v
      const named = vrsOfVariant({ chrom, pos, ref, alt }, 'GRCh38', rowReference(pos, ref))
      const expected = [v.start, v.end, v.state, v.rleLength, v.repeatSubunitLength, v.id]
      if (named.kind === 'notKnown' || typeof named.allele.location === 'string') {
        t.compare(`${chrom}:${pos} allele ${v.alleleIndex}`, expected, named)
        continue
      }
      const { location, state } = named.allele
      const repeat = state.type === 'ReferenceLengthExpression' ? state : undefined
      const sequence = state.type === 'LengthExpression' ? undefined : state.sequence
      const got = [location.start, location.end, sequence, repeat?.length ?? null, repeat?.repeatSubunitLength ?? null]
      t.compare(`${chrom}:${pos} allele ${v.alleleIndex}`, expected, [...got, named.id])
    }
    return t.outcome()
  },
}
