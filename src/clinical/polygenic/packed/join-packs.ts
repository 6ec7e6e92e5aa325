import { bad, ok, problem, type Result } from '../../../shared/problem.ts'
import {
  allelesAt,
  chromOrder,
  type PackedChrom,
  type PackedScores,
  refSides,
  spelledOut,
  termKinds,
} from './packed-scores.ts'

/** Order of place i of one chromosome and place k of another: negative, 0 for the same place, positive. */
const compared = (a: PackedChrom, i: number, b: PackedChrom, k: number): number => {
  const byPlace =
    (a.positions[i] as number) - (b.positions[k] as number) || (a.codes[i] as number) - (b.codes[k] as number)
  if (byPlace !== 0 || a.codes[i] !== spelledOut) return byPlace
  const [first, second = ''] = allelesAt(a, i)
  const [otherFirst, otherSecond = ''] = allelesAt(b, k)
  return first < otherFirst ? -1 : first > otherFirst ? 1 : second < otherSecond ? -1 : second > otherSecond ? 1 : 0
}

/** The value of a column that may have no elements. */
const valueIn = (column: Float64Array, i: number): number => (column.length === 0 ? Number.NaN : (column[i] as number))

const joinChroms = (a: PackedChrom, b: PackedChrom, scoresOfA: number): PackedChrom => {
  const most = a.positions.length + b.positions.length
  const terms = a.termScores.length + b.termScores.length
  const has = (name: 'firstFrequencies' | 'heterozygosities' | 'termFrequencies'): boolean =>
    a[name].length + b[name].length > 0
  const hasKept = a.kept.length + b.kept.length > 0
  const positions = new Uint32Array(most)
  const codes = new Uint8Array(most)
  const sides = new Uint8Array(most)
  const kept = new Uint8Array(hasKept ? most : 0)
  const firstFrequencies = new Float64Array(has('firstFrequencies') ? most : 0)
  const heterozygosities = new Float64Array(has('heterozygosities') ? most : 0)
  const termsFrom = new Uint32Array(most + 1)
  const termFrequencies = new Float64Array(has('termFrequencies') ? terms : 0)
  const out = {
    termScores: new Uint16Array(terms),
    termKinds: new Uint8Array(terms),
    termWeights: new Float64Array(terms),
    termRows: new Uint32Array(terms),
  }
  const texts = new Map<number, readonly [string, string?]>()
  const triplesOfA = a.triples.length / 3
  let n = 0
  let t = 0
  const takeTerms = (of: PackedChrom, i: number, isB: boolean): void => {
    for (let s = of.termsFrom[i] as number; s < (of.termsFrom[i + 1] as number); s++, t++) {
      const kind = of.termKinds[s] as number
      out.termScores[t] = (of.termScores[s] as number) + (isB ? scoresOfA : 0)
      out.termKinds[t] = kind
      out.termWeights[t] = (of.termWeights[s] as number) + (isB && kind >> 1 === termKinds.dosage ? triplesOfA : 0)
      out.termRows[t] = of.termRows[s] as number
      if (termFrequencies.length > 0) termFrequencies[t] = valueIn(of.termFrequencies, s)
    }
  }
  /** What one side knows of the place; what is known already stays. */
  const takePlace = (of: PackedChrom, i: number): void => {
    positions[n] = of.positions[i] as number
    codes[n] = of.codes[i] as number
    if (codes[n] === spelledOut) texts.set(n, allelesAt(of, i))
    if (sides[n] === refSides.unknown) sides[n] = of.refSides[i] as number
    if (hasKept && of.kept.length > 0 && of.kept[i] === 1) kept[n] = 1
    if (firstFrequencies.length > 0 && !((firstFrequencies[n] as number) >= 0))
      firstFrequencies[n] = valueIn(of.firstFrequencies, i)
    if (heterozygosities.length > 0 && !((heterozygosities[n] as number) >= 0))
      heterozygosities[n] = valueIn(of.heterozygosities, i)
  }
  firstFrequencies.fill(Number.NaN)
  heterozygosities.fill(Number.NaN)
  let i = 0
  let k = 0
  while (i < a.positions.length || k < b.positions.length) {
    const order = i === a.positions.length ? 1 : k === b.positions.length ? -1 : compared(a, i, b, k)
    if (order <= 0) {
      takePlace(a, i)
      takeTerms(a, i, false)
      i++
    }
    if (order >= 0) {
      takePlace(b, k)
      takeTerms(b, k, true)
      k++
    }
    n++
    termsFrom[n] = t
  }
  const cut = <T extends Uint32Array | Uint8Array | Float64Array>(column: T): T =>
    column.slice(0, Math.min(n, column.length)) as T
  const triples = new Float64Array(a.triples.length + b.triples.length)
  triples.set(a.triples)
  triples.set(b.triples, a.triples.length)
  return {
    chrom: a.chrom,
    positions: cut(positions),
    codes: cut(codes),
    texts,
    refSides: cut(sides),
    firstFrequencies: cut(firstFrequencies),
    heterozygosities: cut(heterozygosities),
    kept: cut(kept),
    termsFrom: termsFrom.slice(0, n + 1),
    ...out,
    termFrequencies,
    triples,
  }
}

const joinTwo = (a: PackedScores, b: PackedScores): PackedScores => {
  const inB = new Map(b.chroms.map((c) => [c.chrom, c]))
  const inA = new Set(a.chroms.map((c) => c.chrom))
  const shifted = b.chroms
    .filter((c) => !inA.has(c.chrom))
    .map((c) => ({ ...c, termScores: c.termScores.map((s) => s + a.scores.length) }))
  const joined = a.chroms.map((c) => {
    const other = inB.get(c.chrom)
    return other === undefined ? c : joinChroms(c, other, a.scores.length)
  })
  return {
    build: a.build,
    scores: [...a.scores, ...b.scores],
    chroms: [...joined, ...shifted].toSorted(
      (x, y) => (chromOrder.get(x.chrom) ?? 99) - (chromOrder.get(y.chrom) ?? 99),
    ),
    complex: [...a.complex, ...b.complex.map((c) => ({ ...c, score: c.score + a.scores.length }))],
  }
}

/** Packs of one build as one pack: the scores of the first, then those of the second, and so on. Places that several packs have are looked up once. */
export const joinPacks = (packs: readonly PackedScores[]): Result<PackedScores> => {
  const [first] = packs
  if (first === undefined)
    return bad([problem('SCORES_NONE', '', 'There are no scores to put together.', 'Name at least one score.')])
  const odd = packs.find((p) => p.build !== first.build)
  if (odd !== undefined)
    return bad([
      problem(
        'SCORE_BUILD_DIFFERS',
        odd.scores[0]?.source ?? '',
        `The packs are on ${first.build} and on ${odd.build}.`,
        'Put scores of one build together.',
      ),
    ])
  // By pairs, so that each term is moved a few times only, however many packs there are.
  let level = packs
  while (level.length > 1) {
    const of = level
    level = of.flatMap((p, i) => (i % 2 === 1 ? [] : [i + 1 < of.length ? joinTwo(p, of[i + 1] as PackedScores) : p]))
  }
  return ok(level[0] as PackedScores)
}
