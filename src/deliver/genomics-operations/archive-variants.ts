import type { Observation, Reference, Resource } from '@medplum/fhirtypes'
import type { Archive } from '../../genome/archive/index.ts'
import { type Call, readCall, type StructuralReading } from '../../genome/calls/index.ts'
import { accessionOfContig } from '../../genome/identity/index.ts'
import { changeOf, isBases } from '../../genome/normalise/index.ts'
import type { Build } from '../../genome/site.ts'
import { type AllelicState, variantObservation } from '../fhir/variant-observation.ts'
import { uuidOf } from '../fhir/identity.ts'
import type { PlacedChange } from './bridge.ts'
import type { Span } from './place.ts'
import type { GenomeTest } from './subject-genome.ts'
import { keyOf } from './wanted-variant.ts'
import type { OperationContext } from './subject-genome.ts'

/** One allele that a genome carries, with the row that says so. Exactly one of `change` and `structural` is there. */
export type CarriedAllele = {
  readonly test: GenomeTest
  readonly build: Build
  readonly call: Call
  readonly alt: string
  readonly copies: number
  readonly change?: PlacedChange
  readonly structural?: StructuralReading
}

/** From so many bases on a deletion or insertion counts as structural. @source convention of structural-variant callers and dbVar (50 bases) */
const structuralFrom = 50

const isLong = (ref: string, alt: string): boolean => Math.abs(ref.length - alt.length) >= structuralFrom

/** What a row carries, allele by allele. A row that fails its filter carries nothing that could be answered. */
export const carriedBy = (test: GenomeTest, build: Build, call: Call): readonly CarriedAllele[] => {
  const reading = readCall(call, { build })
  if (!reading.passesFilter) return []
  const frame = { test, build, call }
  const named = reading.carried.flatMap(({ alt, copies }): readonly CarriedAllele[] =>
    isBases([call.ref, alt])
      ? [{ ...frame, alt, copies, change: { build, chrom: call.chrom, ...changeOf(call.pos - 1, call.ref, alt) } }]
      : reading.structural === undefined
        ? []
        : [{ ...frame, alt, copies, structural: reading.structural }],
  )
  const { structural } = reading
  const byNumber = structural?.copyNumber !== undefined && structural.copyNumber !== 2 && named.length === 0
  return byNumber ? [{ ...frame, alt: call.alts[0] ?? '<CNV>', copies: 0, structural }] : named
}

/** Whether an allele is told with its bases, and so with exact ends: what the guide calls a simple variant, however long. */
export const isSimple = ({ change }: CarriedAllele): boolean => change !== undefined

/** Whether an allele is found when structural variants are asked for: symbolic, or a change of length of 50 bases or more. */
export const isStructural = ({ structural, change }: CarriedAllele): boolean =>
  structural !== undefined || (change !== undefined && isLong(change.ref, change.alt))

/** Where an allele lies: 0-based, half open. An insertion lies at the base behind it. */
export const extentOf = ({ build, call, change, structural }: CarriedAllele): Span =>
  change === undefined
    ? {
        build,
        chrom: call.chrom,
        start: (structural?.start ?? call.pos) - 1,
        end: Math.max(structural?.end ?? call.end, structural?.start ?? call.pos),
      }
    : {
        build,
        chrom: call.chrom,
        start: change.start,
        end: Math.max(change.start + change.ref.length, change.start + 1),
      }

/** How far to either side rows are looked at for an indel that may be written elsewhere in its repeat. */
export const indelReach = 200

/** A row of a file by where it begins and its line: rows are told in this order, whatever the order of the file. */
export type RowPlace = { readonly pos: number; readonly line: number }

const isBehind = (a: RowPlace, b: RowPlace): boolean => a.pos > b.pos || (a.pos === b.pos && a.line > b.line)

/** Bases looked at in one step: few where rows are dense, more while there are none. */
const steps = { first: 20_000, most: 2_000_000 } as const

/**
 * The alleles carried between two places (0-based, half open) in order of position, read step by step, so that whoever stops early pays for what was looked at. Rows up to and with `after`
 * are passed over without being looked at.
 */
export function* carriedOver(
  test: GenomeTest,
  archive: Archive,
  span: Span,
  after?: RowPlace,
): Generator<CarriedAllele> {
  const first = span.start + 1
  let start = Math.max(first, after?.pos ?? first)
  for (let step: number = steps.first; start <= span.end; ) {
    const end = Math.min(span.end, start + step - 1)
    const calls: Call[] = []
    archive.eachOver(span.chrom, start, end, (chunk, row) => {
      const call = archive.call(chunk, row)
      // A row that reaches in from before was told in the step it begins in, or in the first of all.
      if ((call.pos >= start || start === first) && (after === undefined || isBehind(call, after))) calls.push(call)
    })
    calls.sort((a, b) => a.pos - b.pos || a.line - b.line)
    for (const call of calls) yield* carriedBy(test, span.build, call)
    step = calls.length === 0 ? Math.min(steps.most, step * 2) : steps.first
    start = end + 1
  }
}

/** Names of what a symbolic ALT does. @source Sequence Ontology; codes as in the examples of Genomics Reporting 3.0.0 */
const kinds: readonly (readonly [prefix: string, code: string, name: string])[] = [
  ['DEL', 'SO:0000159', 'deletion'],
  ['DUP', 'SO:1000035', 'duplication'],
  ['INS', 'SO:0000667', 'insertion'],
  ['INV', 'SO:1000036', 'inversion'],
  ['CNV', 'SO:0001019', 'copy_number_variation'],
]

/** Kind of change in the Sequence Ontology; undefined for breakends, which may be any of several. */
export const changeKind = (allele: CarriedAllele): readonly [code: string, name: string] | undefined => {
  const { structural, change } = allele
  if (structural !== undefined) {
    const found = kinds.find(([prefix]) => structural.type.startsWith(prefix))
    return found === undefined ? undefined : [found[1], found[2]]
  }
  if (change === undefined) return undefined
  if (change.ref === '') return ['SO:0000667', 'insertion']
  if (change.alt === '') return ['SO:0000159', 'deletion']
  if (change.ref.length === 1 && change.alt.length === 1) return ['SO:0001483', 'SNV']
  return change.ref.length === change.alt.length ? ['SO:0002007', 'MNV'] : ['SO:1000032', 'delins']
}

const stateOf = ({ call, build }: CarriedAllele): AllelicState | undefined => {
  switch (readCall(call, { build }).zygosity) {
    case 'hom':
      return 'homozygous'
    case 'het':
    case 'hetOverDeletion':
      return 'heterozygous'
    case 'hemi':
      return 'hemizygous'
    case 'homoplasmic':
      return 'homoplasmic'
    case 'heteroplasmic':
      return 'heteroplasmic'
    default:
      return undefined
  }
}

const fractionOf = ({ call, alt }: CarriedAllele): number | undefined => {
  const at = call.alts.indexOf(alt) + 1
  const { depths } = call
  if (at < 1 || depths === undefined || depths.length !== call.alts.length + 1 || depths.includes(null))
    return undefined
  const all = (depths as readonly number[]).reduce((a, b) => a + b, 0)
  return all === 0 ? undefined : Math.round(((depths[at] as number) / all) * 10_000) / 10_000
}

export const subjectReference = (subject: string): Reference<Resource> => ({ reference: `Patient/${subject}` })

const known = new WeakMap<CarriedAllele, string>()

/** Id of the Observation of an allele: the same for the same person, test and allele. Made once for each, as it costs a digest. */
export const alleleId = (subject: string, allele: CarriedAllele): string => {
  const { test, call, alt } = allele
  const id = known.get(allele) ?? uuidOf('variant', subject, test.id, call.chrom, String(call.pos), call.ref, alt)
  known.set(allele, id)
  return id
}

/** The allele as the profile `variant` tells it, with the file and line it was read from. */
export const observationOf = (subject: string, allele: CarriedAllele, context: OperationContext): Observation => {
  const { test, build, call, alt, change, structural } = allele
  const sequence = accessionOfContig(call.chrom, build)
  const key = change === undefined ? undefined : keyOf(change, context)
  const [sort, fraction, state] = [changeKind(allele), fractionOf(allele), stateOf(allele)]
  const exact =
    change === undefined ? undefined : { start: call.pos - 1, end: call.pos - 1 + Math.max(1, call.ref.length) }
  const around = extentOf(allele)
  return variantObservation({
    id: alleleId(subject, allele),
    subject: subjectReference(subject),
    presence: 'present',
    build,
    ...(test.date === undefined ? {} : { at: test.date }),
    ...(test.specimen === undefined ? {} : { specimen: { identifier: { value: test.specimen } } }),
    note: [
      `Read from test ${test.id}, ${test.archive?.directory.read.source ?? 'genome'} line ${call.line}: ${call.ref} to ${alt}.`,
    ],
    ...(sequence === undefined ? {} : { sequence }),
    ...(test.sourceClass === undefined ? {} : { sourceClass: test.sourceClass }),
    change: {
      ref: call.ref,
      ...(change === undefined ? {} : { alt }),
      ...(exact === undefined ? {} : { exact }),
      ...(structural === undefined ? {} : { inner: around }),
      ...(sort === undefined ? {} : { kind: sort }),
      ...(structural?.copyNumber === undefined ? {} : { copyNumber: structural.copyNumber }),
    },
    ...(state === undefined || structural !== undefined ? {} : { allelicState: state }),
    ...(fraction === undefined ? {} : { alleleFraction: fraction }),
    ...(call.depth === undefined ? {} : { depth: call.depth }),
    ...(key?.whole === undefined ? {} : { spdi: key.whole.replace(call.chrom, sequence ?? call.chrom) }),
    ...(/^rs\d+$/.test(call.id) ? { ids: [['http://www.ncbi.nlm.nih.gov/projects/SNP', call.id] as const] } : {}),
  })
}
