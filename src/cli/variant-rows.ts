import type { AlleleAnnotation, AnnotatedRow, TogetherAnnotation } from '../genome/annotation/index.ts'
import { type Call, readCall } from '../genome/calls/index.ts'
import type { Build } from '../genome/site.ts'

/** One person's genotype at an allele. `copies`: strands that carry it; absent where no sample was read. */
type GenotypeOfAllele = {
  readonly strands: readonly (number | null)[]
  readonly copies: number
  readonly zygosity: string
  readonly phased: boolean
  readonly phaseSet?: string
  readonly depth?: number
  readonly quality?: number
  readonly alleleDepth?: number
  readonly heteroplasmy?: number
  readonly pseudoautosomal?: string
  readonly copyNumber?: number
}

/** One ALT of one row as `attune variants` tells it, in JSON and as a line of the table. `line`: absent where the file was read through its index. */
export type AlleleRow = {
  readonly chrom: string
  readonly pos: number
  readonly id: string
  readonly ref: string
  readonly alt: string
  readonly filter: string
  readonly qual?: number
  readonly line?: number
  readonly genotype?: GenotypeOfAllele
  readonly together?: readonly TogetherAnnotation[]
} & Partial<AlleleAnnotation>

const genotypeOf = (call: Call, alt: number, build: Build): GenotypeOfAllele => {
  const reading = readCall(call, { build })
  const alleleDepth = call.depths?.[alt]
  return {
    strands: call.alleles,
    copies: call.alleles.filter((a) => a === alt).length,
    zygosity: reading.zygosity,
    phased: call.phased,
    ...(reading.phaseSet === undefined ? {} : { phaseSet: reading.phaseSet }),
    ...(call.depth === undefined ? {} : { depth: call.depth }),
    ...(call.quality === undefined ? {} : { quality: call.quality }),
    ...(alleleDepth === undefined || alleleDepth === null ? {} : { alleleDepth }),
    ...(reading.heteroplasmy === undefined ? {} : { heteroplasmy: reading.heteroplasmy }),
    ...(reading.pseudoautosomal === undefined ? {} : { pseudoautosomal: reading.pseudoautosomal }),
    ...(call.copyNumber === undefined ? {} : { copyNumber: call.copyNumber }),
  }
}

/** Whether a number of copies other than two is all that a row says of the sample: its strands are open, so that it names no allele. */
export const hasOtherCopies = (strands: Call['alleles'], copies: number | undefined): boolean =>
  copies !== undefined && copies !== 2 && strands.every((a) => a === null)

/** The ALTs of a call that are to be told: those that the sample carries or may carry (another number of copies than two, without a genotype), or with `all` (and where no sample was read) every one that is an allele of its own. `lines`: whether lines were counted from the beginning of the file. */
export const alleleRows = (
  call: Call,
  annotated: AnnotatedRow,
  build: Build,
  which: { readonly sampled: boolean; readonly all: boolean; readonly lines: boolean },
): readonly AlleleRow[] =>
  call.alts.flatMap((alt, i): readonly AlleleRow[] => {
    const annotation = annotated.alleles[i]
    const carried = call.alleles.includes(i + 1)
    const copied = alt.startsWith('<') && hasOtherCopies(call.alleles, call.copyNumber)
    if (annotation === undefined || (which.sampled && !which.all && !carried && !copied)) return []
    const { chrom, pos, id, ref, filter, qual, line } = call
    const together = carried
      ? annotated.together.filter((t) =>
          t.members.some(
            ({ pos, ref, alt }) =>
              pos === annotation.variant?.pos && ref === annotation.variant.ref && alt === annotation.variant.alt,
          ),
        )
      : []
    return [
      {
        chrom,
        pos,
        id,
        ref,
        alt,
        filter,
        ...(qual === undefined ? {} : { qual }),
        ...(which.lines ? { line } : {}),
        ...(which.sampled ? { genotype: genotypeOf(call, i + 1, build) } : {}),
        ...annotation,
        ...(together.length === 0 ? {} : { together }),
      },
    ]
  })
