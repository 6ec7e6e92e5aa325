import type { Variant } from '../variant.ts'
import { canonicalContig } from '../identity/contig-name.ts'

const dashes = /[\u2010-\u2015\u2212]/g
const spaces = /[\s\u00a0]+/g

/** Accessions are written in capitals, the type in small letters; gene symbols stay (C9orf72). */
const inOwnCase = (text: string): string =>
  text
    .replace(/^(n[cgmprtw]|x[mpr]|lrg|ens[tgp])(?=[_\d])/i, (prefix) => prefix.toUpperCase())
    .replace(/(^|:)([GMOCNRP])\.(?=\S)/, (_, before: string, type: string) => `${before}${type.toLowerCase()}.`)

/**
 * What somebody types or pastes, as an HGVS description: `BRCA1 c.68_69delAG`, `BRCA1:R1443*`, `brca1 : c.68_69del`, `NM_007294.4(BRCA1):c.68_69del (p.Glu23fs)`.
 * Only the spelling changes. @example searchText('BRCA1 c.68–1G>A') // 'BRCA1:c.68-1G>A'
 */
export const searchText = (text: string): string => {
  const plain = text.replace(dashes, '-').replaceAll('&gt;', '>').replaceAll('→', '>').replace(spaces, ' ').trim()
  const single = plain.replace(/\s*[([]\s*p\.[^ ]*\s*$/i, (tail, at: number) =>
    /[gcmnor]\./i.test(plain.slice(0, at)) ? '' : tail,
  )
  const joined = single
    .replace(/\s*:\s*/, ':')
    .replace(/^([^\s:]+)\s+(?=[gmocnrp]\.)/i, '$1:')
    .replace(/^([A-Za-z][\w.-]*)[ :](?=\(?[A-Z*](?:[a-z]{2})?\d+)/, '$1:p.')
    .replace(/^([^:]+):p\.p\./, '$1:p.')
  return inOwnCase(joined.replaceAll(' ', ''))
}

const coordinates = /^(?:chr)?([0-9]{1,2}|X|Y|MT?)[-:_ ]g?\.?(\d+)[-:_ ]*([ACGT]+)[-:_ >/]+([ACGT]+)$/i

/** A variant written as contig, position, REF and ALT: `17-43045712-T-C`, `chr17:43045712 T>C`. Undefined for everything else. */
export const variantOfCoordinates = (text: string): Variant | undefined => {
  const found = coordinates.exec(text.replace(spaces, ' ').trim())
  const chrom = found === null ? undefined : canonicalContig(found[1] ?? '')
  if (found === null || chrom === undefined || Number(found[2]) === 0) return undefined
  return { chrom, pos: Number(found[2]), ref: (found[3] ?? '').toUpperCase(), alt: (found[4] ?? '').toUpperCase() }
}
