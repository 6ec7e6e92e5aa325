import type { ReferenceGenome } from '../reference/index.ts'
import type { Transcript } from '../transcripts/transcript.ts'
import type { Variant } from '../variant.ts'
import { type HaplotypeCluster, readHaplotype } from './haplotype.ts'
import { neighbourhood } from './transcript-consequence.ts'
import { transcriptModel } from './transcript-model.ts'

/**
 * One ALT allele as one person carries it: for each copy of the chromosome whether it is there. `phased`: the order of the copies means something; `phaseSet`: only among calls of the same set
 * (absent: among all phased calls of the contig).
 */
export type CalledVariant = {
  readonly variant: Variant
  readonly carried: readonly boolean[]
  readonly phased: boolean
  readonly phaseSet?: string
}

/**
 * A cluster as one person has it. `copies`: 0-based, within the phase set of its variants; absent when it is not known which copy it is. `unplaced`: heterozygous variants that would change the
 * reading if they stood on the same copy, which the file does not say; without them the reading is as told.
 */
export type PersonCluster = HaplotypeCluster & {
  readonly copies?: readonly number[]
  readonly unplaced?: readonly Variant[]
}

const isHet = (call: CalledVariant): boolean => call.carried.includes(true) && call.carried.includes(false)
const variantsOf = (calls: readonly CalledVariant[]): readonly Variant[] => calls.map((c) => c.variant)

const keyOf = (cluster: HaplotypeCluster): string =>
  `${cluster.afterStop ? '*' : ''}${cluster.members.map((v) => `${v.pos} ${v.ref} ${v.alt}`).join(',')}`

/** Calls that stand or fall together: each phase set, and each unphased heterozygous call by itself. */
const groupsOf = (hets: readonly CalledVariant[]): readonly (readonly CalledVariant[])[] => [
  ...Map.groupBy(
    hets.filter((c) => c.phased),
    (c) => c.phaseSet ?? '',
  ).values(),
  ...hets.filter((c) => !c.phased).map((c) => [c]),
]

/**
 * What one person's variants do to one transcript, copy by copy. Variants are combined only where it is known that they stand together: on every copy, on the same copy of one
 * phase set, or one heterozygous variant with those on every copy.
 */
export const personConsequences = (
  calls: readonly CalledVariant[],
  transcript: Transcript,
  reference: ReferenceGenome | undefined,
): readonly PersonCluster[] => {
  const model = transcriptModel(transcript)
  const near = calls.filter(
    ({ variant, carried }) =>
      carried.includes(true) &&
      variant.chrom === transcript.chrom &&
      variant.pos - 1 < model.high + neighbourhood &&
      variant.pos - 1 + variant.ref.length > model.low - neighbourhood,
  )
  const read = (variants: readonly Variant[]): readonly HaplotypeCluster[] => readHaplotype(model, variants, reference)
  const alone = near.map((call) => ({ call, clusters: read([call.variant]) }))
  const coding = alone.filter(({ clusters }) => clusters.some((c) => c.edits.length > 0)).map(({ call }) => call)
  const everywhere = coding.filter((c) => !isHet(c))
  const groups = groupsOf(coding.filter(isHet))
  const found = new Map<string, PersonCluster>()
  const add = (variants: readonly Variant[], copy: number | undefined, others: readonly CalledVariant[]): void => {
    const clusters = read(variants)
    const unplaced = new Map<string, Variant[]>()
    for (const { variant } of others) {
      const kept = new Set(read([...variants, variant]).map(keyOf))
      for (const cluster of clusters)
        if (!kept.has(keyOf(cluster))) unplaced.set(keyOf(cluster), [...(unplaced.get(keyOf(cluster)) ?? []), variant])
    }
    for (const cluster of clusters) {
      const key = keyOf(cluster)
      const before = found.get(key)
      const copies =
        copy === undefined ? before?.copies : [...new Set([...(before?.copies ?? []), copy])].sort((a, b) => a - b)
      const open = [...new Set([...(before?.unplaced ?? []), ...(unplaced.get(key) ?? [])])]
      found.set(key, {
        ...cluster,
        ...(copies === undefined ? {} : { copies }),
        ...(open.length === 0 ? {} : { unplaced: open }),
      })
    }
  }
  const ploidy = near.reduce((most, c) => Math.max(most, c.carried.length), 0)
  const copies = Array.from({ length: ploidy }, (_, copy) => copy)
  if (groups.length === 0) for (const copy of copies) add(variantsOf(everywhere), copy, [])
  for (const group of groups) {
    const others = groups.filter((g) => g !== group).flat()
    if (group[0]?.phased)
      for (const copy of copies)
        add(
          variantsOf(coding.filter((c) => everywhere.includes(c) || (group.includes(c) && c.carried[copy] === true))),
          copy,
          others,
        )
    else {
      add(variantsOf(coding.filter((c) => everywhere.includes(c) || group.includes(c))), undefined, others)
      add(variantsOf(everywhere), undefined, others)
    }
  }
  const outside = alone
    .filter(({ call }) => !coding.includes(call))
    .flatMap(({ call, clusters }) => {
      const on = call.carried.flatMap((there, copy) => (there ? [copy] : []))
      return clusters.map((cluster) => (call.phased || !isHet(call) ? { ...cluster, copies: on } : cluster))
    })
  return [...found.values(), ...outside]
}
