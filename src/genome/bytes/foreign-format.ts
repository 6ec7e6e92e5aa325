/** What a file is that this reader does not read, and what to do with it. */
export type ForeignFormat = { readonly what: string; readonly remedy: string }

type Sign = ForeignFormat & { readonly at?: number; readonly magic: readonly number[] | string }

const callFirst =
  'It holds reads, not genotypes. Call variants from it first (for example with GATK HaplotypeCaller or DeepVariant) and give the VCF.'

const binary: readonly Sign[] = [
  { magic: 'BZh', what: 'a bzip2 file', remedy: 'Convert it: bzip2 -dc FILE.vcf.bz2 | bgzip > FILE.vcf.gz' },
  { magic: [0x50, 0x4b, 5, 6], what: 'an empty zip archive', remedy: 'Ask for the file again.' },
  {
    magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0],
    what: 'an xz file',
    remedy: 'Convert it: xz -dc FILE.vcf.xz | bgzip > FILE.vcf.gz',
  },
  ...[0x01, 0x9c, 0xda].map((level) => ({
    magic: [0x78, level],
    what: 'a zlib stream (.z)',
    remedy:
      'Convert it: python3 -c "import sys,zlib; sys.stdout.buffer.write(zlib.decompress(sys.stdin.buffer.read()))" < FILE.vcf.z | bgzip > FILE.vcf.gz',
  })),
  {
    magic: [0x28, 0xb5, 0x2f, 0xfd],
    what: 'a Zstandard file',
    remedy: 'Convert it: zstd -dc FILE.vcf.zst | bgzip > FILE.vcf.gz',
  },
  {
    magic: [0x37, 0x7a, 0xbc, 0xaf],
    what: 'a 7z archive',
    remedy: 'Unpack it (7z x FILE.7z) and give the VCF that is inside.',
  },
  {
    magic: [0x1f, 0x9d],
    what: 'a file of Unix compress (.Z)',
    remedy: 'Convert it: uncompress -c FILE.vcf.Z | bgzip > FILE.vcf.gz',
  },
  {
    magic: 'ustar',
    at: 257,
    what: 'a tar archive',
    remedy: 'Unpack it (tar xf FILE.tar) and give the VCF that is inside.',
  },
  { magic: [0x42, 0x41, 0x4d, 1], what: 'a BAM file', remedy: callFirst },
  { magic: 'CRAM', what: 'a CRAM file', remedy: callFirst },
  { magic: [0x54, 0x42, 0x49, 1], what: 'a tabix index', remedy: 'Give the .vcf.gz file that the index belongs to.' },
  { magic: [0x43, 0x53, 0x49, 1], what: 'a CSI index', remedy: 'Give the .vcf.gz file that the index belongs to.' },
  { magic: '%PDF', what: 'a PDF document', remedy: 'Ask the laboratory for the VCF behind the report.' },
  { magic: 'SQLite format 3', what: 'an SQLite database', remedy: 'Give a VCF.' },
  {
    magic: [0xff, 0xfe],
    what: 'text in UTF-16',
    remedy: 'Save it as UTF-8: iconv -f UTF-16 -t UTF-8 FILE > FILE.utf8',
  },
  {
    magic: [0xfe, 0xff],
    what: 'text in UTF-16',
    remedy: 'Save it as UTF-8: iconv -f UTF-16 -t UTF-8 FILE > FILE.utf8',
  },
]

/** What a GFF3 file is called here; a reader of annotation lets it pass. */
export const annotationFile = 'a GFF file'

const text: readonly (ForeignFormat & { readonly starts: RegExp })[] = [
  {
    starts: /^<(!doctype|html|head|\?xml)/i,
    what: 'a web page or XML',
    remedy: 'The download was probably refused or redirected. Fetch the VCF again.',
  },
  { starts: /^(\{|\[\s*[{[\]"\d-])/, what: 'JSON', remedy: 'Give a VCF here; a FHIR bundle belongs to the record.' },
  { starts: /^##gff-version/i, what: annotationFile, remedy: 'It holds annotation, not genotypes. Give a VCF.' },
  { starts: /^>/, what: 'a FASTA file', remedy: 'It holds a sequence, not genotypes. Give a VCF.' },
  { starts: /^@(HD|SQ|RG|PG|CO)\t/, what: 'a SAM file', remedy: callFirst },
  { starts: /^@[^\n]*\n[ACGTN]+\r?\n\+/i, what: 'a FASTQ file', remedy: callFirst },
]

const has = (head: Uint8Array, sign: Sign): boolean => {
  const at = sign.at ?? 0
  const magic = typeof sign.magic === 'string' ? Array.from(sign.magic, (c) => c.charCodeAt(0)) : sign.magic
  return magic.every((b, i) => head[at + i] === b)
}

/** How many of the first bytes are looked at; what they are must not depend on the pieces a file comes in. */
export const sniffed = 4096

/** Names what the first bytes of a file (packed or unpacked) are if they are none of text of ours, gzip, zip or BCF; undefined when nothing speaks against it. `allowed`: the one that is wanted. */
export const foreignFormat = (head: Uint8Array, allowed?: string): ForeignFormat | undefined => {
  const sign = binary.find((s) => has(head, s))
  if (sign !== undefined) return { what: sign.what, remedy: sign.remedy }
  if (head[0] === 0x1f && head[1] === 0x8b) return undefined
  if (head.subarray(0, sniffed).includes(0))
    return {
      what: 'a binary file',
      remedy: 'Give a VCF (plain, gzip or BGZF) or the raw data file of a consumer array.',
    }
  const start = new TextDecoder()
    .decode(head.subarray(0, sniffed))
    .replace(/^\uFEFF/, '')
    .trimStart()
  const form = text.find((t) => t.what !== allowed && t.starts.test(start))
  return form === undefined ? undefined : { what: form.what, remedy: form.remedy }
}
