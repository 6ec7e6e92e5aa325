/** How a file writes its ninth column: `key=value;` with percent-encoding (GFF3) or `key "value";` (GTF). */
export type AnnotationFormat = 'gff3' | 'gtf'

/**
 * One row that may matter for a transcript. 0-based half-open. `strand` 0: not stated. `phase` -1: not stated. `attributes`: the ninth column as it stands.
 */
export type AnnotationRow = {
  readonly contig: string
  readonly source: string
  readonly type: string
  readonly start: number
  readonly end: number
  readonly strand: 1 | -1 | 0
  readonly phase: -1 | 0 | 1 | 2
  readonly attributes: string
}

/** Why a line is no row: the column (1-based) and what stands there. */
export type RowFault = { readonly column: number; readonly message: string }

const wholeNumber = /^-?\d+$/

/** Reads the nine columns of a line. Starts below 1 are taken as they stand (some files cut genes that way). */
export const annotationRow = (line: string): AnnotationRow | RowFault => {
  const cells = line.split('\t')
  if (cells.length !== 9)
    return { column: Math.min(cells.length, 9), message: `The line has ${cells.length} columns instead of 9.` }
  const [contig, source, type, from, to, , strand, phase, attributes] = cells as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  if (contig === '') return { column: 1, message: 'The sequence name is empty.' }
  if (!wholeNumber.test(from)) return { column: 4, message: `The start "${from}" is no whole number.` }
  if (!wholeNumber.test(to)) return { column: 5, message: `The end "${to}" is no whole number.` }
  const start = Number(from) - 1
  const end = Number(to)
  if (end <= start) return { column: 5, message: `The end ${to} stands before the start ${from}.` }
  if (strand !== '+' && strand !== '-' && strand !== '.' && strand !== '?')
    return { column: 7, message: `"${strand}" is no strand.` }
  if (phase !== '.' && phase !== '0' && phase !== '1' && phase !== '2')
    return { column: 8, message: `"${phase}" is no phase (0, 1, 2 or a dot).` }
  return {
    contig: contig.includes('%') ? decoded(contig) : contig,
    source,
    type,
    start,
    end,
    strand: strand === '+' ? 1 : strand === '-' ? -1 : 0,
    phase: phase === '.' ? -1 : (Number(phase) as 0 | 1 | 2),
    attributes,
  }
}

/** Text with percent-encoding undone; as it stands where the encoding is broken. */
export const decoded = (text: string): string => {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  }
}

/** GTF when the first attribute is a key, white space and a quoted value. */
export const formatOf = (attributes: string): AnnotationFormat => (/^\s*[\w.-]+\s+"/.test(attributes) ? 'gtf' : 'gff3')

/** The value of one GFF3 attribute, still encoded; undefined when it is not there. */
const rawGff3 = (attributes: string, key: string): string | undefined => {
  for (let at = attributes.indexOf(key); at >= 0; at = attributes.indexOf(key, at + 1)) {
    const behind = at + key.length
    if (attributes.charCodeAt(behind) !== 61) continue
    let before = at - 1
    while (before >= 0 && attributes.charCodeAt(before) === 32) before--
    if (before >= 0 && attributes.charCodeAt(before) !== 59) continue
    const end = attributes.indexOf(';', behind)
    return attributes.slice(behind + 1, end < 0 ? undefined : end).trim()
  }
  return undefined
}

/** All values of a GTF attribute, which may stand several times. */
const gtfValues = (attributes: string, key: string): readonly string[] => {
  const found: string[] = []
  for (let at = attributes.indexOf(key); at >= 0; at = attributes.indexOf(key, at + 1)) {
    const behind = attributes.charCodeAt(at + key.length)
    if (behind !== 32 && behind !== 9) continue
    const before = at === 0 ? 59 : attributes.charCodeAt(at - 1)
    if (before !== 59 && before !== 32 && before !== 9) continue
    const rest = attributes.slice(at + key.length).trimStart()
    const quoted = rest.startsWith('"')
    const end = quoted ? rest.indexOf('"', 1) : rest.indexOf(';')
    found.push(rest.slice(quoted ? 1 : 0, end < 0 ? undefined : end).trim())
  }
  return found
}

/** Values of an attribute: of a GFF3 list by comma, each decoded; of a GTF attribute as often as it stands, lists by comma taken apart. */
export const attributeValues = (format: AnnotationFormat, attributes: string, key: string): readonly string[] => {
  if (format === 'gtf') return gtfValues(attributes, key).flatMap((v) => v.split(','))
  const raw = rawGff3(attributes, key)
  return raw === undefined || raw === '' ? [] : raw.split(',').map(decoded)
}

/** The one value of an attribute, commas and all; undefined when it is not there or empty. */
export const attribute = (format: AnnotationFormat, attributes: string, key: string): string | undefined => {
  const value = format === 'gtf' ? gtfValues(attributes, key)[0] : rawGff3(attributes, key)
  return value === undefined || value === '' ? undefined : format === 'gtf' ? value : decoded(value)
}
