import { reverseComplement } from '../../../genome/index.ts'
import { trim } from '../../../genome/normalise/index.ts'
import { isAmbiguous } from '../match/match-alleles.ts'
import { ambiguousRow, refIs, sightings } from './seen-places.ts'

/** One row of a person: alleles in upper case, and the copies that the person has of each (REF first), as strands or as expected copies. */
export type RowAlleles = {
  readonly pos: number
  readonly ref: string
  readonly alts: readonly string[]
  readonly copies: readonly number[]
  readonly strands: number
}

/** What a row says of a place: one of `sightings`, which allele is REF, copies of the other one, and copies of neither. */
export type RowReading = readonly [how: number, ref: number, alt: number, others: number]

const isBases = (allele: string): boolean => /^[ACGTN]+$/.test(allele)

/** The base that an allele of the row has where REF has its base number `into`; undefined where it has none of its own there. */
const baseIn = (ref: string, alt: string, into: number): string | undefined => {
  if (!isBases(alt)) return undefined
  if (alt.length === ref.length) return alt[into]
  const shortest = Math.min(ref.length, alt.length)
  let head = 0
  while (head < shortest && ref[head] === alt[head]) head++
  if (into < head) return ref[into]
  let tail = 0
  while (tail < shortest - head && ref[ref.length - 1 - tail] === alt[alt.length - 1 - tail]) tail++
  return into >= ref.length - tail ? ref[into] : undefined
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

/** A place of two single bases, looked up in a row that covers it with its base number `into`. */
const readBases = (row: RowAlleles, into: number, first: string, second: string): RowReading => {
  const base = row.ref[into] as string
  const bases = row.alts.map((alt) => baseIn(row.ref, alt, into))
  const tell = (ref: number, other: string, exact: number): RowReading => {
    const alt = sum(row.copies.filter((_, i) => i > 0 && bases[i - 1] === other))
    const asRef = (row.copies[0] ?? 0) + sum(row.copies.filter((_, i) => i > 0 && bases[i - 1] === base))
    const isNamed = bases.includes(other)
    const isHere = into === 0 && row.ref.length === 1
    const how = isHere ? (isNamed ? exact : sightings.refOnly) : sightings.otherNotation
    return [how, ref, alt, Math.max(0, sum(row.copies) - asRef - alt)]
  }
  if (base === first) return tell(refIs.first, second, sightings.exact)
  if (base === second) return tell(refIs.second, first, sightings.exact)
  const [f, s] = [reverseComplement(first), reverseComplement(second)]
  // The other strand is believed only where the row names both alleles.
  if (base === f && bases.includes(s)) return tell(refIs.first, s, sightings.complement)
  if (base === s && bases.includes(f)) return tell(refIs.second, f, sightings.complement)
  return [sightings.otherAlleles, refIs.unknown, 0, 0]
}

const isReference = (row: RowAlleles): boolean => sum(row.copies.slice(1)) === 0

/** A place of two alleles of which at least one has several bases. */
const readSpelled = (row: RowAlleles, pos: number, first: string, second: string): RowReading => {
  const place = trim({ chrom: '', pos, ref: first, alt: second })
  const [a, b] = [place.ref, place.alt]
  const [ta, tb] = [reverseComplement(a), reverseComplement(b)]
  let turned: RowReading | undefined
  let elsewise = 0
  for (const [i, alt] of row.alts.entries()) {
    if (!isBases(alt)) continue
    const own = trim({ chrom: '', pos: row.pos, ref: row.ref, alt })
    if (own.pos !== place.pos) continue
    const [r, x] = [own.ref, own.alt]
    const copies = row.copies[i + 1] ?? 0
    const others = Math.max(0, sum(row.copies) - (row.copies[0] ?? 0) - copies)
    if (r === a && x === b) return [sightings.exact, refIs.first, copies, others]
    if (r === b && x === a) return [sightings.exact, refIs.second, copies, others]
    if (a.length !== b.length) {
      // Of two lengths that begin at one base, a strand has one: it has neither of the place's.
      if (r.length !== x.length) elsewise += copies
      continue
    }
    if (r === ta && x === tb) turned = [sightings.complement, refIs.first, copies, others]
    if (r === tb && x === ta) turned = [sightings.complement, refIs.second, copies, others]
  }
  if (turned !== undefined) return turned
  // Whether an insertion or a deletion is meant, REF of another change does not tell.
  if (isReference(row)) return [sightings.reference, refIs.unknown, 0, 0]
  return row.pos === pos
    ? [sightings.otherAlleles, refIs.unknown, 0, elsewise]
    : [sightings.open, refIs.unknown, 0, elsewise]
}

/** A place of which only one allele is stated: it has to stand in the row as it is written. */
const readAlone = (row: RowAlleles, pos: number, allele: string): RowReading => {
  if (row.pos !== pos) {
    if (!isReference(row) || allele.length > 1) return [sightings.open, refIs.unknown, 0, 0]
    return [sightings.otherNotation, row.ref[pos - row.pos] === allele ? refIs.first : refIs.second, 0, 0]
  }
  // Where the row is of an insertion or a deletion, a single base could mean either that or the base itself.
  const isOfLengths = row.ref.length > 1 || row.alts.some((alt) => isBases(alt) && alt.length > 1)
  if (allele.length === 1 && isOfLengths && !(isReference(row) && row.ref.length === 1))
    return [sightings.otherAlleles, refIs.unknown, 0, 0]
  const flag = row.alts.some((alt) => isAmbiguous(row.ref, alt)) ? ambiguousRow : 0
  if (row.ref === allele) return [sightings.exact, refIs.first + flag, 0, Math.max(0, sum(row.copies.slice(1)))]
  const index = row.alts.indexOf(allele) + 1
  if (index > 0) {
    const copies = row.copies[index] ?? 0
    return [sightings.exact, refIs.second + flag, copies, 0]
  }
  if (row.alts.length === 0 && row.ref.length === 1 && allele.length === 1)
    return [sightings.refOnly, refIs.second, 0, 0]
  return [sightings.otherAlleles, refIs.unknown, 0, 0]
}

/** What a row that covers a place says of it. `pos`: of the place. Alleles of the place and of the row are upper case. */
export const readRow = (row: RowAlleles, pos: number, first: string, second: string | undefined): RowReading => {
  if (second === undefined) return readAlone(row, pos, first)
  if (first.length > 1 || second.length > 1) return readSpelled(row, pos, first, second)
  return readBases(row, pos - row.pos, first, second)
}
