import { type BuildSign, buildInText, contigSign } from '../identity/build-evidence.ts'
import type { ProblemLog } from '../problem-log.ts'

/** What the header of a VCF says that reading depends on. */
export type VcfHeader = {
  readonly version: string | undefined
  readonly signs: readonly BuildSign[]
  readonly adNumber: string | undefined
  readonly blocks: boolean
  readonly foreignMitochondrion: boolean
  readonly samples: readonly string[]
}

type Gathered = {
  version: string | undefined
  signs: BuildSign[]
  adNumber: string | undefined
  blocks: boolean
  foreignMitochondrion: boolean
  first: string | undefined
}

const knownVersions = new Set(['VCFv4.0', 'VCFv4.1', 'VCFv4.2', 'VCFv4.3', 'VCFv4.4', 'VCFv4.5'])
const columns = ['#CHROM', 'POS', 'ID', 'REF', 'ALT', 'QUAL', 'FILTER', 'INFO', 'FORMAT']
const tag = (line: string, key: string): string | undefined =>
  new RegExp(`[<,]${key}=("(?:[^"\\\\]|\\\\.)*"|[^,>]*)`).exec(line)?.[1]?.replace(/^"|"$/g, '')

/** Takes header lines one by one; `columns` closes it with the #CHROM line. `withoutSamples`: a file without sample columns is taken too; it has no samples then. */
export const vcfHeaderReader = (
  log: ProblemLog,
  withoutSamples = false,
): {
  readonly meta: (line: string, at: number) => void
  readonly columns: (line: string, at: number) => VcfHeader | undefined
} => {
  const g: Gathered = {
    version: undefined,
    signs: [],
    adNumber: undefined,
    blocks: false,
    foreignMitochondrion: false,
    first: undefined,
  }
  const meta = (line: string): void => {
    g.first ??= line
    if (line.startsWith('##fileformat=')) g.version ??= line.slice(13).trim()
    else if (line.startsWith('##contig=')) contig(line)
    else if (line.startsWith('##FORMAT=') && tag(line, 'ID') === 'AD') g.adNumber = tag(line, 'Number')
    else if (line.startsWith('##ALT=') && /ID=(NON_REF|\*)[,>]/.test(line)) g.blocks = true
    else if (/^##(reference|assembly|genome|genome_build|genomeBuild|ref)=/i.test(line)) {
      const build = buildInText(line)
      if (build !== undefined) g.signs.push({ build, because: line.slice(2, 200) })
    }
  }
  const contig = (line: string): void => {
    const id = tag(line, 'ID')
    if (id === undefined) return
    const length = tag(line, 'length')
    const n = length === undefined ? undefined : Number(length)
    if (/^(chr)?(M|MT)$/i.test(id) && n === 16571) g.foreignMitochondrion = true
    if (id.startsWith('NC_001807')) g.foreignMitochondrion = true
    const sign = contigSign(id, n, tag(line, 'assembly'))
    if (sign !== undefined) g.signs.push(sign)
  }
  const close = (line: string, at: number): VcfHeader | undefined => {
    if (g.version === undefined) {
      log.add(
        'warning',
        'VCF_NO_VERSION',
        { line: 1 },
        'The file does not say which version of VCF it is (no ##fileformat line).',
        'It is read as VCF 4.x. Add ##fileformat=VCFv4.2 as the first line if that is right.',
      )
    } else if (!knownVersions.has(g.version)) {
      log.add(
        'warning',
        'VCF_UNKNOWN_VERSION',
        { line: 1 },
        `The file calls itself ${g.version.slice(0, 40)}, which is not VCF 4.0 to 4.5.`,
        'It is read as VCF 4.x. Check some genotypes by eye.',
      )
    } else if (!(g.first ?? '').startsWith('##fileformat=')) {
      log.add(
        'info',
        'VCF_VERSION_NOT_FIRST',
        { line: 1 },
        'The ##fileformat line is not the first line.',
        'Nothing needs to be done; other programs may refuse the file.',
      )
    }
    const names = line.split('\t')
    const wrong = columns.slice(0, 8).findIndex((c, i) => names[i] !== c)
    if (wrong >= 0) {
      log.add(
        'error',
        'VCF_COLUMN_LINE_WRONG',
        { line: at, column: wrong + 1 },
        `Column ${wrong + 1} of the #CHROM line should be ${columns[wrong]} but is ${JSON.stringify((names[wrong] ?? '').slice(0, 40))}.`,
        'The columns are separated by tabs: #CHROM POS ID REF ALT QUAL FILTER INFO FORMAT and the samples. Write the line so.',
      )
      return undefined
    }
    const sitesOnly = withoutSamples && (names.length === 8 || (names.length === 9 && names[8] === 'FORMAT'))
    if (!sitesOnly && (names.length < 10 || names[8] !== 'FORMAT')) {
      log.add(
        'error',
        'VCF_NO_SAMPLES',
        { line: at },
        'The file has no sample column: it lists variants but says of nobody which of them they have.',
        'Give a VCF with genotypes (a FORMAT column and at least one sample).',
      )
      return undefined
    }
    const samples = names.slice(9)
    const met = new Set<string>()
    const twice = samples.find((s) => met.size === met.add(s).size)
    if (twice !== undefined) {
      log.add(
        'error',
        'VCF_SAMPLE_TWICE',
        { line: at },
        `The sample name ${JSON.stringify(twice)} stands more than once in the #CHROM line.`,
        'Give each sample its own name, for example with bcftools reheader -s.',
      )
    }
    return {
      version: g.version,
      signs: g.signs,
      adNumber: g.adNumber,
      blocks: g.blocks,
      foreignMitochondrion: g.foreignMitochondrion,
      samples,
    }
  }
  return { meta, columns: close }
}
