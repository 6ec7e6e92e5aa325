import type { VcfRow } from '../vcf/vcf-row.ts'

/** Fields of one strand and of the other, which change places when a stretch is turned round. */
const pairs: ReadonlyMap<string, string> = new Map(
  [
    ['ADF', 'ADR'],
    ['LADF', 'LADR'],
    ['SAF', 'SAR'],
    ['SRF', 'SRR'],
    ['F1R2', 'F2R1'],
  ].flatMap(([a = '', b = '']) => [
    [a, b],
    [b, a],
  ]),
)

/** Fields that count REF forward, REF reverse, ALT forward, ALT reverse. */
const quartets: readonly string[] = ['SB', 'DP4']

/** Annotations that name alleles, places and transcripts of the old build. */
export const staleAnnotations: readonly string[] = ['CSQ', 'ANN', 'EFF', 'BCSQ', 'LOF', 'NMD']

const turnedQuartet = (text: string): string => {
  const values = text.split(',')
  const [a, b, c, d] = values
  return values.length === 4 ? [b, a, d, c].join(',') : text
}

const turned = (key: string, text: string): string => (quartets.includes(key) ? turnedQuartet(text) : text)
const named = (key: string, all: { readonly has: (key: string) => boolean }): string => {
  const other = pairs.get(key)
  return other !== undefined && all.has(other) ? other : key
}

/** A row whose stretch is turned round in the other build: counts of the forward and the reverse strand change places. `onDropped`: fields left out because they cannot be turned. */
export const withTurnedStrands = (row: VcfRow, onDropped: (key: string) => void): VcfRow => {
  const info = new Map<string, string | true>()
  const format = new Set(row.format)
  for (const [key, value] of row.info) {
    if (key === 'AA' || (pairs.has(key) && !row.info.has(pairs.get(key) ?? ''))) onDropped(`INFO/${key}`)
    else info.set(named(key, row.info), value === true ? true : turned(key, value))
  }
  return {
    ...row,
    info,
    format: row.format.map((key) => named(key, format)),
    samples: row.samples.map((fields) => fields.map((value, i) => turned(row.format[i] ?? '', value))),
  }
}

const ofAlleles = /(?:^|_)E?A[CF](?:$|_)/

/** A row whose REF and ALT have changed places, without what would still speak of the old ones: QUAL, strand counts by allele, frequencies that no Number ties to an allele. */
export const withoutOldReading = (
  row: VcfRow,
  isDealt: (key: string) => boolean,
  onDropped: (key: string) => void,
): VcfRow => {
  const stale = (key: string): boolean =>
    quartets.includes(key) || (ofAlleles.test(key) && key !== 'AC' && key !== 'AF' && !isDealt(key))
  const info = new Map([...row.info].filter(([key]) => !stale(key)))
  for (const key of row.info.keys()) if (stale(key)) onDropped(`INFO/${key}`)
  const kept = row.format.map((key) => !quartets.includes(key))
  row.format.forEach((key, i) => {
    if (kept[i] === false) onDropped(`FORMAT/${key}`)
  })
  return {
    ...row,
    qual: '.',
    info,
    format: row.format.filter((_, i) => kept[i]),
    samples: row.samples.map((fields) => fields.filter((_, i) => kept[i])),
  }
}

/** A row that comes to another chromosome, where its phase says nothing of the rows that were there before. */
export const unphased = (row: VcfRow): VcfRow => ({
  ...row,
  samples: row.samples.map((fields) =>
    fields.map((value, i) => {
      const key = row.format[i]
      return key === 'GT' ? value.replaceAll('|', '/') : key === 'PS' || key === 'PSL' ? '.' : value
    }),
  ),
})
