import { type ToldImpact, toldImpacts } from '../genome/annotation/index.ts'
import { software } from '../shared/software.ts'
import type { AlleleRow } from './variant-rows.ts'

/** What stands before the alleles: the file, whose genome, on which build and why, and what it was named against. */
export type VariantsHead = {
  readonly source: string
  readonly sample?: string
  readonly build: string
  readonly buildEvidence: string
  readonly namedAgainst: readonly string[]
}

export type VariantWriter = {
  readonly head: (head: VariantsHead) => void
  readonly row: (row: AlleleRow) => void
  readonly end: () => void
}

const columns = [
  'place',
  'change',
  'zygosity',
  'filter',
  'gene',
  'transcript',
  'impact',
  'consequence',
  'c.',
  'p.',
  'id',
  'note',
] as const

const short = (allele: string): string => (allele.length > 20 ? `${allele.slice(0, 17)}…${allele.length}` : allele)
const bare = (name: string | undefined): string => name?.replace(/^[^:]+:/, '') ?? ''
const words = (term: string): string => term.replace(/_variant$/, '').replaceAll('_', ' ')

const listed = (variants: readonly { readonly pos: number; readonly ref: string; readonly alt: string }[]): string =>
  variants.map((v) => `${v.pos} ${v.ref}>${v.alt}`).join(', ')

const together = (row: AlleleRow): string =>
  (row.together ?? [])
    .map(({ members, unplaced, terms, residues, aminoAcids }) => {
      const others = members.filter((m) => m.pos !== row.variant?.pos)
      const change = aminoAcids === undefined ? '' : ` (${residues?.[0] ?? ''}${short(aminoAcids.join('>'))})`
      const read = `${terms.map(words).join(', ')}${change}`
      const known = others.length === 0 ? '' : `with ${listed(others)}: ${read}`
      const open = unplaced === undefined ? '' : `phase to ${listed(unplaced)} not known, which would change it`
      return [known, open].filter((x) => x !== '').join('; ')
    })
    .join('; ')

const notes = (row: AlleleRow): string =>
  [
    row.genotype?.copyNumber === undefined ? '' : `copy number ${row.genotype.copyNumber}`,
    row.reference === 'mismatch' ? 'REF is not what the reference has' : '',
    row.transcripts?.[0]?.mayShift === true
      ? 'might have to be named further 3′: the bases around are not held (--reference)'
      : '',
    ...(row.transcripts?.[0]?.flags ?? []).map((f) => f.replace(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`)),
    row.transcripts?.[0]?.notNamed ?? '',
    together(row),
  ]
    .filter((n) => n !== '')
    .join('; ')

const untold = (row: AlleleRow): string =>
  row.reference === 'mismatch' || (row.variant === undefined && row.change === undefined)
    ? 'not read'
    : 'no transcript that is loaded'

/** A tab-separated table with one line an allele, its gravest transcript first; made for eyes and for `cut`. */
const tableWriter = (out: (text: string) => void): VariantWriter => ({
  head: (h) => {
    out(
      `# ${h.source}${h.sample === undefined ? '' : `, sample ${h.sample}`}, ${h.build} (${h.buildEvidence}); named against ${h.namedAgainst.join(', ') || 'nothing'}\n`,
    )
    out(`#${columns.join('\t')}\n`)
  },
  row: (row) => {
    const t = row.transcripts?.[0]
    out(
      `${[
        `${row.chrom}:${row.pos}`,
        `${short(row.ref)}>${short(row.alt)}`,
        row.genotype?.zygosity ?? '',
        row.filter,
        t?.gene ?? '',
        t?.transcript ?? '',
        t?.impact === 'notKnown' ? 'not known' : (t?.impact ?? ''),
        t?.terms.map(words).join(', ') ?? untold(row),
        bare(t?.c),
        bare(t?.p),
        row.id === '.' ? '' : row.id,
        notes(row),
      ].join('\t')}\n`,
    )
  },
  end: () => {},
})

const jsonWriter = (out: (text: string) => void): VariantWriter => {
  let first = true
  return {
    head: (h) => out(`${JSON.stringify({ software, ...h }, null, 2).replace(/\n}$/, '')},\n  "variants": [`),
    row: (row) => {
      out(`${first ? '' : ','}\n    ${JSON.stringify(row)}`)
      first = false
    },
    end: () => out(`${first ? '' : '\n  '}]\n}\n`),
  }
}

const jsonlWriter = (out: (text: string) => void): VariantWriter => ({
  head: () => {},
  row: (row) => out(`${JSON.stringify(row)}\n`),
  end: () => {},
})

export const variantWriter = (format: 'table' | 'json' | 'jsonl', out: (text: string) => void): VariantWriter =>
  format === 'table' ? tableWriter(out) : format === 'json' ? jsonWriter(out) : jsonlWriter(out)

/**
 * The gravest impact of an allele on any of the transcripts told, alone or together with others; not known where REF is not what the reference has and of what is not read (breakends, copy
 * numbers); `modifier` where no transcript is near.
 */
export const gravest = (
  row: Pick<AlleleRow, 'transcripts' | 'together' | 'reference' | 'variant' | 'change'>,
): ToldImpact =>
  toldImpacts.find(
    (i) => row.transcripts?.some((t) => t.impact === i) === true || row.together?.some((t) => t.impact === i) === true,
  ) ??
  (row.reference === 'mismatch' || (row.variant === undefined && row.change === undefined) ? 'notKnown' : 'modifier')
