import type { Build } from '../site.ts'
import type { ReferenceGenome, ReferenceSequence } from './reference-genome.ts'
import { buildOfSequences, sequenceFinder } from './sequence-names.ts'

const memorySequence = (name: string, bases: string): ReferenceSequence => {
  const upper = bases.toUpperCase()
  return {
    name,
    length: upper.length,
    codeAt: (p) => (p >= 0 && p < upper.length ? upper.charCodeAt(p) : 0),
    slice: (start, end) => (start < 0 || end > upper.length || end < start ? undefined : upper.slice(start, end)),
  }
}

/** Sequences in memory by name. @example memoryReference({ chr1: 'acgt' }).sequence('1')?.slice(1, 3) // 'CG' */
export const memoryReference = (sequences: Readonly<Record<string, string>>, build?: Build): ReferenceGenome => {
  const all = Object.entries(sequences).map(([name, bases]) => memorySequence(name, bases))
  const of = build ?? buildOfSequences(all)
  const find = sequenceFinder(all, of)
  return {
    build: of,
    names: all.map((s) => s.name),
    sequence: (name) => {
      const at = find(name)
      return at === undefined ? undefined : all[at]
    },
  }
}
