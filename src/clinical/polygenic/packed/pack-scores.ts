import type { Build } from '../../../genome/index.ts'
import { bad, ok, problem, type Problem, type Result } from '../../../shared/problem.ts'
import type { RowReason, Score, ScoreRow } from '../model.ts'
import { repeatedRows } from '../score-file/repeated-rows.ts'
import { isOfCopies, varianceOf } from '../dosage/expected-weight.ts'
import { isBases } from '../match/match-alleles.ts'
import { apoeParts } from '../complex/apoe.ts'
import {
  bases,
  chromOrder,
  type ComplexRow,
  type PackedChrom,
  type PackedScores,
  spelledOut,
  termKinds,
} from './packed-scores.ts'

const mostScores = 65535

/** What goes into one chromosome before it is put in order. `score` is -1 for a place that only a complex row needs. */
type Entry = {
  readonly pos: number
  readonly code: number
  readonly first: string
  readonly second: string
  readonly score: number
  readonly row: number
  readonly named: 0 | 1
  readonly of: ScoreRow | undefined
}

const entryOf = (
  pos: number,
  effect: string,
  other: string | undefined,
): Pick<Entry, 'pos' | 'code' | 'first' | 'second' | 'named'> => {
  if (other === undefined)
    return {
      pos,
      code: effect.length === 1 ? 16 + bases.indexOf(effect) : spelledOut,
      first: effect,
      second: '',
      named: 0,
    }
  const [first, second] = effect < other ? [effect, other] : [other, effect]
  const code = first.length === 1 && second.length === 1 ? 4 * bases.indexOf(first) + bases.indexOf(second) : spelledOut
  return { pos, code, first, second, named: effect === first ? 0 : 1 }
}

/** Why a row with a place cannot be looked up; undefined when it can. */
const faultOf = (row: ScoreRow): RowReason | undefined => {
  if (row.chrom === undefined || row.pos === undefined || !chromOrder.has(row.chrom)) return 'no-position'
  const { effectAllele, otherAlleles } = row
  if (!isBases(effectAllele) || otherAlleles.some((o) => !isBases(o) || o === effectAllele))
    return 'effect-not-supported'
  return undefined
}

const chromOf = (chrom: string, entries: Entry[]): PackedChrom => {
  entries.sort(
    (a, b) =>
      a.pos - b.pos ||
      a.code - b.code ||
      (a.code === spelledOut
        ? a.first < b.first
          ? -1
          : a.first > b.first
            ? 1
            : a.second < b.second
              ? -1
              : a.second > b.second
                ? 1
                : 0
        : 0) ||
      a.score - b.score ||
      a.row - b.row,
  )
  const places: number[] = []
  entries.forEach((e, i) => {
    const last = entries[i - 1]
    if (
      last === undefined ||
      e.pos !== last.pos ||
      e.code !== last.code ||
      e.first !== last.first ||
      e.second !== last.second
    )
      places.push(i)
  })
  const terms = entries.filter((e) => e.score >= 0)
  const n = places.length
  const isKept = entries.length > terms.length
  const hasFrequency = terms.some((e) => e.of?.frequency !== undefined)
  const out = {
    chrom,
    positions: Uint32Array.from(places, (i) => (entries[i] as Entry).pos),
    codes: Uint8Array.from(places, (i) => (entries[i] as Entry).code),
    texts: new Map<number, readonly [string, string?]>(),
    refSides: new Uint8Array(n),
    firstFrequencies: new Float64Array(0),
    heterozygosities: new Float64Array(0),
    kept: new Uint8Array(isKept ? n : 0),
    termsFrom: new Uint32Array(n + 1),
    termScores: new Uint16Array(terms.length),
    termKinds: new Uint8Array(terms.length),
    termWeights: new Float64Array(terms.length),
    termFrequencies: new Float64Array(hasFrequency ? terms.length : 0),
    termRows: new Uint32Array(terms.length),
  }
  const triples: number[] = []
  let term = 0
  for (let p = 0; p < n; p++) {
    const from = places[p] as number
    const to = places[p + 1] ?? entries.length
    const head = entries[from] as Entry
    if (head.code === spelledOut) out.texts.set(p, head.second === '' ? [head.first] : [head.first, head.second])
    for (let i = from; i < to; i++) {
      const { score, row, named, of } = entries[i] as Entry
      if (of === undefined) {
        out.kept[p] = 1
        continue
      }
      const { effect } = of
      out.termScores[term] = score
      out.termRows[term] = row
      if (hasFrequency) out.termFrequencies[term] = of.frequency ?? Number.NaN
      const kind =
        effect.kind === 'dosage' || effect.kind === 'dominant' || effect.kind === 'recessive' ? effect.kind : 'additive'
      out.termKinds[term] = named | (termKinds[kind] << 1)
      out.termWeights[term] = effect.kind === 'dosage' ? triples.length / 3 : effect.weight
      if (effect.kind === 'dosage') triples.push(...effect.weights)
      term++
    }
    out.termsFrom[p + 1] = term
  }
  return { ...out, triples: Float64Array.from(triples) }
}

/**
 * Puts scores of one build together so that all of them are computed while a genome is read once. Rows of the same place and alleles share it. A row whose other allele the file leaves open
 * between several is looked up by its effect allele alone.
 */
export const packScores = (scores: readonly Score[], build: Build): Result<PackedScores> => {
  const problems: Problem[] = []
  for (const score of scores)
    if (score.build !== undefined && score.build !== build)
      problems.push(
        problem(
          'SCORE_BUILD_DIFFERS',
          score.source,
          `The positions of ${score.id} are on ${score.build}, and ${build} is wanted.`,
          `Take the harmonised file of the score for ${build}.`,
        ),
      )
  if (scores.length > mostScores)
    problems.push(
      problem(
        'SCORES_TOO_MANY',
        '',
        `${scores.length} scores are more than can be packed together.`,
        `Pack at most ${mostScores}.`,
      ),
    )
  if (problems.length > 0) return bad(problems)
  const byChrom = new Map<string, Entry[]>()
  const complex: ComplexRow[] = []
  const put = (chrom: string, entry: Entry): void => {
    const of = byChrom.get(chrom)
    if (of === undefined) byChrom.set(chrom, [entry])
    else of.push(entry)
  }
  const packed = scores.map((score, s) => {
    const repeated = repeatedRows(score.rows)
    const left: { row: number; reason: RowReason; variance?: number }[] = []
    score.rows.forEach((row, r) => {
      if (isOfCopies(row.effect)) {
        const fault = repeated.has(r) ? 'duplicate' : faultOf(row)
        if (fault !== undefined) {
          const variance =
            fault === 'duplicate' || row.frequency === undefined ? undefined : varianceOf(row.effect, row.frequency)
          left.push({ row: r, reason: fault, ...(variance === undefined ? {} : { variance }) })
        } else
          put(row.chrom as string, {
            ...entryOf(
              row.pos as number,
              row.effectAllele,
              row.otherAlleles.length === 1 ? row.otherAlleles[0] : undefined,
            ),
            score: s,
            row: r,
            of: row,
          })
        return
      }
      if (repeated.has(r)) {
        left.push({ row: r, reason: 'duplicate' })
        return
      }
      complex.push({ score: s, row: r, of: row })
      const parts = row.parts ?? apoeParts(row, build)
      for (const part of parts)
        put(part.chrom, {
          ...entryOf(part.pos, part.effectAllele, part.otherAlleles.length === 1 ? part.otherAlleles[0] : undefined),
          score: -1,
          row: 0,
          of: undefined,
        })
    })
    const { rows, source, sha256, ...header } = score
    return { header, source, ...(sha256 === undefined ? {} : { sha256 }), rows: rows.length, left }
  })
  const chroms = [...byChrom]
    .toSorted((a, b) => (chromOrder.get(a[0]) ?? 99) - (chromOrder.get(b[0]) ?? 99))
    .map(([chrom, entries]) => chromOf(chrom, entries))
  return ok({ build, scores: packed, chroms, complex })
}
