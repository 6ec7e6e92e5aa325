import { UnreadableBytes } from '../bytes/byte-stream.ts'
import type { Inflate } from '../bytes/byte-source.ts'
import { entropyCoded, entropyDecoded } from './entropy-code.ts'

/** Deflates bytes to one raw deflate stream. */
export type Deflate = (bytes: Uint8Array) => Uint8Array

/** The sections of a chunk, by the number that stands in the file. A number once given keeps its meaning. */
export const sectionIds = {
  gaps: 1,
  gapBits: 2,
  alleles: 3,
  alleleTexts: 4,
  indelLengths: 5,
  indelBases: 6,
  genotypes: 7,
  genotypeTexts: 8,
  refDepths: 9,
  altDepths: 10,
  depthCounts: 11,
  moreDepths: 12,
  depth: 13,
  minDepth: 14,
  quality: 15,
  qual: 16,
  filters: 17,
  filterTexts: 18,
  ends: 19,
  endBits: 20,
  lineGaps: 21,
  lineGapBits: 22,
  ids: 23,
  phaseSets: 24,
  phaseSetTexts: 25,
  rare: 26,
  refDepthRests: 27,
  altDepthRests: 28,
  moreDepthRests: 29,
  depthRests: 30,
  minDepthRests: 31,
  qualityRests: 32,
  qualBytes: 33,
  callableGaps: 40,
  callableGapBits: 41,
  callableLengths: 42,
  callableLengthBits: 43,
} as const

export type SectionName = keyof typeof sectionIds

const nameOfId = new Map<number, SectionName>(Object.entries(sectionIds).map(([name, id]) => [id, name as SectionName]))

/** How a section's bytes stand in the file: as they are, deflated, one byte that all of them are, or in the entropy code. */
const method = { stored: 0, deflated: 1, constant: 2, coded: 3 } as const

/** Sections that are words or JSON, and so deflated. Those in `bits` are noise and stay as they are; all others are planes of symbols for the entropy code. */
const texts: ReadonlySet<SectionName> = new Set([
  'alleleTexts',
  'genotypeTexts',
  'filterTexts',
  'ids',
  'phaseSetTexts',
  'rare',
])
const bits: ReadonlySet<SectionName> = new Set(['gapBits', 'lineGapBits', 'callableGapBits', 'callableLengthBits'])

/** One section: its bytes, and for planes that are kept apart by genotype the number of the group. */
export type Section = { readonly name: SectionName; readonly bytes: Uint8Array; readonly group?: number }

const putVarint = (out: number[], value: number): void => {
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) out.push((rest % 128) + 128)
  out.push(rest)
}

const isConstant = (bytes: Uint8Array): boolean => {
  const first = bytes[0]
  for (let i = 1; i < bytes.length; i++) if (bytes[i] !== first) return false
  return true
}

/** The shortest way to write a section of its sort. */
const written = ({ name, bytes }: Section, deflate: Deflate): readonly [how: number, body: Uint8Array] => {
  if (isConstant(bytes)) return [method.constant, bytes.subarray(0, 1)]
  if (bits.has(name)) return [method.stored, bytes]
  const [how, body] = texts.has(name)
    ? ([method.deflated, deflate(bytes)] as const)
    : ([method.coded, entropyCoded(bytes)] as const)
  return body.length < bytes.length ? [how, body] : [method.stored, bytes]
}

/** Sections put one behind the other, with a table of them in front. `told` hears how many bytes each takes. Empty sections are left out. */
export const packSections = (
  sections: readonly Section[],
  deflate: Deflate,
  told?: (name: SectionName, size: number) => void,
): Uint8Array => {
  const table: number[] = []
  const bodies: Uint8Array[] = []
  let size = 0
  const kept = sections.filter(({ bytes }) => bytes.length > 0)
  putVarint(table, kept.length)
  for (const section of kept) {
    const [how, body] = written(section, deflate)
    table.push(sectionIds[section.name], how | ((section.group ?? 0) << 4))
    putVarint(table, section.bytes.length)
    putVarint(table, body.length)
    bodies.push(body)
    size += body.length
    told?.(section.name, body.length)
  }
  const out = new Uint8Array(table.length + size)
  out.set(table)
  let at = table.length
  for (const body of bodies) {
    out.set(body, at)
    at += body.length
  }
  return out
}

/** Gives a section's bytes, unpacked when first asked for; an empty array when it is not there. */
export type Sections = (name: SectionName, group?: number) => Uint8Array

const nothing = new Uint8Array(0)
const largestSection = 2 ** 28

const broken = (why: string): UnreadableBytes =>
  new UnreadableBytes(
    'ARCHIVE_DAMAGED',
    `A chunk of the archive is not laid out as the format says: ${why}.`,
    'Copy the archive again, or pack it again from the VCF.',
  )

const inflated = (body: Uint8Array, size: number, name: SectionName, inflate: Inflate): Uint8Array => {
  try {
    return inflate.block(body, size)
  } catch {
    throw broken(`the section ${name} cannot be inflated`)
  }
}

/** Reads the table of sections. Sections of unknown number are passed over. Throws `UnreadableBytes` when the layout is impossible. */
export const unpackSections = (bytes: Uint8Array, inflate: Inflate): Sections => {
  let at = 0
  const varint = (): number => {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++]
      if (byte === undefined || scale > 2 ** 35) throw broken('its table of sections has no end')
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
  }
  const entries: { readonly id: number; readonly how: number; readonly size: number; readonly packed: number }[] = []
  for (let n = varint(); n > 0; n--) {
    const id = bytes[at++] ?? 0
    const how = bytes[at++] ?? 0
    entries.push({ id, how, size: varint(), packed: varint() })
  }
  const held = new Map<string, Uint8Array | (() => Uint8Array)>()
  for (const { id, how, size, packed } of entries) {
    const body = bytes.subarray(at, at + packed)
    at += packed
    const name = nameOfId.get(id)
    if (body.length !== packed || size > largestSection) throw broken('a section reaches beyond its end')
    if (name === undefined) continue
    const key = `${name} ${how >> 4}`
    const way = how & 15
    if (way === method.stored && packed === size) held.set(key, body)
    else if (way === method.constant && packed === 1) held.set(key, () => new Uint8Array(size).fill(body[0] as number))
    else if (way === method.deflated) held.set(key, () => inflated(body, size, name, inflate))
    else if (way === method.coded)
      held.set(key, () => {
        const decoded = entropyDecoded(body, size)
        if (decoded === undefined) throw broken(`the section ${name} cannot be decoded`)
        return decoded
      })
    else throw broken(`the section ${name} is packed in an unknown way`)
  }
  return (name, group = 0) => {
    const key = `${name} ${group}`
    const section = held.get(key) ?? nothing
    if (typeof section !== 'function') return section
    const unpacked = section()
    held.set(key, unpacked)
    return unpacked
  }
}
