/**
 * What is known of a person's HLA: alleles as typed, two for each gene (`HLA-A*03:01`), and copies (0 to 2) of markers by the name that a score has for them, such as amino acids and serotypes
 * imputed by SNP2HLA (`HLA-DRB1_67_I`).
 */
export type HlaTyping = { readonly alleles: readonly string[]; readonly markers?: Readonly<Record<string, number>> }

/** Gene and fields of an allele's name; the notation without colons is read by twos. @example hlaAllele('HLA-DQA1*0102') // { gene: 'DQA1', fields: ['01', '02'] } */
export const hlaAllele = (name: string): { readonly gene: string; readonly fields: readonly string[] } | undefined => {
  const found = /^(?:HLA-)?([A-Z]+[0-9]?)\*(\d+(?::\d+)*)[A-Z]?$/i.exec(name.trim())
  if (found === null) return undefined
  const text = found[2] as string
  const fields = text.includes(':') ? text.split(':') : (text.match(/\d{2}/g) ?? [text])
  return { gene: (found[1] as string).toUpperCase(), fields }
}

/** Whether a typed allele is the named one or one below it; undefined where the typing is too coarse to say. */
const isOf = (typed: readonly string[], named: readonly string[]): boolean | undefined => {
  for (const [i, field] of named.entries()) {
    if (typed[i] === undefined) return undefined
    if (typed[i] !== field) return false
  }
  return true
}

/** Copies (0 to 2) of a named HLA allele or marker; undefined when the gene is not typed on both strands, or not finely enough. */
export const hlaCopies = (name: string, typing: HlaTyping | undefined): number | undefined => {
  if (typing === undefined) return undefined
  const stated = typing.markers !== undefined && Object.hasOwn(typing.markers, name) ? typing.markers[name] : undefined
  if (stated !== undefined) return stated >= 0 && stated <= 2 ? stated : undefined
  const wanted = hlaAllele(name)
  if (wanted === undefined) return undefined
  const typed = typing.alleles.flatMap((a) => {
    const allele = hlaAllele(a)
    return allele?.gene === wanted.gene ? [isOf(allele.fields, wanted.fields)] : []
  })
  return typed.length !== 2 || typed.includes(undefined) ? undefined : typed.filter((t) => t === true).length
}
