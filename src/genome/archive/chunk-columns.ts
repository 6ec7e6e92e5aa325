import { UnreadableBytes } from '../bytes/byte-stream.ts'
import { missingStep } from './count-steps.ts'
import type { RareFields } from './encode-chunk.ts'
import { groupOfCode, groups } from './genotype-code.ts'
import { joinNumbers } from './number-column.ts'
import type { SectionName, Sections } from './sections.ts'
import { lineStarts, type SparseRows } from './sparse-rows.ts'

const utf8 = new TextDecoder()

/** What the directory says of a chunk and its bytes do not. */
export type ChunkFacts = {
  readonly chrom: string
  readonly contig: string
  readonly rows: number
  readonly sorted: boolean
  /** POS and line of its first row. */
  readonly pos: number
  readonly line: number
}

/** Counts by step; `rests`: what stands above the floors, empty where counts were rounded. */
export type CountColumn = { readonly steps: Uint8Array; readonly rests: Uint8Array }

type RareMaps = {
  readonly copyNumbers: ReadonlyMap<number, number>
  readonly fractions: ReadonlyMap<number, readonly number[]>
  readonly infos: ReadonlyMap<number, string>
}

/** What rows have besides place, letters and genotype. A column that no row has is undefined. */
export type ChunkColumns = {
  readonly lines: Int32Array
  readonly depthCounts: Uint8Array | undefined
  readonly refDepths: CountColumn | undefined
  readonly altDepths: CountColumn | undefined
  /** The third and further depths of the rows that have so many: those of the k-th row begin at `from[k]`. */
  readonly moreDepths: { readonly rows: SparseRows; readonly from: Uint32Array; readonly column: CountColumn }
  readonly depth: CountColumn | undefined
  readonly minDepth: CountColumn | undefined
  readonly quality: CountColumn | undefined
  readonly qual: Uint8Array | undefined
  readonly qualBytes: Uint8Array | undefined
  /** Index into `filterTexts` by row; undefined where all rows have `oneFilter`. */
  readonly filters: Uint16Array | undefined
  readonly oneFilter: number
  readonly filterTexts: readonly string[]
  readonly phaseSets: ReadonlyMap<number, string>
  readonly rare: RareMaps
  readonly ids: { readonly text: Uint8Array; readonly starts: Uint32Array } | undefined
}

type GroupedPlane = 'refDepths' | 'altDepths' | 'depth' | 'quality' | 'qual'

/** A chunk does not fit what the directory or its other columns say of it. */
export const damagedColumns = (): UnreadableBytes =>
  new UnreadableBytes(
    'ARCHIVE_DAMAGED',
    'A chunk of the archive has columns of different lengths.',
    'Copy the archive again, or pack it again from the VCF.',
  )

/** Undoes `zigzag`. */
export const straight = (n: number): number => (n % 2 === 0 ? n / 2 : -(n + 1) / 2)

/** A column of whole numbers; undefined when the chunk has none. */
export const numbersOf = (
  sections: Sections,
  name: SectionName,
  bits: SectionName,
  rows: number,
): Uint32Array | undefined => {
  const symbols = sections(name)
  if (symbols.length === 0) return undefined
  if (symbols.length !== rows) throw damagedColumns()
  return joinNumbers({ symbols, bits: sections(bits) })
}

/** Puts a plane that was cut by genotype together again. */
const ungrouped = (sections: Sections, name: GroupedPlane, codes: Uint8Array): Uint8Array | undefined => {
  const parts = Array.from({ length: groups }, (_, g) => sections(name, g))
  const size = parts.reduce((n, p) => n + p.length, 0)
  if (size === 0) return undefined
  if (size !== codes.length) throw damagedColumns()
  const next = new Int32Array(groups)
  const plane = new Uint8Array(size)
  for (let i = 0; i < size; i++) {
    const g = groupOfCode[codes[i] as number] as number
    plane[i] = (parts[g] as Uint8Array)[next[g] as number] ?? missingStep
    ;(next[g] as number)++
  }
  return plane
}

const lineColumn = (sections: Sections, facts: ChunkFacts): Int32Array => {
  const gaps = numbersOf(sections, 'lineGaps', 'lineGapBits', facts.rows)
  const out = new Int32Array(facts.rows)
  let line = facts.line - 1
  for (let i = 0; i < out.length; i++) {
    line += straight(gaps?.[i] ?? 0)
    out[i] = line
  }
  return out
}

const filterColumns = (
  sections: Sections,
  rows: number,
): Pick<ChunkColumns, 'filters' | 'oneFilter' | 'filterTexts'> => {
  const texts = ['.', 'PASS']
  const places = utf8
    .decode(sections('filterTexts'))
    .split('\n')
    .map((text) => {
      const known = texts.indexOf(text)
      return known >= 0 ? known : texts.push(text) - 1
    })
  const plane = sections('filters')
  if (plane.length === 0) return { filterTexts: texts, filters: undefined, oneFilter: places[0] ?? 0 }
  if (plane.length !== rows && plane.length !== 2 * rows) throw damagedColumns()
  const filters = new Uint16Array(rows)
  for (let i = 0; i < rows; i++) filters[i] = places[(plane[i] as number) + 256 * (plane[rows + i] ?? 0)] ?? 0
  return { filterTexts: texts, filters, oneFilter: 0 }
}

const phaseSetMap = (sections: Sections, starts: Int32Array): ReadonlyMap<number, string> => {
  const plane = sections('phaseSets')
  const texts = utf8.decode(sections('phaseSetTexts')).split('\n')
  const out = new Map<number, string>()
  let before = ''
  let next = 0
  for (let i = 0; i < plane.length; i++) {
    if (plane[i] === 0) continue
    before = plane[i] === 1 ? before : plane[i] === 2 ? String(starts[i]) : (texts[next++] ?? '')
    out.set(i, before)
  }
  return out
}

const rareMaps = (sections: Sections): RareMaps => {
  const bytes = sections('rare')
  const fields = (bytes.length === 0 ? {} : JSON.parse(utf8.decode(bytes))) as RareFields
  return {
    copyNumbers: new Map(fields.copyNumbers),
    fractions: new Map(fields.fractions),
    infos: new Map(fields.infos),
  }
}

/** A plane of all rows that is kept in one piece. */
const wholePlane = (sections: Sections, name: SectionName, size: number): Uint8Array | undefined => {
  const plane = sections(name)
  if (plane.length !== 0 && plane.length !== size) throw damagedColumns()
  return plane.length === 0 ? undefined : plane
}

const countColumn = (steps: Uint8Array | undefined, rests: Uint8Array): CountColumn | undefined =>
  steps === undefined ? undefined : { steps, rests }

const moreDepthColumn = (
  sections: Sections,
  counts: Uint8Array | undefined,
  alleleCount: (row: number) => number,
): ChunkColumns['moreDepths'] => {
  const steps = sections('moreDepths')
  const some: number[] = []
  const from: number[] = [0]
  if (counts !== undefined && steps.length > 0)
    for (let row = 0; row < counts.length; row++) {
      const count = counts[row] as number
      const n = count === 0 ? 0 : count === 1 ? alleleCount(row) : count - 2
      if (n <= 2) continue
      some.push(row)
      from.push((from[from.length - 1] as number) + n - 2)
    }
  return {
    rows: { rows: Uint32Array.from(some), size: some.length },
    from: Uint32Array.from(from),
    column: { steps, rests: sections('moreDepthRests') },
  }
}

/** Unpacks the columns of a chunk. */
export const columnsOf = (
  sections: Sections,
  facts: ChunkFacts,
  starts: Int32Array,
  codes: Uint8Array,
  alleleCount: (row: number) => number,
): ChunkColumns => {
  const { rows } = facts
  const counts = wholePlane(sections, 'depthCounts', rows)
  const grouped = (name: GroupedPlane): Uint8Array | undefined => ungrouped(sections, name, codes)
  const ids = sections('ids')
  return {
    lines: lineColumn(sections, facts),
    depthCounts: counts,
    refDepths: countColumn(grouped('refDepths'), sections('refDepthRests')),
    altDepths: countColumn(grouped('altDepths'), sections('altDepthRests')),
    moreDepths: moreDepthColumn(sections, counts, alleleCount),
    depth: countColumn(grouped('depth'), sections('depthRests')),
    minDepth: countColumn(wholePlane(sections, 'minDepth', rows), sections('minDepthRests')),
    quality: countColumn(grouped('quality'), sections('qualityRests')),
    qual: grouped('qual'),
    qualBytes: wholePlane(sections, 'qualBytes', 4 * rows),
    ...filterColumns(sections, rows),
    phaseSets: phaseSetMap(sections, starts),
    rare: rareMaps(sections),
    ids: ids.length === 0 ? undefined : { text: ids, starts: lineStarts(ids) },
  }
}
