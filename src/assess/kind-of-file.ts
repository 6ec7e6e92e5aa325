/** What one file can be of a person's inputs. */
export type FileKind = 'genome' | 'record' | 'outsideCalls'

/**
 * What a file is, by its first bytes (a few kilobytes) and then its name: a genome (VCF, gzip, array file), a FHIR record (JSON) or outside
 * calls (TSV). Undefined when it is none of them.
 */
export const kindOfFile = (name: string, head: Uint8Array): FileKind | undefined => {
  const lower = name.toLowerCase()
  if (head[0] === 0x1f && head[1] === 0x8b) return lower.endsWith('.json.gz') ? 'record' : 'genome'
  if (head[0] === 0x50 && head[1] === 0x4b) return 'genome'
  const text = new TextDecoder()
    .decode(head)
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (text.startsWith('{') || text.startsWith('[')) return 'record'
  if (text.startsWith('##fileformat') || text.startsWith('#CHROM')) return 'genome'
  if (/^#.*(23andme|ancestrydna)/i.test(text) || /^#?\s*"?rsid/im.test(text)) return 'genome'
  if (/^(#.*\n|gene\t.*\n)*[A-Z][A-Z0-9-]+\t/i.test(text)) return 'outsideCalls'
  if (lower.endsWith('.vcf')) return 'genome'
  if (lower.endsWith('.json')) return 'record'
  return lower.endsWith('.tsv') ? 'outsideCalls' : undefined
}
