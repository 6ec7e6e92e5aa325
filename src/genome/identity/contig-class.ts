import { canonicalContig, foreignAssembly } from './contig-name.ts'

/**
 * What a contig is. `chromosome`: one of the 25; `scaffold`: sequence whose place on a chromosome, or chromosome, is not known; `alternate`: another form of a place (alt loci, haplotypes, patches);
 * `foreign`: a chromosome of an assembly that is not read, or hg19's old mitochondrion; `virus`: the Epstein–Barr sequence that call pipelines add.
 */
export type ContigClass = 'chromosome' | 'scaffold' | 'alternate' | 'decoy' | 'hla' | 'virus' | 'foreign' | 'unknown'

/** The class of a contig by its name (UCSC, Ensembl, RefSeq, GenBank and the analysis sets of both builds). @example contigClass('chr6_GL000250v2_alt') // 'alternate' */
export const contigClass = (name: string): ContigClass => {
  if (foreignAssembly(name) !== undefined || /^NC_001807(\.\d+)?$/.test(name)) return 'foreign'
  if (canonicalContig(name) !== undefined) return 'chromosome'
  if (/^HLA[-_:]/i.test(name)) return 'hla'
  if (/(_decoy$|^hs37d5$|^hs38d1)/i.test(name)) return 'decoy'
  if (/^(chrEBV|EBV|NC_007605(\.1)?)$/i.test(name)) return 'virus'
  if (/(_alt$|_fix$|_hap\d+$|^H(SCHR|G\d)|_PATCH$|_CTG\d)/i.test(name)) return 'alternate'
  if (/(_random$|^chrUn|^GL000(19[1-9]|2[0-4]\d)\.1$|^(KI270[3-7]\d\d|GL000\d{3})(v|\.)\d$)/i.test(name))
    return 'scaffold'
  return 'unknown'
}
