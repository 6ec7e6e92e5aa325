import { buildOfSequences } from '../reference/sequence-names.ts'
import { canonicalContig } from '../identity/contig-name.ts'
import type { Build } from '../site.ts'
import type { Problem, Result } from '../../shared/problem.ts'
import { bad, ok } from '../../shared/problem.ts'

/** One alignment of a stretch of a source sequence with a stretch of a target sequence. On the strand `-` target positions count from the end. */
export type Chain = {
  readonly id: string
  readonly score: number
  readonly source: string
  readonly sourceStart: number
  readonly sourceEnd: number
  readonly target: string
  readonly targetSize: number
  readonly strand: '+' | '-'
}

/** Ungapped blocks of one source sequence, by start: 0-based half-open on the source, the start on the target's strand, and the chain each belongs to. `reach`: the furthest end so far. */
export type ChainBlocks = {
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly targets: Int32Array
  readonly chains: Int32Array
  readonly reach: Int32Array
}

/** A chain file, indexed by source sequence (canonical name where it has one). The builds are those its sequence lengths tell. */
export type ChainMap = {
  readonly source: Build | undefined
  readonly target: Build | undefined
  readonly chains: readonly Chain[]
  readonly blocks: ReadonlyMap<string, ChainBlocks>
}

type Block = [start: number, end: number, target: number, chain: number]

const largest = 2 ** 31 - 1
const nameOf = (contig: string): string => canonicalContig(contig) ?? contig

const indexed = (blocks: readonly Block[]): ChainBlocks => {
  const sorted = blocks.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])
  const reach = new Int32Array(sorted.length)
  let furthest = 0
  sorted.forEach((b, i) => {
    furthest = Math.max(furthest, b[1])
    reach[i] = furthest
  })
  return {
    starts: Int32Array.from(sorted, (b) => b[0]),
    ends: Int32Array.from(sorted, (b) => b[1]),
    targets: Int32Array.from(sorted, (b) => b[2]),
    chains: Int32Array.from(sorted, (b) => b[3]),
    reach,
  }
}

type Open = {
  readonly chain: Chain
  readonly index: number
  readonly end: number
  readonly line: number
  source: number
  target: number
  closed: boolean
}

/** Reads the text of a chain file of UCSC or Ensembl (fields apart by blanks or tabs). Every chain must add up to the ends its first line states. */
export const readChain = (text: string, file = 'chain'): Result<ChainMap> => {
  const problems: Problem[] = []
  const chains: Chain[] = []
  const blocks = new Map<string, Block[]>()
  const sources = new Map<string, number>()
  const targets = new Map<string, number>()
  let open: Open | undefined
  const fault = (line: number, message: string): void => {
    if (problems.length < 20)
      problems.push({
        code: 'CHAIN_DAMAGED',
        severity: 'error',
        at: { source: file, line },
        message,
        remedy: 'Download the chain file again and compare its checksum.',
      })
  }
  const close = (line: number): void => {
    if (open === undefined) return
    if (!open.closed)
      fault(
        line,
        `The chain ${open.chain.id} that begins at line ${open.line} has no closing block: the file is cut off there.`,
      )
    else if (open.source !== open.chain.sourceEnd || open.target !== open.end)
      fault(open.line, `The blocks of chain ${open.chain.id} do not add up to the ends its first line states.`)
    open = undefined
  }
  const begin = (fields: readonly string[], line: number): void => {
    const [
      ,
      score,
      source = '',
      sourceSize,
      sourceStrand,
      sourceStart,
      sourceEnd,
      target = '',
      targetSize,
      strand,
      targetStart,
      targetEnd,
      id = '',
    ] = fields
    const numbers = [score, sourceSize, sourceStart, sourceEnd, targetSize, targetStart, targetEnd].map(Number)
    const [s = 0, ss = 0, sf = 0, st = 0, ts = 0, tf = 0, tt = 0] = numbers
    const sound =
      fields.length >= 12 &&
      numbers.every((n) => Number.isFinite(n) && n >= 0 && n <= Number.MAX_SAFE_INTEGER) &&
      Math.max(ss, ts) <= largest &&
      sourceStrand === '+' &&
      (strand === '+' || strand === '-') &&
      sf < st &&
      st <= ss &&
      tf < tt &&
      tt <= ts
    if (!sound)
      return fault(
        line,
        'The first line of a chain cannot be read: it should be chain, score, and for source and target name, size, strand, start and end.',
      )
    chains.push({
      id,
      score: s,
      source: nameOf(source),
      sourceStart: sf,
      sourceEnd: st,
      target,
      targetSize: ts,
      strand: strand === '-' ? '-' : '+',
    })
    sources.set(source, ss)
    targets.set(target, ts)
    open = {
      chain: chains.at(-1) as Chain,
      index: chains.length - 1,
      end: tt,
      line,
      source: sf,
      target: tf,
      closed: false,
    }
  }
  const add = (fields: readonly string[], line: number): void => {
    const [size = 0, gap = 0, targetGap = 0] = fields.map(Number)
    if (open === undefined || open.closed) return fault(line, 'A block stands outside a chain.')
    if (
      ![size, gap, targetGap].every((n) => Number.isSafeInteger(n) && n >= 0) ||
      (fields.length !== 1 && fields.length !== 3)
    )
      return fault(line, `Not a block of a chain: ${JSON.stringify(fields.join(' ').slice(0, 60))}.`)
    if (size > 0) {
      const of = blocks.get(open.chain.source) ?? []
      if (of.length === 0) blocks.set(open.chain.source, of)
      const last = of.at(-1)
      const touches =
        last !== undefined &&
        last[3] === open.index &&
        last[1] === open.source &&
        last[2] + last[1] - last[0] === open.target
      if (touches) last[1] += size
      else of.push([open.source, open.source + size, open.target, open.index])
    }
    open.source += size + gap
    open.target += size + targetGap
    open.closed = fields.length === 1
    if (open.source > open.chain.sourceEnd || open.target > open.end) {
      fault(line, `The blocks of chain ${open.chain.id} reach beyond the end its first line states.`)
      open = undefined
    }
  }
  let line = 0
  for (const raw of text.split('\n')) {
    line++
    const fields = raw.trim().split(/\s+/)
    if (fields[0] === '' || (fields[0] ?? '').startsWith('#')) continue
    if (fields[0] === 'chain') {
      close(line)
      begin(fields, line)
    } else add(fields, line)
  }
  close(line)
  if (chains.length === 0 && problems.length === 0) fault(1, 'The file holds no chain.')
  if (problems.length > 0) return bad(problems)
  const sizes = (of: ReadonlyMap<string, number>) => [...of].map(([name, length]) => ({ name, length }))
  return ok({
    source: buildOfSequences(sizes(sources)),
    target: buildOfSequences(sizes(targets)),
    chains,
    blocks: new Map([...blocks].map(([name, of]) => [name, indexed(of)])),
  })
}
