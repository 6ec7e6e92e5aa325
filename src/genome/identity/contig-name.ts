import type { Build } from '../site.ts'

/** Versions of the RefSeq accessions NC_000001 … NC_000024 on GRCh38; GRCh37 has each one lower (NCBI assembly reports GCF_000001405.25 and .40). */
const refSeqVersions38 = [11, 12, 12, 12, 10, 12, 14, 11, 12, 11, 10, 12, 11, 9, 10, 10, 11, 10, 10, 11, 9, 11, 11, 10]

const byNumber = (n: number): string | undefined =>
  n >= 1 && n <= 22
    ? `chr${n}`
    : n === 23
      ? 'chrX'
      : n === 24
        ? 'chrY'
        : n === 25
          ? 'chrX'
          : n === 26
            ? 'chrM'
            : undefined

/**
 * The canonical name (chr1 … chr22, chrX, chrY, chrM) of a contig as files write it: `1`, `chr1`, `NC_000001.11`, `CM000663.2`, `MT`, `chrMT`, `NC_012920.1`;
 * 23, 24, 25, 26 as in PLINK (X, Y, the shared part of X, mitochondrion). Undefined for everything else, and for NC_001807, which is not the reference mitochondrion.
 * @example canonicalContig('NC_000010.10') // 'chr10'
 */
export const canonicalContig = (name: string): string | undefined => {
  const plain = name.replace(/^chr/i, '').toUpperCase()
  if (/^\d{1,2}$/.test(plain)) return byNumber(Number(plain))
  if (plain === 'X' || plain === 'Y') return `chr${plain}`
  if (plain === 'M' || plain === 'MT' || plain === 'NC_012920.1' || plain === 'NC_012920' || plain === 'J01415.2')
    return 'chrM'
  if (plain === 'XY' || plain === 'PAR') return 'chrX'
  const accession = /^(?:NC_0000(\d\d)|CM000(\d{3}))\.\d+$/.exec(plain)
  if (accession === null) return undefined
  const n = accession[1] === undefined ? Number(accession[2]) - 662 : Number(accession[1])
  return n > 24 ? undefined : byNumber(n)
}

/** The contig that a CHROM column names: its canonical name, or else the column as it stands. Angle brackets (a contig of an assembly file) are passed over. */
export const contigOfColumn = (column: string): string =>
  canonicalContig(column.startsWith('<') ? column.slice(1, -1) : column) ?? column

/** The build that a versioned accession belongs to; undefined for plain names. @example buildOfAccession('CM000663.1') // 'GRCh37' */
export const buildOfAccession = (name: string): Build | undefined => {
  const parts = /^(?:NC_0000(\d\d)|CM000(\d{3}))\.(\d+)$/.exec(name)
  if (parts === null) return undefined
  const n = parts[1] === undefined ? Number(parts[2]) - 662 : Number(parts[1])
  const v38 = parts[1] === undefined ? 2 : refSeqVersions38[n - 1]
  if (v38 === undefined || n < 1 || n > 24) return undefined
  const version = Number(parts[3])
  return version === v38 ? 'GRCh38' : version === v38 - 1 ? 'GRCh37' : undefined
}

/** Assemblies that are recognised so that they can be refused by name. */
export type ForeignAssembly = 'T2T-CHM13' | 'NCBI36 (hg18)'

/**
 * The assembly, neither GRCh37 nor GRCh38, that a versioned accession belongs to. T2T-CHM13: NC_060925.1 … NC_060948.1, CP068255.2 … CP068277.2, CP086569.2;
 * NCBI36: the RefSeq accessions one version before GRCh37's. @example foreignAssembly('NC_000001.9') // 'NCBI36 (hg18)'
 */
export const foreignAssembly = (name: string): ForeignAssembly | undefined => {
  if (/^(NC_0609(2[5-9]|3\d|4[0-8])\.1|CP0682(5[5-9]|6\d|7[0-7])\.2|CP086569\.2)$/.test(name)) return 'T2T-CHM13'
  const parts = /^NC_0000(\d\d)\.(\d+)$/.exec(name)
  if (parts === null) return undefined
  const v38 = refSeqVersions38[Number(parts[1]) - 1]
  return v38 !== undefined && Number(parts[2]) === v38 - 2 ? 'NCBI36 (hg18)' : undefined
}

/** The RefSeq accession of a canonical contig on a build; undefined for other names. @example accessionOfContig('chr17', 'GRCh38') // 'NC_000017.11' */
export const accessionOfContig = (chrom: string, build: Build): string | undefined => {
  if (chrom === 'chrM') return 'NC_012920.1'
  const n = chrom === 'chrX' ? 23 : chrom === 'chrY' ? 24 : Number(/^chr(\d{1,2})$/.exec(chrom)?.[1])
  const version = refSeqVersions38[n - 1]
  if (version === undefined || n > 24) return undefined
  return `NC_0000${String(n).padStart(2, '0')}.${build === 'GRCh38' ? version : version - 1}`
}
