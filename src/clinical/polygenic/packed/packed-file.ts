import type { Inflate } from '../../../genome/index.ts'
import { bad, ok, problem, type Result } from '../../../shared/problem.ts'
import type { ComplexRow, PackedChrom, PackedScore, PackedScores } from './packed-scores.ts'

/** `ATTPRS` and the version of the format. Described in docs/packed-scores.md. */
const magic = [0x41, 0x54, 0x54, 0x50, 0x52, 0x53, 0, 1]

const columns = {
  positions: Uint32Array,
  codes: Uint8Array,
  refSides: Uint8Array,
  firstFrequencies: Float64Array,
  heterozygosities: Float64Array,
  kept: Uint8Array,
  termsFrom: Uint32Array,
  termScores: Uint16Array,
  termKinds: Uint8Array,
  termWeights: Float64Array,
  termFrequencies: Float64Array,
  termRows: Uint32Array,
  triples: Float64Array,
} as const
type ColumnName = keyof typeof columns
const columnNames = Object.keys(columns) as readonly ColumnName[]

type Blob = { readonly offset: number; readonly length: number; readonly crc32: number }

type Directory = {
  readonly build: PackedScores['build']
  readonly scores: readonly PackedScore[]
  readonly complex: readonly ComplexRow[]
  readonly chroms: readonly {
    readonly chrom: string
    readonly columns: Readonly<Record<ColumnName, Blob>>
    readonly texts: readonly (readonly [number, string, string?])[]
  }[]
}

const aligned = (n: number): number => (n + 7) & ~7

const headSize = 24

const remedy = 'Pack the scores again from their files.'

/** The bytes of packed scores: a head, a directory in JSON, and the columns as they lie in memory (little-endian), each on a multiple of 8 bytes with its CRC-32. */
export const writePackedScores = (pack: PackedScores, crc32: Inflate['crc32']): Uint8Array => {
  const blobs: Uint8Array[] = []
  let size = 0
  const put = (column: PackedChrom[ColumnName]): Blob => {
    const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength)
    const blob = { offset: size, length: column.length, crc32: crc32(bytes) }
    blobs.push(bytes)
    size += aligned(bytes.length)
    return blob
  }
  const directory: Directory = {
    build: pack.build,
    scores: pack.scores,
    complex: pack.complex,
    chroms: pack.chroms.map((chrom) => ({
      chrom: chrom.chrom,
      columns: Object.fromEntries(columnNames.map((name) => [name, put(chrom[name])])) as Record<ColumnName, Blob>,
      texts: [...chrom.texts].map(([i, [first, second]]) => (second === undefined ? [i, first] : [i, first, second])),
    })),
  }
  const text = new TextEncoder().encode(JSON.stringify(directory))
  const begin = headSize + aligned(text.length)
  const out = new Uint8Array(begin + size)
  const view = new DataView(out.buffer)
  out.set(magic)
  view.setUint32(8, text.length, true)
  view.setUint32(12, crc32(text), true)
  view.setFloat64(16, size, true)
  out.set(text, headSize)
  let at = begin
  for (const blob of blobs) {
    out.set(blob, at)
    at += aligned(blob.length)
  }
  return out
}

/**
 * Opens packed scores without copying their columns. A file that is cut off, damaged or of another version is refused. `name`: of the file, for problems.
 */
export const openPackedScores = (given: Uint8Array, name: string, crc32: Inflate['crc32']): Result<PackedScores> => {
  const refuse = (code: string, message: string): Result<PackedScores> => bad([problem(code, name, message, remedy)])
  const bytes = given.byteOffset % 8 === 0 ? given : given.slice()
  if (bytes.length < headSize || magic.some((b, i) => i < 7 && bytes[i] !== b))
    return refuse('PACKED_SCORES_NOT_RECOGNISED', 'The file does not hold packed scores.')
  if (bytes[7] !== magic[7])
    return refuse(
      'PACKED_SCORES_VERSION',
      `The file is of version ${bytes[7]} of packed scores; version ${magic[7]} is read.`,
    )
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const length = view.getUint32(8, true)
  const size = view.getFloat64(16, true)
  const begin = headSize + aligned(length)
  if (bytes.length !== begin + size)
    return refuse('PACKED_SCORES_CUT_OFF', `The file has ${bytes.length} bytes where it should have ${begin + size}.`)
  const text = bytes.subarray(headSize, headSize + length)
  if (crc32(text) !== view.getUint32(12, true))
    return refuse('PACKED_SCORES_DAMAGED', 'The directory of the file does not have its checksum.')
  const directory = JSON.parse(new TextDecoder().decode(text)) as Directory
  const damaged: string[] = []
  const reaches = (chrom: Directory['chroms'][number]): boolean =>
    columnNames.some((name) => {
      const { offset, length: count } = chrom.columns[name]
      return !(
        offset >= 0 &&
        offset % 8 === 0 &&
        count >= 0 &&
        offset + count * columns[name].BYTES_PER_ELEMENT <= size
      )
    })
  if (directory.chroms.some(reaches)) return refuse('PACKED_SCORES_DAMAGED', 'A column of the file lies outside of it.')
  const take = (chrom: string, column: ColumnName, { offset, length: count, crc32: sum }: Blob) => {
    const of = columns[column]
    const from = bytes.byteOffset + begin + offset
    const held = new of(bytes.buffer as ArrayBuffer, from, count)
    if (crc32(new Uint8Array(bytes.buffer as ArrayBuffer, from, held.byteLength)) !== sum)
      damaged.push(`${column} of ${chrom}`)
    return held
  }
  const chroms = directory.chroms.map(({ chrom, columns: blobs, texts }) => ({
    chrom,
    ...Object.fromEntries(columnNames.map((c) => [c, take(chrom, c, blobs[c])])),
    texts: new Map(
      texts.map(([i, first, second]) => [i, second === undefined ? ([first] as const) : ([first, second] as const)]),
    ),
  })) as unknown as readonly PackedChrom[]
  if (damaged.length > 0)
    return refuse('PACKED_SCORES_DAMAGED', `These columns do not have their checksum: ${damaged.join(', ')}.`)
  return ok({ build: directory.build, scores: directory.scores, complex: directory.complex, chroms })
}
