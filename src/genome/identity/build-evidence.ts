import { buildOfAccession, canonicalContig, type ForeignAssembly, foreignAssembly } from './contig-name.ts'
import type { Build } from '../site.ts'

/** Chromosome lengths in bases, chr1 … chr22, chrX, chrY. @source NCBI assembly reports of GRCh38 (GCF_000001405.26) and GRCh37 (GCF_000001405.13) */
const lengths: Readonly<Record<Build, readonly number[]>> = {
  GRCh38: [
    248956422, 242193529, 198295559, 190214555, 181538259, 170805979, 159345973, 145138636, 138394717, 133797422,
    135086622, 133275309, 114364328, 107043718, 101991189, 90338345, 83257441, 80373285, 58617616, 64444167, 46709983,
    50818468, 156040895, 57227415,
  ],
  GRCh37: [
    249250621, 243199373, 198022430, 191154276, 180915260, 171115067, 159138663, 146364022, 141213431, 135534747,
    135006516, 133851895, 115169878, 107349540, 102531392, 90354753, 81195210, 78077248, 59128983, 63025520, 48129895,
    51304566, 155270560, 59373566,
  ],
}

/**
 * The same of assemblies that are recognised but not read.
 * @source NCBI assembly GCF_009914755.1 (T2T-CHM13v2.0) and UCSC hg18 chromInfo, as published alike in several public tables
 */
const foreignLengths: Readonly<Record<ForeignAssembly, readonly number[]>> = {
  'T2T-CHM13': [
    248387328, 242696752, 201105948, 193574945, 182045439, 172126628, 160567428, 146259331, 150617247, 134758134,
    135127769, 133324548, 113566686, 101161492, 99753195, 96330374, 84276897, 80542538, 61707364, 66210255, 45090682,
    51324926, 154259566, 62460029,
  ],
  'NCBI36 (hg18)': [
    247249719, 242951149, 199501827, 191273063, 180857866, 170899992, 158821424, 146274826, 140273252, 135374737,
    134452384, 132349534, 114142980, 106368585, 100338915, 88827254, 78774742, 76117153, 63811651, 62435964, 46944323,
    49691432, 154913754, 57772954,
  ],
}

const order = [...Array.from({ length: 22 }, (_, i) => `chr${i + 1}`), 'chrX', 'chrY']

/** The length of a chromosome in bases; undefined for the mitochondrion and for contigs beyond the chromosomes. @example chromosomeLength('GRCh38', 'chr1') // 248956422 */
export const chromosomeLength = (build: Build, chrom: string): number | undefined =>
  lengths[build][order.indexOf(chrom)]

/** A build and what speaks for it. */
export type BuildSign = { readonly build: Build | 'other'; readonly because: string }

const named38 =
  /grch38|hg38|assembly38|hs38|\bb38\b|build:? ?38|GCA_000001405\.(1[5-9]|2\d)|GCF_000001405\.(2[6-9]|[34]\d)/i
const named37 = /grch37|hg19|assembly19|human_g1k_v37|hs37|\bb37\b|\bv37\b|build:? ?37|GCF_000001405\.(1[3-9]|2[0-5])/i

/**
 * The build named in free text such as a reference path or an assembly tag; undefined when none is, or both GRCh38 and GRCh37.
 * @example buildInText('file:///ref/Homo_sapiens_assembly38.fasta') // 'GRCh38'
 */
export const buildInText = (text: string): Build | 'other' | undefined => {
  if (/t2t|chm13|hs1\b/i.test(text)) return 'other'
  if (/ncbi ?36|hg18|\bb36\b|build:? ?36/i.test(text)) return 'other'
  if (named38.test(text)) return named37.test(text) ? undefined : 'GRCh38'
  return named37.test(text) ? 'GRCh37' : undefined
}

/** What one contig line says of the build: by length, by a versioned accession, or by its assembly tag. */
export const contigSign = (
  id: string,
  length: number | undefined,
  assembly: string | undefined,
): BuildSign | undefined => {
  const foreign = foreignAssembly(id)
  if (foreign !== undefined) return { build: 'other', because: `contig ${id} is of ${foreign}` }
  const chrom = canonicalContig(id)
  if (chrom === undefined) return undefined
  const n = order.indexOf(chrom)
  if (length !== undefined && n >= 0) {
    for (const build of ['GRCh38', 'GRCh37'] as const)
      if (lengths[build][n] === length) return { build, because: `contig ${id} has length ${length}` }
    for (const other of ['T2T-CHM13', 'NCBI36 (hg18)'] as const)
      if (foreignLengths[other][n] === length)
        return { build: 'other', because: `contig ${id} has length ${length}, that of ${other}` }
  }
  const accession = buildOfAccession(id)
  if (accession !== undefined) return { build: accession, because: `contig ${id}` }
  const tag = assembly === undefined ? undefined : buildInText(assembly)
  return tag === undefined ? undefined : { build: tag, because: `contig ${id} has assembly ${assembly}` }
}

/** Rows of a file at known places: how many have what is expected on a build (the REF; for arrays the position of the rsid) and how many something else. */
export type Concordance = { readonly fits: number; readonly differs: number }

/** So many rows with the expected REF decide a build by themselves. By chance one row in four fits. */
export const rowsToDecide = 10

const decides = (c: Concordance, least: number): boolean => c.fits >= least && c.fits >= 9 * c.differs

const speaksAgainst = (c: Concordance, least: number): boolean => c.differs >= least && c.differs >= c.fits

const concordanceText = (build: Build, c: Concordance): string =>
  `${c.fits} of ${c.fits + c.differs} rows at known places fit ${build}`

/** The build a file is on, with the evidence; or why it cannot be said. */
export type BuildVerdict =
  | { readonly kind: 'known'; readonly build: Build; readonly evidence: string }
  | { readonly kind: 'contradiction' | 'unsupported' | 'unknown'; readonly evidence: string }

/**
 * Weighs what the user states, what the header says and the REF of the rows at wanted places. Any two that speak for different builds are a contradiction:
 * nothing is guessed.
 */
export const weighBuild = (
  stated: Build | undefined,
  signs: readonly BuildSign[],
  rows: Readonly<Record<Build, Concordance>>,
  least = rowsToDecide,
): BuildVerdict => {
  const all: BuildSign[] = stated === undefined ? [] : [{ build: stated, because: `stated by the user: ${stated}` }]
  for (const kind of ['GRCh38', 'GRCh37', 'other'] as const) {
    const of = signs.filter((s) => s.build === kind)
    const first = of[0]
    if (first === undefined) continue
    const more = of.length > 1 ? ` and ${of.length - 1} more header lines` : ''
    all.push({
      build: kind,
      because: `${first.because}${more} (${kind === 'other' ? 'neither GRCh37 nor GRCh38' : kind})`,
    })
  }
  for (const build of ['GRCh38', 'GRCh37'] as const) {
    const other = build === 'GRCh38' ? 'GRCh37' : 'GRCh38'
    const clear = decides(rows[build], least) && !decides(rows[other], least)
    if (clear) all.push({ build, because: concordanceText(build, rows[build]) })
    else if (speaksAgainst(rows[build], least) && all.some((s) => s.build === build))
      all.push({ build: 'other', because: concordanceText(build, rows[build]) })
  }
  const evidence = all.map((s) => s.because).join('; ')
  const builds = new Set(all.map((s) => s.build))
  const [only] = builds
  if (only === undefined) return { kind: 'unknown', evidence: '' }
  if (builds.size > 1) return { kind: 'contradiction', evidence }
  return only === 'other' ? { kind: 'unsupported', evidence } : { kind: 'known', build: only, evidence }
}
