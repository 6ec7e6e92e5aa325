import { type CallBatch, notStated, strandsAt } from '../calls/index.ts'
import { alleleCodeOf, alleleCodes, allelesOfCode, allelesOfText, altFrom, basePacker } from './allele-code.ts'
import { encodeQualities, encodeReads } from './encode-counts.ts'
import { genotypeCodeOf, genotypeText, writtenGenotype } from './genotype-code.ts'
import { growingBytes } from './growing-bytes.ts'
import { splitNumbers } from './number-column.ts'
import { type Deflate, packSections, type Section, type SectionName } from './sections.ts'

const tab = 9
const lineFeed = 10
const dot = 46
const symbolic = 3
const encoder = new TextEncoder()

/** 0, 1, 2, … for 0, -1, 1, -2, … */
export const zigzag = (n: number): number => (n >= 0 ? 2 * n : -2 * n - 1)

const numbers = (name: SectionName, bits: SectionName, values: Uint32Array): readonly Section[] => {
  const column = splitNumbers(values, values.length)
  return column.symbols.every((s) => s === 0)
    ? []
    : [
        { name, bytes: column.symbols },
        { name: bits, bytes: column.bits },
      ]
}

const places = (batch: CallBatch): readonly Section[] => {
  const { size, pos, lines, end, textFrom, text } = batch
  const gaps = new Uint32Array(size)
  const lineGaps = new Uint32Array(size)
  const ends = new Uint32Array(size)
  let beyond = false
  for (let i = 0; i < size; i++) {
    const gap = i === 0 ? 0 : (pos[i] as number) - (pos[i - 1] as number)
    gaps[i] = batch.sorted ? gap : zigzag(gap)
    lineGaps[i] = zigzag(i === 0 ? 1 : (lines[i] as number) - (lines[i - 1] as number))
    let at = textFrom[i] as number
    while (text[at] !== tab) at++
    const ref = ++at
    while (text[at] !== tab) at++
    const more = (end[i] as number) - (pos[i] as number) - (at - ref) + 1
    if (more === 0) continue
    ends[i] = zigzag(more)
    beyond = true
  }
  return [
    ...numbers('gaps', 'gapBits', gaps),
    ...(beyond ? numbers('ends', 'endBits', ends) : []),
    ...numbers('lineGaps', 'lineGapBits', lineGaps),
  ]
}

/** ID, REF and ALT. `counts` is given the number of alleles of every row. */
const letters = (batch: CallBatch, counts: Uint16Array): readonly Section[] => {
  const { size, text, textFrom } = batch
  const codes = new Uint8Array(size)
  const written = growingBytes()
  const lengths = growingBytes()
  const bases = basePacker()
  const ids = growingBytes()
  let named = false
  for (let i = 0; i < size; i++) {
    const from = textFrom[i] as number
    const to = textFrom[i + 1] as number
    let ref = from
    while (text[ref] !== tab) ref++
    if (ref - from !== 1 || text[from] !== dot) {
      named = true
      ids.add(text, from, ref)
    }
    ids.byte(lineFeed)
    ref++
    const alt = altFrom(text, ref, to)
    const code = alleleCodeOf(text, ref, alt, to)
    codes[i] = code
    if (code === alleleCodes.text) {
      counts[i] = allelesOfText(text, alt, to)
      written.add(text, ref, to)
      written.byte(lineFeed)
      continue
    }
    counts[i] = allelesOfCode[code] as number
    if (code >= alleleCodes.deletion) {
      lengths.byte(alt - 2 - ref)
      bases.add(text, ref + 1, alt - 1)
    } else if (code >= alleleCodes.insertion) {
      lengths.byte(to - alt - 1)
      bases.add(text, alt + 1, to)
    }
  }
  return [
    { name: 'alleles', bytes: codes },
    { name: 'alleleTexts', bytes: written.bytes() },
    { name: 'indelLengths', bytes: lengths.bytes() },
    { name: 'indelBases', bytes: bases.bytes() },
    ...(named ? [{ name: 'ids', bytes: ids.bytes() } as const] : []),
  ]
}

/** Genotypes and phase sets. `codes` is given the genotype code of every row. */
const genotypes = (batch: CallBatch, codes: Uint8Array): readonly Section[] => {
  const written: string[] = []
  const sets: string[] = []
  const places = new Uint8Array(batch.size)
  let before = ''
  let any = false
  for (let i = 0; i < batch.size; i++) {
    const code = genotypeCodeOf(batch, i)
    codes[i] = code
    if (code === genotypeText) written.push(writtenGenotype(strandsAt(batch, i), batch.phased[i] === 1))
    const set = batch.phaseSets[i] as number
    const text = set === notStated ? batch.oddPhaseSets.get(i) : String(set)
    if (text === undefined) continue
    any = true
    places[i] = text === before ? 1 : text === String(batch.pos[i]) ? 2 : 3
    if (places[i] === 3) sets.push(text)
    before = text
  }
  return [
    { name: 'genotypes', bytes: codes },
    { name: 'genotypeTexts', bytes: encoder.encode(written.join('\n')) },
    ...(any
      ? ([
          { name: 'phaseSets', bytes: places },
          { name: 'phaseSetTexts', bytes: encoder.encode(sets.join('\n')) },
        ] as const)
      : []),
  ]
}

const filters = (batch: CallBatch): readonly Section[] => {
  const { size, filters: own, filterTexts } = batch
  const places = new Map<number, number>()
  const indices = new Uint16Array(size)
  let recent = -1
  let place = 0
  for (let i = 0; i < size; i++) {
    const filter = own[i] as number
    if (filter !== recent) {
      place = places.get(filter) ?? places.size
      places.set(filter, place)
      recent = filter
    }
    indices[i] = place
  }
  const texts = encoder.encode([...places.keys()].map((f) => filterTexts[f]).join('\n'))
  if (places.size === 1) return [{ name: 'filterTexts', bytes: texts }]
  const plane = new Uint8Array(places.size > 256 ? 2 * size : size)
  for (let i = 0; i < size; i++) {
    plane[i] = (indices[i] as number) & 255
    if (places.size > 256) plane[size + i] = (indices[i] as number) >> 8
  }
  return [
    { name: 'filterTexts', bytes: texts },
    { name: 'filters', bytes: plane },
  ]
}

/** What few rows have, as JSON: copy numbers, allele fractions, and the INFO of symbolic rows. */
export type RareFields = {
  readonly copyNumbers?: readonly (readonly [number, number])[]
  readonly fractions?: readonly (readonly [number, readonly number[]])[]
  readonly infos?: readonly (readonly [number, string])[]
}

const rare = (batch: CallBatch): readonly Section[] => {
  const infos = [...batch.infos].filter(([row]) => batch.kinds[row] === symbolic)
  const fields: RareFields = {
    ...(batch.copyNumbers.size === 0 ? {} : { copyNumbers: [...batch.copyNumbers] }),
    ...(batch.fractions.size === 0 ? {} : { fractions: [...batch.fractions] }),
    ...(infos.length === 0 ? {} : { infos }),
  }
  return Object.keys(fields).length === 0 ? [] : [{ name: 'rare', bytes: encoder.encode(JSON.stringify(fields)) }]
}

/** One batch as the bytes of a chunk. `exact`: counts and qualities are kept whole instead of rounded down to their steps. */
export const encodeChunk = (
  batch: CallBatch,
  exact: boolean,
  deflate: Deflate,
  told?: (name: SectionName, size: number) => void,
): Uint8Array => {
  const alleles = new Uint16Array(batch.size)
  const codes = new Uint8Array(batch.size)
  const sections = [
    ...places(batch),
    ...letters(batch, alleles),
    ...genotypes(batch, codes),
    ...encodeReads(batch, alleles, codes, exact),
    ...encodeQualities(batch, codes, exact),
    ...filters(batch),
    ...rare(batch),
  ]
  return packSections(sections, deflate, told)
}
