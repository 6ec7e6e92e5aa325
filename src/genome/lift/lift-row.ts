import { canonicalContig } from '../identity/contig-name.ts'
import { alignedRow } from '../normalise/align-row.ts'
import {
  type ChainMap,
  type FieldRules,
  isBases,
  keepsToBlock,
  type LiftedStretch,
  liftStretch,
} from '../normalise/index.ts'
import { setReference } from '../normalise/set-reference.ts'
import { checkBases, type ReferenceGenome, type ReferenceSequence } from '../reference/index.ts'
import { reverseComplement } from '../reverse-complement.ts'
import type { VcfRow } from '../vcf/vcf-row.ts'
import type { RowRefusal } from './lift-refusal.ts'
import { staleAnnotations, unphased, withoutOldReading, withTurnedStrands } from './turned-fields.ts'
import { isAnyOther } from '../vcf/any-other.ts'

/** What rows are carried over by. `sameMitochondrion`: both sides have the reference mitochondrion (NC_012920), whose positions then stay as they are. */
export type LiftContext = {
  readonly map: ChainMap
  readonly target: ReferenceGenome
  readonly source?: ReferenceGenome
  readonly rules: FieldRules
  readonly sameMitochondrion: boolean
}

/** A row on the other build. `reversed`: on the other strand; `swapped`: REF and an ALT have changed places, and genotypes with them. */
export type LiftedRow = { readonly row: VcfRow; readonly reversed: boolean; readonly swapped: boolean }

export type RowLift<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: RowRefusal }

const reachesOn = (row: VcfRow): boolean => {
  const last = row.pos + row.ref.length - 1
  const length = row.format.indexOf('LEN')
  return (
    (row.info.has('END') && Number(row.info.get('END')) !== last) ||
    (length >= 0 && row.samples.some((fields) => Number(fields[length]) > row.ref.length))
  )
}

/** Why a row is none that can be carried over, whatever its place. */
const unfit = (row: VcfRow, context: LiftContext): RowRefusal | undefined => {
  if (!isBases([row.ref]) || row.alts.some((a) => a !== '*' && !isAnyOther(a) && !isBases([a]))) return 'notBases'
  if (reachesOn(row) || (row.alts.length > 0 && row.alts.every(isAnyOther))) return 'referenceBlock'
  const own = context.source?.sequence(row.chrom)
  return own !== undefined && checkBases(own, row.pos - 1, row.ref) === 'mismatch' ? 'sourceDiffers' : undefined
}

const placeOf = (row: VcfRow, { map, sameMitochondrion }: LiftContext): RowLift<LiftedStretch> => {
  const end = row.pos + row.ref.length - 1
  if (canonicalContig(row.chrom) !== 'chrM') return liftStretch(map, row.chrom, row.pos, end)
  if (!sameMitochondrion) return { ok: false, reason: 'oldMitochondrion' }
  const value = { chrom: 'chrM', start: row.pos, end, strand: '+', chain: '', otherChains: 0 } as const
  return { ok: true, value }
}

/** Alleles moved as far left as they go, those that stand for others left as they are. */
const aligned = (row: VcfRow, sequence: ReferenceSequence): VcfRow => {
  const written = row.alts.filter((a) => !isAnyOther(a))
  const moved = alignedRow({ ...row, alts: written }, sequence)
  let next = 0
  return { ...moved, alts: row.alts.map((a) => (isAnyOther(a) ? a : (moved.alts[next++] ?? a))) }
}

const coded = (contig: string): string =>
  contig.replace(/[%;,=\s]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)

/**
 * A row carried over to the other build, with every ALT. REF must be what the target holds there; where the target holds an ALT of a single-base row instead, the two change places, and
 * genotypes, AC, AF and the fields by allele and genotype with them. What no longer holds is left out and told to `onDropped`. INFO says where the row was.
 */
export const liftRow = (row: VcfRow, context: LiftContext, onDropped: (key: string) => void): RowLift<LiftedRow> => {
  const refused = (reason: RowRefusal) => ({ ok: false, reason }) as const
  const why = unfit(row, context)
  if (why !== undefined) return refused(why)
  const place = placeOf(row, context)
  if (!place.ok) return place
  const { chrom, start, strand } = place.value
  const reversed = strand === '-'
  const lengths = row.alts.filter((a) => !isAnyOther(a) && a !== '*').some((a) => a.length !== row.ref.length)
  if (reversed && lengths && row.alts.includes('*')) return refused('notBases')
  const sequence = context.target.sequence(chrom)
  if (sequence === undefined) return refused('notHeld')
  const turned = (allele: string): string => (reversed && isBases([allele]) ? reverseComplement(allele) : allele)
  const info = new Map([...row.info].filter(([key]) => !staleAnnotations.includes(key)))
  for (const key of row.info.keys()) if (staleAnnotations.includes(key)) onDropped(`INFO/${key}`)
  if (info.has('END')) info.set('END', String(start + row.ref.length - 1))
  let moved: VcfRow = {
    ...row,
    info,
    chrom: sequence.name,
    pos: start,
    ref: turned(row.ref),
    alts: row.alts.map(turned),
  }
  if (reversed) moved = withTurnedStrands(moved, onDropped)
  if ((canonicalContig(row.chrom) ?? row.chrom) !== (canonicalContig(chrom) ?? chrom)) moved = unphased(moved)
  const check = checkBases(sequence, start - 1, moved.ref)
  if (check === 'notHeld') return refused('notHeld')
  const swapped = check === 'mismatch'
  if (
    !swapped &&
    place.value.chain !== '' &&
    !keepsToBlock(context.map, row, place.value, moved.ref, moved.alts, sequence)
  )
    return refused('nearGap')
  if (swapped) {
    const single = moved.ref.length === 1 && moved.alts.every((a) => a.length === 1 || isAnyOther(a))
    const held = sequence.slice(start - 1, start)
    if (!single || !moved.alts.some((a) => a.toUpperCase() === held)) return refused('targetDiffers')
    const set = setReference(moved, sequence, context.rules, onDropped)
    if (set === undefined) return refused('notHeld')
    const dealt = (key: string): boolean => ['A', 'R', 'G'].includes(String(context.rules.info.get(key)?.number))
    moved = withoutOldReading(set, dealt, onDropped)
  }
  const placed = swapped ? moved : aligned(moved, sequence)
  return {
    ok: true,
    value: {
      row: {
        ...placed,
        info: new Map<string, string | true>([
          ...[...placed.info].filter(([key]) => !key.startsWith('LIFT_')),
          ['LIFT_FROM', `${coded(row.chrom)}:${row.pos}`],
          ...(reversed ? ([['LIFT_REVERSED', true]] as const) : []),
          ...(swapped ? ([['LIFT_SWAPPED', true]] as const) : []),
        ]),
      },
      reversed,
      swapped,
    },
  }
}
