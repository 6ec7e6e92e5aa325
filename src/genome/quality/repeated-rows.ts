import type { CallBatch } from '../calls/call-batch.ts'

type Group = { readonly pos: number; readonly keys: Set<string> }

/**
 * Rows that state the same place, REF and ALT as another row of that place. Rows are compared with their neighbours at the same place, so in a file out of order some go unnoticed.
 * `run`: first and latest place of each contig; `edges`: those of the parts that were put together.
 */
export type RepeatedRows = {
  repeated: number
  readonly run: Map<string, { readonly first: Group; readonly last: Group }>
  readonly edges: Map<string, Map<number, ReadonlySet<string>>>
}

export const startRepeated = (): RepeatedRows => ({ repeated: 0, run: new Map(), edges: new Map() })

const keyOf = (batch: CallBatch, i: number): string => {
  const { text } = batch
  const to = batch.textFrom[i + 1] as number
  let at = batch.textFrom[i] as number
  while (at < to && text[at] !== 9) at++
  let key = ''
  for (; at < to; at++) key += String.fromCharCode(text[at] as number)
  return key.toUpperCase()
}

const groupOf = (batch: CallBatch, i: number): Group => ({
  pos: batch.pos[i] as number,
  keys: new Set([keyOf(batch, i)]),
})

/** Takes a whole batch, since rows are compared with the one before. Reference blocks are left out. */
export const addToRepeated = (of: RepeatedRows, batch: CallBatch): void => {
  const before = of.run.get(batch.chrom)
  let first = before?.first
  let group = before?.last
  let alone = -1
  let at = group?.pos
  for (let i = 0; i < batch.size; i++) {
    if (batch.kinds[i] === 1) continue
    const pos = batch.pos[i] as number
    if (pos !== at) {
      if (alone >= 0) first ??= groupOf(batch, alone)
      at = pos
      alone = i
      group = undefined
      continue
    }
    if (group === undefined) {
      group = groupOf(batch, alone)
      first ??= group
      alone = -1
    }
    const key = keyOf(batch, i)
    if (group.keys.has(key)) of.repeated++
    else group.keys.add(key)
  }
  const last = group ?? (alone < 0 ? undefined : groupOf(batch, alone))
  if (last !== undefined) of.run.set(batch.chrom, { first: first ?? last, last })
}

/** Puts two parts of one file together, in either order. What comes out takes no further rows. */
export const mergeRepeated = (a: RepeatedRows, b: RepeatedRows): RepeatedRows => {
  const out = startRepeated()
  out.repeated = a.repeated + b.repeated
  const take = (chrom: string, pos: number, keys: ReadonlySet<string>): void => {
    const of = out.edges.get(chrom) ?? new Map<number, ReadonlySet<string>>()
    out.edges.set(chrom, of)
    const held = of.get(pos)
    if (held !== undefined) for (const key of keys) if (held.has(key)) out.repeated++
    of.set(pos, held === undefined ? keys : new Set([...held, ...keys]))
  }
  for (const part of [a, b]) {
    for (const [chrom, of] of part.edges) for (const [pos, keys] of of) take(chrom, pos, keys)
    for (const [chrom, { first, last }] of part.run) {
      take(chrom, first.pos, first.keys)
      if (last !== first) take(chrom, last.pos, last.keys)
    }
  }
  return out
}
