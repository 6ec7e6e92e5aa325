import { type CalledVariant, personConsequences, type StructuralChange } from '../consequence/index.ts'
import type { ReferenceGenome } from '../reference/index.ts'
import type { Transcript } from '../transcripts/transcript.ts'
import type { Variant } from '../variant.ts'
import type { AlleleAnnotation, GenomeContext, TogetherAnnotation } from './allele-annotation.ts'
import { type AlleleAnnotator, alleleAnnotator, type AnnotateOptions } from './annotate-allele.ts'
import { toldImpact } from './told-impact.ts'
import { isAnyOther } from '../vcf/any-other.ts'

/** A row as annotation takes it. `strands`: the person's allele indices, null where open; absent where nobody's genotype is looked at. `ends`: last base of each symbolic ALT. */
export type RowToAnnotate = {
  readonly chrom: string
  readonly pos: number
  readonly ref: string
  readonly alts: readonly string[]
  readonly ends?: readonly (number | undefined)[]
  readonly strands?: readonly (number | null)[]
  readonly phased?: boolean
  readonly phaseSet?: string
}

/** The ALTs of a row, each annotated (undefined for `*` and the placeholder for any other allele), and what the person's variants do together. */
export type AnnotatedRow = {
  readonly alleles: readonly (AlleleAnnotation | undefined)[]
  readonly together: readonly TogetherAnnotation[]
}

type Held<Row> = {
  readonly row: Row
  readonly alleles: readonly (AlleleAnnotation | undefined)[]
  readonly together: TogetherAnnotation[]
}
type Open = {
  readonly transcript: Transcript
  readonly end: number
  readonly calls: { readonly call: CalledVariant; readonly together: TogetherAnnotation[] }[]
}

const structuralTypes: readonly StructuralChange['type'][] = ['DEL', 'DUP', 'INS', 'INV']

const structuralOf = (row: RowToAnnotate, alt: string, end: number | undefined): StructuralChange | undefined => {
  const type = alt.startsWith('<') ? structuralTypes.find((t) => alt.startsWith(t, 1)) : undefined
  if (type === undefined) return undefined
  const first = type === 'INS' ? row.pos : row.pos + 1
  const last = end ?? row.pos + row.ref.length - 1
  // Without END or SVLEN it is not known how far it reaches.
  if (type !== 'INS' && last <= row.pos) return undefined
  return { chrom: row.chrom, start: first, end: Math.max(first, last), type }
}

/** Last base of each ALT of a row that ends at `end`: of several symbolic ALTs each has its own SVLEN. */
export const endsOfAlts = (
  { pos, alts }: { readonly pos: number; readonly alts: readonly string[] },
  end: number,
  svlen: string | undefined,
): readonly number[] =>
  alts.map((alt, i) => {
    const length = alts.length < 2 || !alt.startsWith('<') ? 0 : Math.abs(Number(svlen?.split(',')[i] || 0))
    return Number.isSafeInteger(length) && length > 0 ? pos + length : end
  })

const same = (a: Variant, b: Variant): boolean => a.pos === b.pos && a.ref === b.ref && a.alt === b.alt

const lastBase = ({ exons }: Transcript): number => exons.reduce((high, e) => Math.max(high, e.genomeEnd), 0)

const togetherOf = (open: Open, reference: ReferenceGenome | undefined): void => {
  if (open.calls.length < 2) return
  const { gene, id } = open.transcript
  for (const cluster of personConsequences(
    open.calls.map((c) => c.call),
    open.transcript,
    reference,
  )) {
    if (cluster.members.length < 2 && cluster.unplaced === undefined) continue
    const { residues, aminoAcids } = cluster.effect ?? {}
    const { terms } = cluster.consequence
    const told: TogetherAnnotation = {
      gene,
      transcript: id,
      members: cluster.members,
      terms,
      impact: toldImpact(cluster.consequence),
      ...(residues === undefined ? {} : { residues }),
      ...(aminoAcids === undefined ? {} : { aminoAcids }),
      ...(cluster.copies === undefined ? {} : { copies: cluster.copies.map((c) => c + 1) }),
      ...(cluster.unplaced === undefined ? {} : { unplaced: cluster.unplaced }),
    }
    for (const { call, together } of open.calls)
      if (cluster.members.some((m) => same(m, call.variant)) && !together.includes(told)) together.push(told)
  }
}

const mostHeld = 20_000

/**
 * Annotates rows that come in the order of a VCF and hands them on in that order. A row that changes a coding part waits until the transcript is passed, so that it can
 * be said what the variants of one copy do together; past 20,000 waiting rows they are handed on with what is known by then.
 */
export const rowAnnotator = <Row extends RowToAnnotate>(
  context: GenomeContext,
  options: AnnotateOptions,
  onRow: (row: Row, annotated: AnnotatedRow) => void,
): { readonly push: (row: Row) => void; readonly end: () => void } => {
  const annotator: AlleleAnnotator = alleleAnnotator(context, options)
  let waiting: Held<Row>[] = []
  let open = new Map<Transcript, Open>()
  let chrom = ''
  const close = (before: number): void => {
    for (const [key, one] of open) {
      if (one.end > before) continue
      togetherOf(one, context.reference)
      open.delete(key)
    }
  }
  const handOn = (): void => {
    for (const { row, alleles, together } of waiting) onRow(row, { alleles, together })
    waiting = []
  }
  const settle = (): void => {
    close(Infinity)
    handOn()
    open = new Map()
  }
  const push = (row: Row): void => {
    if (row.chrom !== chrom) {
      settle()
      chrom = row.chrom
    } else if (open.size > 0) close(row.pos - 1)
    if (open.size === 0) handOn()
    else if (waiting.length >= mostHeld) settle()
    const together: TogetherAnnotation[] = []
    const alleles = row.alts.map((alt, i) => {
      if (alt === '*' || isAnyOther(alt)) return undefined
      const change = structuralOf(row, alt, row.ends?.[i])
      if (change !== undefined) return annotator.ofStructural(change).annotation
      const { annotation, consequences } = annotator.ofBases({ chrom: row.chrom, pos: row.pos, ref: row.ref, alt })
      const { variant } = annotation
      const strands = row.strands
      if (variant === undefined || strands?.includes(i + 1) !== true) return annotation
      // Of a half call it is known that one strand has it, but not which, and not whether the others have it too.
      const half = strands.includes(null)
      for (const { transcript, codingPosition } of consequences) {
        if (codingPosition === undefined) continue
        const one = open.get(transcript) ?? { transcript, end: lastBase(transcript), calls: [] }
        if (one.calls.length === 0) open.set(transcript, one)
        const call: CalledVariant = {
          variant,
          carried: strands.map((s) => s === i + 1),
          phased: row.phased === true && strands.length > 1 && !half,
          ...(row.phaseSet === undefined ? {} : { phaseSet: row.phaseSet }),
        }
        one.calls.push({ call, together })
      }
      return annotation
    })
    waiting.push({ row, alleles, together })
  }
  return { push, end: settle }
}
