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
