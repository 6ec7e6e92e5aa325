import {
  type Call,
  callAt,
  type GenotypeReading,
  infoFields,
  readCall,
  readCalls,
  type Zygosity,
} from '../../../src/genome/calls/index.ts'
import { memorySource, portableInflate } from '../../../src/genome/index.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'

type Vector = { readonly id: string; readonly line: string; readonly expect: Readonly<Record<string, unknown>> }

const path = 'genome/ingest/genotype-semantics.json'

/** The vectors assume a header that defines every tag; the stretches shared by X and Y that they ask for lie on both builds. */
const header = [
  '##fileformat=VCFv4.4',
  '##contig=<ID=chr1,length=248956422>',
  '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS',
].join('\n')

const zygosityWords: Readonly<Record<Zygosity, string>> = {
  hom: 'hom',
  het: 'het',
  hemi: 'hemi',
  hetOverDeletion: 'het-over-deletion',
  homoplasmic: 'homoplasmic',
  heteroplasmic: 'heteroplasmic',
  polyploid: 'polyploid',
  unknown: 'unknown',
}

const structuralWords = (reading: GenotypeReading, asked: unknown): unknown => {
  const s = reading.structural
  if (s === undefined || typeof asked !== 'object' || asked === null) return undefined
  const words: Readonly<Record<string, unknown>> = {
    type: s.type,
    start: s.start,
    end: s.end,
    length: s.length,
    copyNumber: s.copyNumber,
    mate: s.mate == null ? s.mate : [s.mate.chrom, s.mate.pos],
    joinAfter: s.mate?.joinAfter,
    mateReversed: s.mate?.reversed,
  }
  return Object.fromEntries(Object.keys(asked).map((key) => [key, words[key]]))
}

const hasError = (problems: readonly { readonly severity: string }[]): boolean => problems.some((p) => p.severity !== 'info')

/** Our reading in the words of the vectors. */
const worded = (call: Call, reading: GenotypeReading, problems: readonly { readonly severity: string }[], asked: Vector['expect']): Readonly<Record<string, unknown>> => ({
  ploidy: reading.ploidy,
  alleles: reading.alleles,
  phased: reading.phased,
  phaseSet: reading.phaseSet === undefined ? undefined : Number(reading.phaseSet),
  zygosity: zygosityWords[reading.zygosity],
  call: reading.completeness,
  isReference: reading.isReference,
  par: reading.pseudoautosomal,
  zygosityIfMale: reading.ifMale === 'hemi' ? 'hemi' : undefined,
  warnIfMale: reading.ifMale === 'contradicts' ? `heterozygous call in non-PAR ${call.chrom.slice(3)} of a male` : undefined,
  heteroplasmy: reading.heteroplasmy,
  perAlt: reading.carried,
  spanningDeletion: reading.spanningDeletion,
  reportable: reading.reportable,
  referenceBlock: reading.referenceBlock && [reading.referenceBlock.start, reading.referenceBlock.end],
  callable: reading.callable,
  refDepth: reading.refDepth,
  altDepth: reading.altDepth,
  sv: structuralWords(reading, asked.sv),
  passFilter: reading.passesFilter,
  depth: call.depth ?? null,
  ref: call.ref,
  alt: call.alts.join(','),
  info: Object.fromEntries(infoFields(call.info ?? '')),
  error: hasError(problems) ? problems : null,
  telomere: reading.telomere,
  warn: reading.concreteRef === undefined ? undefined : 'IUPAC ambiguity code in REF; concretise to first alphabetic base (A<C<G<T)',
})

/** One row each: what the genotype, the depths and the structural fields of one sample mean. */
export const genotypeSemantics: SuiteAdapter = {
  path,
  title: 'What one row says of one person',
  run: async (context) => {
    const count = tally()
    const { vectors } = JSON.parse(context.text(path)) as { readonly vectors: readonly Vector[] }
    for (const { id, line, expect } of vectors) {
      const calls: Call[] = []
      const read = await readCalls(
        memorySource(id, `${header}\n${line}\n`),
        { inflate: portableInflate, infos: true },
        (batch) => calls.push(callAt(batch, 0)),
      )
      const call = calls[0]
      if (call === undefined) {
        count.compare(id, expect, read.problems)
        continue
      }
      const all = worded(call, readCall(call, { build: 'GRCh38' }), read.problems, expect)
      count.compare(id, expect, Object.fromEntries(Object.keys(expect).map((key) => [key, all[key]])))
    }
    return count.outcome()
  },
}
