import { type BatchColumns, putPhaseSet, roomForDepths, roomForText } from '../calls/batch-columns.ts'
import { absentStrand, notStated } from '../calls/index.ts'
import { type AltCount, countAlts, kindOf } from '../calls/row-kind.ts'
import { alleleBytes, alleleCodes, altFrom, packedBase } from './allele-code.ts'
import { missingStep, qualityFloor, stepFloors, sumStep } from './count-steps.ts'
import { firstStrand, genotypeText, phasedCode, readWrittenGenotype, secondStrand } from './genotype-code.ts'
import type { ChunkColumns, CountColumn } from './chunk-columns.ts'
import type { OpenChunk } from './open-chunk.ts'
import { placeOf } from './sparse-rows.ts'

const tab = 9
const dot = 46

/** The count at a place of a column; `notStated` where there is none. */
const countAt = ({ steps, rests }: CountColumn, place: number): number => {
  const step = steps[place] as number
  if (step === missingStep) return notStated
  return (stepFloors[step] ?? 0) + (rests.length === 0 ? 0 : restAt(rests, place, steps.length))
}

/** What stands above the floor of a step: of `size` values the one at `place`. */
const restAt = (rests: Uint8Array, place: number, size: number): number => {
  let rest = 0
  for (let at = place, scale = 1; at < rests.length; at += size, scale *= 256) rest += (rests[at] as number) * scale
  return rest
}

/** Puts ID, REF and ALT, counts the ALTs, and gives the length of REF. */
const putText = (
  chunk: OpenChunk,
  ids: ChunkColumns['ids'],
  row: number,
  columns: BatchColumns,
  i: number,
  alts: AltCount,
): number => {
  const idFrom = ids === undefined ? 0 : (ids.starts[row] as number)
  const idTo = ids === undefined ? 0 : (ids.starts[row + 1] as number) - 1
  const named = ids !== undefined && idTo > idFrom
  const code = chunk.alleles[row] as number
  const written = code >= 56 ? chunk.lettersOf(row) : undefined
  const indel = code >= alleleCodes.insertion && code < 56 ? chunk.indelOf(row) : undefined
  const short = alleleBytes[code] as Uint8Array
  const idLength = named ? idTo - idFrom : 1
  const length = written === undefined ? short.length + (indel?.length ?? 0) : written.to - written.from
  roomForText(columns, i, idLength + 1 + length)
  const { text } = columns
  let at = columns.textFrom[i] as number
  if (named) for (let k = idFrom; k < idTo; k++) text[at++] = ids.text[k] as number
  else text[at++] = dot
  text[at++] = tab
  const ref = at
  if (written !== undefined) for (let k = written.from; k < written.to; k++) text[at++] = written.text[k] as number
  else if (indel === undefined) for (let k = 0; k < short.length; k++) text[at++] = short[k] as number
  else {
    const more = (): void => {
      for (let k = 0; k < indel.length; k++) text[at++] = packedBase(indel.bases, indel.from + k)
    }
    text[at++] = short[0] as number
    if (code >= alleleCodes.deletion) more()
    text[at++] = tab
    text[at++] = short[2] as number
    if (code < alleleCodes.deletion) more()
  }
  columns.textFrom[i + 1] = at
  const alt = altFrom(text, ref, at)
  countAlts(text, alt, at, alts)
  return alt - 1 - ref
}

const putGenotype = (chunk: OpenChunk, row: number, columns: BatchColumns, i: number): void => {
  const code = chunk.genotypes[row] as number
  if (code < genotypeText) {
    columns.alleles[2 * i] = firstStrand[code] as number
    columns.alleles[2 * i + 1] = secondStrand[code] as number
    columns.phased[i] = phasedCode[code] as number
    columns.ploidy[i] = secondStrand[code] === absentStrand ? 1 : 2
    return
  }
  const { strands, phased } = readWrittenGenotype(chunk.genotypeTextOf(row))
  columns.alleles[2 * i] = strands[0] ?? notStated
  columns.alleles[2 * i + 1] = strands[1] ?? absentStrand
  columns.phased[i] = phased ? 1 : 0
  columns.ploidy[i] = strands.length
  if (strands.length > 2) columns.longGenotypes.set(i, strands)
}

const putReads = (chunk: OpenChunk, of: ChunkColumns, row: number, columns: BatchColumns, i: number): void => {
  const { depthCounts, refDepths, altDepths, moreDepths, depth, minDepth } = of
  const count = depthCounts === undefined ? 0 : (depthCounts[row] as number)
  const n = count === 0 ? 0 : count === 1 ? chunk.alleleCount(row) : count - 2
  roomForDepths(columns, i, n)
  const { depths } = columns
  const at = columns.depthsFrom[i] as number
  let sum = 0
  if (n > 0 && refDepths !== undefined) sum += depths[at] = countAt(refDepths, row)
  if (n > 1 && altDepths !== undefined) sum += depths[at + 1] = countAt(altDepths, row)
  if (n > 2) {
    const from = moreDepths.from[placeOf(moreDepths.rows, row)] as number
    for (let k = 0; k < n - 2; k++) sum += depths[at + 2 + k] = countAt(moreDepths.column, from + k)
  }
  columns.depthsFrom[i + 1] = at + n
  columns.depth[i] = depth === undefined ? notStated : depth.steps[row] === sumStep ? sum : countAt(depth, row)
  columns.minDepth[i] = minDepth === undefined ? notStated : countAt(minDepth, row)
}

const wholeQual = new DataView(new ArrayBuffer(4))

const putQualities = (of: ChunkColumns, row: number, columns: BatchColumns, i: number, rows: number): void => {
  const { quality, qual, qualBytes } = of
  const step = quality === undefined ? missingStep : (quality.steps[row] as number)
  columns.quality[i] =
    quality === undefined || step === missingStep
      ? notStated
      : (qualityFloor(step) ?? 0) + (quality.rests.length === 0 ? 0 : restAt(quality.rests, row, rows))
  if (qualBytes !== undefined) {
    for (let b = 0; b < 4; b++) wholeQual.setUint8(b, qualBytes[b * rows + row] as number)
    columns.qual[i] = wholeQual.getFloat32(0, true)
    return
  }
  const floor = qual === undefined ? missingStep : (qual[row] as number)
  columns.qual[i] = floor === missingStep ? Number.NaN : (stepFloors[floor] ?? 0)
}

/** Puts a row of an open chunk behind the others of a batch, which must be of its contig. */
export const putRow = (chunk: OpenChunk, row: number, columns: BatchColumns): void => {
  const of = chunk.columns()
  const i = columns.size
  const pos = chunk.starts[row] as number
  const end = chunk.end(row)
  columns.pos[i] = pos
  columns.end[i] = end
  columns.lines[i] = of.lines[row] as number
  const refLength = putText(chunk, of.ids, row, columns, i, alts)
  columns.kinds[i] = kindOf(alts, end > pos + refLength - 1)
  putGenotype(chunk, row, columns, i)
  putReads(chunk, of, row, columns, i)
  putQualities(of, row, columns, i, chunk.rows)
  columns.filters[i] = of.filters === undefined ? of.oneFilter : (of.filters[row] as number)
  columns.phaseSets[i] = notStated
  if (of.phaseSets.size > 0) putPhaseSet(columns, i, of.phaseSets.get(row))
  const { copyNumbers, fractions, infos } = of.rare
  if (copyNumbers.size > 0) putRare(copyNumbers, row, columns.copyNumbers, i)
  if (fractions.size > 0) putRare(fractions, row, columns.fractions, i)
  if (infos.size > 0) putRare(infos, row, columns.infos, i)
  if (i > 0 && (columns.pos[i - 1] as number) > pos) columns.sorted = false
  columns.size = i + 1
}

const putRare = <T>(of: ReadonlyMap<number, T>, row: number, into: Map<number, T>, i: number): void => {
  const value = of.get(row)
  if (value !== undefined) into.set(i, value)
}

/** The ALTs of the row at hand, counted anew for each. */
const alts: AltCount = { all: 0, any: 0, symbolic: 0 }
