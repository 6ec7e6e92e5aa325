import { absentStrand, type CallBatch, notStated, openStrand } from '../calls/call-batch.ts'

/** What an ALT is beside its REF once shared letters are taken off. `same`: nothing is left. `anyOther`: the placeholder `<*>` or `<NON_REF>`. */
export const altKinds = [
  'same',
  'transition',
  'transversion',
  'insertion',
  'deletion',
  'mnv',
  'complex',
  'symbolic',
  'breakend',
  'spanningDeletion',
  'anyOther',
  'notLetters',
] as const
export type AltKind = (typeof altKinds)[number]

/** The numbers of `altKinds`. */
export const alt = {
  same: 0,
  transition: 1,
  transversion: 2,
  insertion: 3,
  deletion: 4,
  mnv: 5,
  complex: 6,
  symbolic: 7,
  breakend: 8,
  spanningDeletion: 9,
  anyOther: 10,
  notLetters: 11,
} as const

/** What a genotype says: `half`: some strands open; `none`: every strand open; `covered`: no ALT of its own, only an upstream deletion or an allele that is not written out. */
export const zygosities = ['none', 'half', 'reference', 'het', 'hom', 'hemi', 'covered'] as const
export type Zygosity = (typeof zygosities)[number]

/** The numbers of `zygosities`. */
export const zyg = { none: 0, half: 1, reference: 2, het: 3, hom: 4, hemi: 5, covered: 6 } as const

/** One row as quality control sees it; filled anew for every row, so nothing of it may be kept. `alts`: kinds of the first `altCount` ALTs; `first`, `second`: the first two strands. */
export type SeenRow = {
  batch: CallBatch
  index: number
  chrom: string
  pos: number
  end: number
  kind: number
  passes: boolean
  ploidy: number
  zygosity: number
  first: number
  second: number
  altCount: number
  readonly alts: Uint8Array
  refFrom: number
  refTo: number
  altFrom: number
  altTo: number
  depth: number
  quality: number
}

const altsKept = 256
const tab = 9
const comma = 44
const upperCase = 0xdf

export const blankRow = (batch: CallBatch): SeenRow => ({
  batch,
  index: 0,
  chrom: '',
  pos: 0,
  end: 0,
  kind: 0,
  passes: false,
  ploidy: 0,
  zygosity: 0,
  first: 0,
  second: 0,
  altCount: 0,
  alts: new Uint8Array(altsKept),
  refFrom: 0,
  refTo: 0,
  altFrom: 0,
  altTo: 0,
  depth: notStated,
  quality: notStated,
})

const isBase = (code: number): boolean => code === 65 || code === 67 || code === 71 || code === 84

const substitution = (a: number, b: number): number => {
  if (!isBase(a) || !isBase(b)) return alt.notLetters
  const sum = a + b
  // A+G and C+T
  return sum === 136 || sum === 151 ? alt.transition : alt.transversion
}

const kindOf = (text: Uint8Array, refFrom: number, refTo: number, from: number, to: number): number => {
  if (refTo - refFrom === 1 && to - from === 1) {
    const b = text[from] as number
    if (b === 42) return alt.spanningDeletion
    const a = (text[refFrom] as number) & upperCase
    return a === (b & upperCase) ? alt.same : substitution(a, b & upperCase)
  }
  const begin = text[from] as number
  if (begin === 60) {
    const any =
      (to - from === 3 && text[from + 1] === 42) || (to - from === 9 && text[from + 1] === 78 && text[from + 4] === 95)
    return any ? alt.anyOther : alt.symbolic
  }
  if (begin === 42 && to - from === 1) return alt.spanningDeletion
  for (let i = from; i < to; i++) {
    const c = text[i] as number
    if (c === 91 || c === 93 || c === 46) return alt.breakend
    const letter = c & upperCase
    if (!isBase(letter) && letter !== 78) return alt.notLetters
  }
  let a = refFrom
  let b = from
  let aEnd = refTo
  let bEnd = to
  while (
    aEnd > a &&
    bEnd > b &&
    ((text[aEnd - 1] as number) & upperCase) === ((text[bEnd - 1] as number) & upperCase)
  ) {
    aEnd--
    bEnd--
  }
  while (a < aEnd && b < bEnd && ((text[a] as number) & upperCase) === ((text[b] as number) & upperCase)) {
    a++
    b++
  }
  const removed = aEnd - a
  const added = bEnd - b
  if (removed === 0) return added === 0 ? alt.same : alt.insertion
  if (added === 0) return alt.deletion
  if (removed !== added) return alt.complex
  return removed > 1 ? alt.mnv : substitution((text[a] as number) & upperCase, (text[b] as number) & upperCase)
}

const isOwn = (kind: number): boolean => kind !== alt.spanningDeletion && kind !== alt.anyOther

const zygosityOf = (row: SeenRow): number => {
  const { batch, index } = row
  const long = batch.longGenotypes.get(index)
  if (long !== undefined) {
    const open = long.filter((a) => a < 0).length
    if (open > 0) return open === long.length ? zyg.none : zyg.half
    const own = new Set(long)
    if (own.size > 1) return long.some((a) => a > 0 && isOwn(row.alts[a - 1] as number)) ? zyg.het : zyg.covered
    return long[0] === 0 ? zyg.reference : isOwn(row.alts[(long[0] as number) - 1] as number) ? zyg.hom : zyg.covered
  }
  const { first, second } = row
  if (second === absentStrand) {
    if (first === openStrand) return zyg.none
    if (first === 0) return zyg.reference
    return isOwn(row.alts[first - 1] as number) ? zyg.hemi : zyg.covered
  }
  if (first === openStrand || second === openStrand) return first === second ? zyg.none : zyg.half
  if (first === 0 && second === 0) return zyg.reference
  const own =
    (first > 0 && isOwn(row.alts[first - 1] as number)) || (second > 0 && isOwn(row.alts[second - 1] as number))
  if (!own) return zyg.covered
  return first === second ? zyg.hom : zyg.het
}

/** Fills `row` with row i of a batch. ALTs beyond the 256th are not told apart. */
export const seeRow = (batch: CallBatch, i: number, row: SeenRow): void => {
  row.batch = batch
  row.index = i
  row.chrom = batch.chrom
  row.pos = batch.pos[i] as number
  row.end = batch.end[i] as number
  row.kind = batch.kinds[i] as number
  row.passes = (batch.filters[i] as number) <= 1
  row.ploidy = batch.ploidy[i] as number
  row.first = batch.alleles[2 * i] as number
  row.second = batch.alleles[2 * i + 1] as number
  row.depth = batch.depth[i] as number
  row.quality = batch.quality[i] as number
  const { text } = batch
  const to = batch.textFrom[i + 1] as number
  let at = batch.textFrom[i] as number
  while (at < to && text[at] !== tab) at++
  row.refFrom = ++at
  while (at < to && text[at] !== tab) at++
  row.refTo = at
  row.altFrom = at + 1
  row.altTo = to
  row.altCount = 0
  if (!(to - row.altFrom === 1 && text[row.altFrom] === 46)) {
    let begun = row.altFrom
    for (let j = begun; j <= to; j++) {
      if (j < to && text[j] !== comma) continue
      if (row.altCount < altsKept) row.alts[row.altCount] = kindOf(text, row.refFrom, row.refTo, begun, j)
      row.altCount++
      begun = j + 1
    }
  }
  row.zygosity = zygosityOf(row)
}

/** Whether strand `a` carries an ALT of its own that is a single-base substitution. */
export const isSnv = (row: SeenRow, a: number): boolean =>
  a > 0 && (row.alts[a - 1] === alt.transition || row.alts[a - 1] === alt.transversion)
