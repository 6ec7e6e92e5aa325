import {
  type DescribedSequence,
  formatHgvs,
  isRefusal,
  normaliseHgvs,
  parseHgvs,
} from '../../../src/genome/hgvs/index.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'

type SequenceRow = {
  readonly windows?: readonly (readonly [number, number, string])[]
  readonly full?: string
  /** Coding start and end, 0-based half-open, and the lengths of the exons. */
  readonly cds?: readonly [number, number, readonly number[]]
}
type Vector = {
  readonly mode: { readonly dir: 3 | 5; readonly crossExonBoundary: boolean }
  readonly in: string
  readonly out: string
}
type NormalizeFile = { readonly sequences: Readonly<Record<string, SequenceRow>>; readonly vectors: readonly Vector[] }

/** Bases before the coding part where the file does not say it: NM_000088.3 has 126 (its window fits c.589 there and nowhere else), the others begin with c.1. */
const codingStart: Readonly<Record<string, number>> = { 'NM_000088.3': 126 }

const sequenceOf = (accession: string, row: SequenceRow): DescribedSequence => {
  const windows = row.full === undefined ? (row.windows ?? []) : [[0, row.full.length, row.full] as const]
  const length = Math.max(...windows.map(([, end]) => end))
  const start = row.cds?.[0] ?? codingStart[accession] ?? 0
  let exonStart = 0
  return {
    length,
    codeAt: (position) => {
      const window = windows.find(([from, to]) => position >= from && position < to)
      return window === undefined ? 0 : window[2].charCodeAt(position - window[0])
    },
    cds: { start, end: row.cds?.[1] ?? length },
    ...(row.cds === undefined
      ? {}
      : {
          exonStarts: row.cds[2].map((size) => {
            exonStart += size
            return exonStart - size
          }),
        }),
  }
}

const normalised = ({ mode, in: text }: Vector, sequences: NormalizeFile['sequences']): string => {
  const parsed = parseHgvs(text)
  if (!parsed.ok || parsed.value.type === 'p') return 'not read'
  const accession = parsed.value.reference?.accession ?? ''
  const row = sequences[accession]
  if (row === undefined) return 'no sequence'
  const within = mode.crossExonBoundary ? 'sequence' : 'region'
  const done = normaliseHgvs(parsed.value, sequenceOf(accession, row), { direction: mode.dir, within })
  return isRefusal(done) ? done.refused : formatHgvs(done)
}

/** One right description per change: 3' and 5' rule, dup over ins, trimmed delins and inv, ends of the sequence, boundaries of exons and coding part. */
export const hgvsNormalize: SuiteAdapter = {
  path: 'genome/hgvs/normalize.json',
  title: 'HGVS normalisation',
  run: (context) => {
    const results = tally()
    const { sequences, vectors } = JSON.parse(context.text('genome/hgvs/normalize.json')) as NormalizeFile
    vectors.forEach((vector, i) => {
      const bounds = vector.mode.crossExonBoundary ? '' : ', inside its region'
      results.compare(`${i + 1} ${vector.in} (${vector.mode.dir}'${bounds})`, vector.out, normalised(vector, sequences))
    })
    return results.outcome()
  },
}
