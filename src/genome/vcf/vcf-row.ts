/**
 * One data row as text: nothing is decoded, so percent-coded characters and the writing of numbers stay as they are. An ALT of `.` gives no ALTs.
 * `info` keeps the order of its keys, a flag has the value `true`; of a key that stands twice the first counts. `samples` holds the fields of each
 * sample in the order of `format`, with fewer where trailing ones were left out.
 */
export type VcfRow = {
  readonly chrom: string
  readonly pos: number
  readonly id: string
  readonly ref: string
  readonly alts: readonly string[]
  readonly qual: string
  readonly filter: string
  readonly info: ReadonlyMap<string, string | true>
  readonly format: readonly string[]
  readonly samples: readonly (readonly string[])[]
}

/** The fields of an INFO column in their order, as they are written; a flag has the value `true`. Of a key that stands twice the first counts. */
export const readInfo = (text: string): ReadonlyMap<string, string | true> => {
  const info = new Map<string, string | true>()
  if (text === '.' || text === '') return info
  for (const field of text.split(';')) {
    const at = field.indexOf('=')
    const key = at < 0 ? field : field.slice(0, at)
    if (key !== '' && !info.has(key)) info.set(key, at < 0 ? true : field.slice(at + 1))
  }
  return info
}

/** Reads a data row; undefined when it has fewer than eight columns or its POS is no whole number. */
export const parseVcfRow = (line: string): VcfRow | undefined => {
  const cells = line.split('\t')
  const [chrom = '', pos = '', id = '.', ref = '', alt = '', qual = '.', filter = '.', info = ''] = cells
  if (cells.length < 8 || !/^\d{1,15}$/.test(pos)) return undefined
  const format = cells[8]
  return {
    chrom,
    pos: Number(pos),
    id,
    ref,
    alts: alt === '.' || alt === '' ? [] : alt.split(','),
    qual,
    filter,
    info: readInfo(info),
    format: format === undefined || format === '.' || format === '' ? [] : format.split(':'),
    samples: cells.slice(9).map((sample) => sample.split(':')),
  }
}

const infoText = (info: VcfRow['info']): string => {
  let text = ''
  for (const [key, value] of info) text += `${text === '' ? '' : ';'}${value === true ? key : `${key}=${value}`}`
  return text === '' ? '.' : text
}

/** The text of a row, without line end. It is the line that `parseVcfRow` read, byte for byte, where INFO names no key twice. */
export const formatVcfRow = (row: VcfRow): string => {
  const alt = row.alts.length === 0 ? '.' : row.alts.join(',')
  const head = `${row.chrom}\t${row.pos}\t${row.id}\t${row.ref}\t${alt}\t${row.qual}\t${row.filter}\t${infoText(row.info)}`
  if (row.format.length === 0 && row.samples.length === 0) return head
  const cells = row.samples.map((fields) => (fields.length === 0 ? '.' : fields.join(':')))
  return [head, row.format.length === 0 ? '.' : row.format.join(':'), ...cells].join('\t')
}

/** One field of one sample, `.` where it is left out. */
export const sampleField = (row: VcfRow, sample: number, key: string): string => {
  const at = row.format.indexOf(key)
  return at < 0 ? '.' : (row.samples[sample]?.[at] ?? '.')
}
