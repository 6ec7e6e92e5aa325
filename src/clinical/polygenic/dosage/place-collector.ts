import { type CallBatch, namesAt, notStated, strandsAt } from '../../../genome/calls/index.ts'
import { firstFrom } from '../../../shared/sorted-search.ts'
import { allelesAt, type PackedChrom, type PackedScores } from '../packed/packed-scores.ts'
import { readRow, type RowAlleles } from './row-alleles.ts'
import { emptySeen, putSeen, refIs, type SeenChrom, type SeenPlaces, sightings } from './seen-places.ts'

/** `anyFilter`: calls that fail a FILTER count too. `depth`, `quality`: from what on a reference genotype counts, where the file states any (10 reads and GQ 20 unless given).
 * `dosageSteps`: expected copies are rounded to so many steps a copy, as PLINK 2 stores them (16384); not rounded unless given. */
export type CollectOptions = {
  readonly anyFilter?: boolean
  readonly depth?: number
  readonly quality?: number
  readonly dosageSteps?: number
}

/** Takes the calls of one person in any number of batches, those of one chromosome in any order, and gives what they say of the places of a pack. */
export type PlaceCollector = { readonly take: (batch: CallBatch) => void; readonly seen: () => SeenPlaces }

const openStrand = -1
const absentStrand = -2

/** Number of a base by its ASCII code, in either case; 4 for every other. */
const baseNumber = (() => {
  const table = new Uint8Array(256).fill(4)
  for (const [i, c] of 'ACGT'.split('').entries()) {
    table[c.charCodeAt(0)] = i
    table[c.toLowerCase().charCodeAt(0)] = i
  }
  return table
})()

const referenceBlock = 1
const noAlt = 2
const symbolic = 3

/** The row with the copies that the person has of each allele; undefined where the genotype leaves any strand open and no expected copies are stated. */
const rowAlleles = (batch: CallBatch, i: number, steps: number | undefined): RowAlleles | undefined => {
  const { ref, alts } = namesAt(batch, i)
  const strands = strandsAt(batch, i)
  const stated = batch.dosages.get(i)
  const pos = batch.pos[i] as number
  if (stated !== undefined && stated.length === alts.length && stated.every(Number.isFinite)) {
    const n = Math.max(1, Math.min(2, strands.length))
    const copies = stated.map((d) => Math.min(n, steps === undefined ? d : Math.round(d * steps) / steps))
    return { pos, ref, alts, copies: [Math.max(0, n - copies.reduce((a, b) => a + b, 0)), ...copies], strands: n }
  }
  if (strands.includes(null)) return undefined
  const copies = Array.from({ length: alts.length + 1 }, () => 0)
  for (const a of strands) copies[a as number] = (copies[a as number] ?? 0) + 1
  return { pos, ref, alts, copies, strands: strands.length }
}

/** Keeps which allele each strand has, where a haplotype or an interaction needs it. */
const keepStrands = (
  seen: SeenChrom,
  chrom: PackedChrom,
  k: number,
  batch: CallBatch,
  i: number,
  how: number,
  ref: number,
): void => {
  if (how < sightings.otherNotation || seen.how[k] !== how) return
  const { ref: written, alts } = namesAt(batch, i)
  const [first, second] = allelesAt(chrom, k)
  const alleles = strandsAt(batch, i).map((a) => {
    if (a === null) return 2
    if (a === 0) return ref === refIs.first ? 0 : 1
    const copies = alts.map((_, j) => (j + 1 === a ? 1 : 0))
    const [, , alt] = readRow(
      { pos: batch.pos[i] as number, ref: written, alts, copies: [0, ...copies], strands: 1 },
      chrom.positions[k] as number,
      first,
      second,
    )
    return alt === 0 ? 2 : ref === refIs.first ? 1 : 0
  })
  const set = batch.phaseSets[i] as number
  seen.strandsOf.set(k, {
    alleles,
    phased: batch.phased[i] === 1,
    phaseSet: set === notStated ? batch.oddPhaseSets.get(i) : String(set),
  })
}

/** A collector for the places of one chromosome. */
const chromCollector = (chrom: PackedChrom, options: CollectOptions) => {
  const seen = emptySeen(chrom.positions.length)
  const { positions, codes, kept } = chrom
  const places = positions.length
  const leastDepth = options.depth ?? 10
  const leastQuality = options.quality ?? 20
  const anyFilter = options.anyFilter === true
  const hasKept = kept.length > 0
  let next = 0
  let lastPos = 0

  /** Whether a reference genotype rests on enough, as far as the file says. */
  const isSure = (batch: CallBatch, i: number): boolean => {
    const least = batch.minDepth[i] as number
    const depth = least === notStated ? (batch.depth[i] as number) : least
    const quality = batch.quality[i] as number
    return (depth === notStated || depth >= leastDepth) && (quality === notStated || quality >= leastQuality)
  }

  /** Rows with alleles that a place does not have, by place: one that a file holds twice counts once. */
  const met = new Map<number, Set<string>>()
  const isRepeated = (k: number, { pos, ref, alts, copies }: RowAlleles): boolean => {
    const key = `${pos}:${ref}:${alts.join(',')}:${copies.join(',')}`
    const rows = met.get(k)
    if (rows?.has(key)) return true
    if (rows === undefined) met.set(k, new Set([key]))
    else rows.add(key)
    return false
  }

  const open = (from: number, end: number): void => {
    for (let k = from; k < places && (positions[k] as number) <= end; k++)
      putSeen(seen, k, sightings.open, refIs.unknown, 0, 0, 0)
  }

  /** A row that is not one changed base, or whose alleles are not simply those of the place. */
  const takeSlowly = (batch: CallBatch, i: number, from: number, to: number, end: number): void => {
    const row = rowAlleles(batch, i, options.dosageSteps)
    if (row === undefined) {
      open(from, end)
      return
    }
    const isAllReference = row.copies[0] === row.strands
    if (isAllReference && !isSure(batch, i)) {
      open(from, end)
      return
    }
    const isBlock = batch.kinds[i] === referenceBlock || batch.kinds[i] === noAlt
    const covered = isBlock ? row.pos + row.ref.length - 1 : end
    for (let k = from; k < to; k++) {
      const pos = positions[k] as number
      const namesBase = pos <= covered && row.ref[pos - row.pos] !== 'N'
      if (isBlock && !(isAllReference && namesBase)) {
        const how = isAllReference ? sightings.reference : sightings.open
        putSeen(seen, k, how, refIs.unknown, 0, 0, row.strands)
        continue
      }
      const [first, second] = allelesAt(chrom, k)
      // A block may have a placeholder for any other allele among its ALTs: it names none.
      const [how, ref, alt, others] = readRow(isBlock ? { ...row, alts: [] } : row, pos, first, second)
      if (others > 0 && isRepeated(k, row)) continue
      putSeen(seen, k, how, ref, alt, others, row.strands)
      if (hasKept && kept[k] === 1) keepStrands(seen, chrom, k, batch, i, how, ref)
    }
  }

  const take = (batch: CallBatch): void => {
    const { size, pos: rowPos, end: rowEnd, alleles, filters, text, textFrom, kinds, depth, quality, minDepth } = batch
    const hasDosages = batch.dosages.size > 0
    const hasLong = batch.longGenotypes.size > 0
    for (let i = 0; i < size; i++) {
      const pos = rowPos[i] as number
      if (pos < lastPos) next = firstFrom(positions, pos)
      lastPos = pos
      while (next < places && (positions[next] as number) < pos) next++
      if (next === places) continue
      const end = rowEnd[i] as number
      if ((positions[next] as number) > end) continue
      if (kinds[i] === symbolic) continue
      let to = next + 1
      while (to < places && (positions[to] as number) <= end) to++
      if ((filters[i] as number) > 1 && !anyFilter) {
        open(next, end)
        continue
      }
      const from = textFrom[i] as number
      const past = textFrom[i + 1] as number
      const g = alleles[2 * i] as number
      const h = alleles[2 * i + 1] as number
      // One base changed to one other: `… TAB REF TAB ALT`.
      const isPlain =
        end === pos &&
        past - from >= 5 &&
        text[past - 2] === 9 &&
        text[past - 4] === 9 &&
        !hasDosages &&
        !(hasLong && batch.longGenotypes.has(i))
      const r = baseNumber[text[past - 3] as number] as number
      const a = baseNumber[text[past - 1] as number] as number
      if (!isPlain || r > 3 || a > 3 || g > 1 || h > 1) {
        takeSlowly(batch, i, next, to, end)
        continue
      }
      if (g < 0 || h === openStrand) {
        open(next, end)
        continue
      }
      const n = h === absentStrand ? 1 : 2
      const alt = g + (h > 0 ? h : 0)
      if (alt === 0) {
        const least = minDepth[i] === notStated ? (depth[i] as number) : (minDepth[i] as number)
        if (
          (least !== notStated && least < leastDepth) ||
          (quality[i] !== notStated && (quality[i] as number) < leastQuality)
        ) {
          open(next, end)
          continue
        }
      }
      const code = r < a ? 4 * r + a : 4 * a + r
      const isRefFirst = r < a
      for (let k = next; k < to; k++) {
        if (codes[k] === code && seen.how[k] === sightings.silent) {
          seen.how[k] = sightings.exact
          seen.refIs[k] = isRefFirst ? refIs.first : refIs.second
          seen.alt[k] = alt
          seen.strands[k] = n
          if (hasKept && kept[k] === 1)
            keepStrands(seen, chrom, k, batch, i, sightings.exact, isRefFirst ? refIs.first : refIs.second)
        } else takeSlowly(batch, i, k, k + 1, end)
      }
    }
  }
  return { take, seen }
}

/** A collector for one person. */
export const placeCollector = (pack: PackedScores, options: CollectOptions = {}): PlaceCollector => {
  const collectors = pack.chroms.map((chrom) => chromCollector(chrom, options))
  const byName = new Map(pack.chroms.map((chrom, i) => [chrom.chrom, collectors[i]]))
  return {
    take: (batch) => byName.get(batch.chrom)?.take(batch),
    seen: () => ({ chroms: collectors.map((c) => c.seen) }),
  }
}
