const firstLevel: ReadonlySet<string> = new Set(['DEL', 'INS', 'DUP', 'INV', 'CNV'])

/** Whether a text may be the ID of a symbolic allele: no blank, comma or angle bracket, and a list of types begins with one of the specification. */
export const isSymbol = (id: string, version: number): boolean => {
  if (!/^[^\s,<>]+$/.test(id)) return false
  const colon = id.indexOf(':')
  if (colon < 0) return true
  const first = id.slice(0, colon)
  return firstLevel.has(first) || (first === 'BND' && version < 44)
}

/** What an ALT allele is. A code is the fault of one that is none of these. */
export type AltKind =
  | 'bases'
  | 'overlap'
  | 'symbol'
  | 'breakend'
  | 'VCF_ALT_BASE'
  | 'VCF_ALT_SYMBOL'
  | 'VCF_ALT_BREAKEND'

const bases = /^[ACGTN]+$/i
const singleBreakend = /^(?:\.[ACGTN]+|[ACGTN]+\.)$/i
const joined =
  /^(?:(?:[ACGTN]+|\.)(?:\[(?<a>[^\s[\]]+)\[|\](?<b>[^\s[\]]+)\])|(?:\[(?<c>[^\s[\]]+)\[|\](?<d>[^\s[\]]+)\])(?:[ACGTN]+|\.))$/i
const place = /^(?:<[^\s,<>]+>|[^\s,<>]+):\d+$/

/** The kind of one ALT allele (never the missing one). */
export const altKind = (alt: string, version: number): AltKind => {
  if (bases.test(alt)) return 'bases'
  if (alt === '*') return 'overlap'
  if (alt.startsWith('<') && alt.endsWith('>')) return isSymbol(alt.slice(1, -1), version) ? 'symbol' : 'VCF_ALT_SYMBOL'
  if (singleBreakend.test(alt)) return 'breakend'
  const mate = joined.exec(alt)?.groups
  if (mate !== undefined)
    return place.test(mate.a ?? mate.b ?? mate.c ?? mate.d ?? '') ? 'breakend' : 'VCF_ALT_BREAKEND'
  if (alt.includes('<') || alt.includes('>')) return 'VCF_ALT_SYMBOL'
  return alt.includes('[') || alt.includes(']') ? 'VCF_ALT_BREAKEND' : 'VCF_ALT_BASE'
}

/** The first of the types of a structural symbolic allele (DEL of `<DEL:ME:ALU>`); undefined for every other allele. */
export const structuralType = (alt: string): string | undefined => {
  if (!alt.startsWith('<')) return undefined
  const colon = alt.indexOf(':')
  const first = alt.slice(1, colon < 0 ? -1 : colon)
  return firstLevel.has(first) ? first : undefined
}
