import { canonicalContig } from '../identity/contig-name.ts'
import { type ArrayLayout, arrayCells } from './array-layout.ts'

/**
 * One genotype of an array file, as it stands there. `ids`: rsids or the maker's own names. `chrom` is canonical and `pos` 1-based on the file's own build; each is undefined
 * where the file does not say it. `shared`: the file names the part that X and Y share (PAR, XY, 25), where men have two alleles too.
 * `letters`: one or two, upper case, as the file orders them. `state`: `called` letters A, C, G, T; `indel` letters I and D, whose bases the file does not tell; `noCall`; or `unclear`.
 */
export type ArrayGenotype = {
  readonly ids: readonly string[]
  readonly chrom: string | undefined
  readonly pos: number | undefined
  readonly shared: boolean
  readonly letters: readonly string[]
  readonly state: 'called' | 'indel' | 'noCall' | 'unclear'
  readonly line: number
}

/** A name that is a place: `1:101`, `chr1:1001:A`. */
const placeName = /^(?:chr)?(\d{1,2}|X|Y|XY|MT?|PAR):(\d+)(?::|$)/i

const lettersOf = (cells: readonly string[], layout: ArrayLayout): readonly string[] => {
  const together =
    layout.alleles === undefined
      ? (cells[layout.genotype ?? -1] ?? '')
      : `${cells[layout.alleles[0]] ?? ''}${cells[layout.alleles[1]] ?? ''}`
  return together.toUpperCase().replaceAll(/[/|]/g, '').split('')
}

const stateOf = (letters: readonly string[]): ArrayGenotype['state'] => {
  if (letters.length === 0 || letters.some((l) => l === '-' || l === '0' || l === '.' || l === 'N')) return 'noCall'
  if (letters.length > 2) return 'unclear'
  if (letters.every((l) => l === 'A' || l === 'C' || l === 'G' || l === 'T')) return 'called'
  return letters.every((l) => l === 'I' || l === 'D') ? 'indel' : 'unclear'
}

/** Number of columns that a row of the layout has at least. */
export const columnsNeeded = (layout: ArrayLayout): number =>
  1 + Math.max(layout.id, layout.chrom ?? 0, layout.pos ?? 0, layout.genotype ?? 0, ...(layout.alleles ?? []))

/** Reads one row; undefined when it has fewer columns than the layout needs. */
export const arrayGenotype = (text: string, layout: ArrayLayout, line: number): ArrayGenotype | undefined => {
  const cells = arrayCells(text, layout.delimiter)
  if (cells.length < columnsNeeded(layout)) return undefined
  const ids = (cells[layout.id] ?? '').split(',')
  const named = placeName.exec(ids[0] ?? '')
  const contig = layout.chrom === undefined ? named?.[1] : cells[layout.chrom]
  const place = (layout.pos === undefined ? named?.[2] : cells[layout.pos]) ?? ''
  const letters = lettersOf(cells, layout)
  return {
    ids,
    chrom: canonicalContig(contig ?? ''),
    pos: /^\d{1,9}$/.test(place) && Number(place) > 0 ? Number(place) : undefined,
    shared: /^(chr)?(PAR|XY|25)$/i.test(contig ?? ''),
    letters,
    state: stateOf(letters),
    line,
  }
}
