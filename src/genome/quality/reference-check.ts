import { checkBases } from '../reference/check-reference.ts'
import type { ReferenceGenome, ReferenceSequence } from '../reference/reference-genome.ts'
import type { SeenRow } from './seen-row.ts'

/** How REF of rows stands to a reference; `iupac`: equal but for letters that stand for several bases. `examples`: the first rows that differ. */
export type ReferenceTally = {
  equal: number
  iupac: number
  mismatch: number
  notHeld: number
  examples: { readonly chrom: string; readonly pos: number; readonly line: number }[]
}

const examplesKept = 5

export const startReferenceTally = (): ReferenceTally => ({ equal: 0, iupac: 0, mismatch: 0, notHeld: 0, examples: [] })

/** Gives the sequence of a contig, looked up once a contig. */
export type SequenceLookup = (chrom: string, contig: string) => ReferenceSequence | undefined

export const sequenceLookup = (reference: ReferenceGenome): SequenceLookup => {
  const held = new Map<string, ReferenceSequence | undefined>()
  return (chrom, contig) => {
    if (!held.has(contig)) held.set(contig, reference.sequence(contig) ?? reference.sequence(chrom))
    return held.get(contig)
  }
}

const lettersOf = (row: SeenRow): string => {
  let letters = ''
  for (let i = row.refFrom; i < row.refTo; i++) letters += String.fromCharCode(row.batch.text[i] as number)
  return letters
}

/** Takes one row; reference blocks state one base and count like others. */
export const addToReferenceTally = (
  of: ReferenceTally,
  row: SeenRow,
  sequence: ReferenceSequence | undefined,
): void => {
  if (sequence === undefined) {
    of.notHeld++
    return
  }
  const single = row.refTo - row.refFrom === 1
  const held = single ? sequence.codeAt(row.pos - 1) : 0
  if (single && held !== 0 && held === ((row.batch.text[row.refFrom] as number) & 0xdf)) {
    of.equal++
    return
  }
  const check = checkBases(sequence, row.pos - 1, lettersOf(row))
  of[check]++
  if (check === 'mismatch' && of.examples.length < examplesKept)
    of.examples.push({ chrom: row.chrom, pos: row.pos, line: row.batch.lines[row.index] as number })
}

export const mergeReferenceTally = (a: ReferenceTally, b: ReferenceTally): ReferenceTally => ({
  equal: a.equal + b.equal,
  iupac: a.iupac + b.iupac,
  mismatch: a.mismatch + b.mismatch,
  notHeld: a.notHeld + b.notHeld,
  examples: [...a.examples, ...b.examples].toSorted((x, y) => x.line - y.line).slice(0, examplesKept),
})
