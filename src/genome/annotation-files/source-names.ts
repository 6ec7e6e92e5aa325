import { type AnnotationFormat, attribute, attributeValues } from './annotation-row.ts'

/** Types of rows that are parts of a transcript. */
export const partTypes = new Set([
  'exon',
  'CDS',
  'cds',
  'five_prime_UTR',
  'three_prime_UTR',
  'five_prime_utr',
  'three_prime_utr',
  'UTR',
  '5UTR',
  '3UTR',
  'stop_codon',
  'cDNA_match',
])
/** An ID without the prefix that a source puts before it. @example withoutPrefix('transcript:ENST1') // 'ENST1' */
export const withoutPrefix = (id: string): string => id.replace(/^(?:transcript|gene|rna|CDS|cds|id)[:-]/, '')
/** An accession with its version, where that stands in an attribute of its own. */
export const versioned = (id: string | undefined, version: string | undefined): string | undefined =>
  id === undefined || version === undefined || /\.\d+$/.test(id) ? id : `${id}.${version}`

/** NCBI's GeneID, or the source's own gene id. */
export const geneIdOf = (format: AnnotationFormat, attributes: string): string | undefined => {
  const own = attribute(format, attributes, 'gene_id')
  const entrez = [
    ...attributeValues(format, attributes, 'Dbxref'),
    ...attributeValues(format, attributes, 'db_xref'),
  ].find((x) => x.startsWith('GeneID:'))
  return entrez ?? own
}

/** The symbol of the gene that a row states itself. */
export const geneNameOf = (format: AnnotationFormat, attributes: string): string | undefined =>
  attribute(format, attributes, 'gene_name') ?? attribute(format, attributes, 'gene')

const typeBiotypes: Readonly<Record<string, string | undefined>> = {
  mRNA: 'protein_coding',
  lnc_RNA: 'lncRNA',
  NMD_transcript_variant: 'nonsense_mediated_decay',
  transcript: undefined,
  primary_transcript: undefined,
}

/** The biotype as the source states it, or as the type of the transcript's row implies it. */
export const biotypeFrom = (
  format: AnnotationFormat,
  attributes: string,
  type: string | undefined,
): string | undefined =>
  attribute(format, attributes, 'transcript_type') ??
  attribute(format, attributes, 'transcript_biotype') ??
  attribute(format, attributes, 'biotype') ??
  (type === undefined || partTypes.has(type) ? undefined : type in typeBiotypes ? typeBiotypes[type] : type)
