// Damages valid VCF files and reads them: node tools/fuzz-genome.ts [FOLDER] [RUNS]. FOLDER: one that holds VCF files under folders named `passed`.
import { globSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { bgzf, bytesOf, gzip } from '../src/genome/bytes/packed.fixture.ts'
import { canonicalContig, memorySource, readSites, type Site, type SiteRow } from '../src/genome/index.ts'
import { nodeInflate } from '../src/genome/node/index.ts'
import { checkVcf } from '../src/genome/validity/index.ts'
import { validTexts } from '../src/genome/validity/valid-texts.fixture.ts'
import { holdsChange, type NaiveRow, naiveRows } from './naive-vcf.ts'

/** What came of the runs. `invented`: genotypes that the damaged text does not hold, each with the run that gave it. */
export type FuzzReport = {
  runs: number
  refused: number
  withFindings: number
  withoutFindings: number
  read: number
  genotypes: number
  slowestMilliseconds: number
  residentMegabytes: number
  readonly invented: string[]
  readonly thrown: string[]
}

const forms = ['plain', 'gzip', 'bgzf'] as const

/** Numerical Recipes' linear congruential generator: the same damage each time. */
const generator = (): ((below: number) => number) => {
  let state = 12345
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const damaged = (whole: Uint8Array, below: (n: number) => number): Uint8Array => {
  const kind = below(3)
  const bytes = whole.slice(0, kind === 1 ? whole.length : below(whole.length + 1))
  if (kind === 0 || bytes.length === 0) return bytes
  for (let i = 1 + below(8); i > 0; i--) {
    const at = below(bytes.length)
    bytes[at] = (bytes[at] as number) ^ (1 << below(8))
  }
  return bytes
}

/** The places of a text where it has alleles made of bases. */
const sitesOf = (text: string): readonly Site[] =>
  [...naiveRows(text).values()].flatMap(({ chrom, pos, ref, alts }) => {
    const sequences = alts.filter((a) => /^[ACGT]+$/.test(a))
    return chrom === undefined || !/^[ACGT]{1,50}$/.test(ref) || sequences.length === 0
      ? []
      : [{ chrom, pos, ref, alts: sequences }]
  })

/** The text in packed bytes as Node's own zlib gives it, one character for each byte; undefined when it gives none. */
const unpackedText = (bytes: Uint8Array, form: (typeof forms)[number]): string | undefined => {
  try {
    const plain = form === 'plain' ? bytes : gunzipSync(bytes)
    return Buffer.from(plain)
      .toString('latin1')
      .replace(/^\u00EF\u00BB\u00BF/, '')
  } catch {
    return undefined
  }
}

const latin1 = (text: string): string => Buffer.from(text).toString('latin1')
const calledStrands = (strands: readonly (number | null)[]): number => strands.filter((a) => a !== null).length

/** Why a genotype is not what the text holds; undefined when it is. */
const invention = (row: SiteRow, rows: ReadonlyMap<number, NaiveRow>): string | undefined => {
  const joined = row.text.includes('\n')
  const own = rows.get(row.line)
  if (own === undefined || own.chrom !== canonicalContig(row.chrom)) return 'no such row'
  const strands = row.gt.split(/[/|]/).map((a) => (a === '.' ? null : Number(a)))
  if (!joined && calledStrands(strands) > calledStrands(own.strands)) return 'more strands than the row calls'
  if (row.kind === 'referenceBlock')
    return own.strands.every((a) => a === 0) && own.pos <= row.pos ? undefined : 'no reference block'
  const sources = joined ? [...rows.values()].filter((r) => r.chrom === own.chrom) : [own]
  for (const allele of new Set(strands)) {
    if (allele === null || allele === 0) continue
    const alt = row.alts[allele - 1]
    if (alt === undefined) return `no allele ${allele}`
    const copies = strands.filter((a) => a === allele).length
    const held = sources.some(
      (r) =>
        r.strands.filter(
          (a) =>
            a !== null && a > 0 && (r.alts[a - 1] === alt.toUpperCase() || holdsChange(r, a, row.pos, row.ref, alt)),
        ).length >= copies,
    )
    if (!held) return `${copies} × ${row.ref}>${alt}`
  }
  return undefined
}

/**
 * Reads damaged forms of the texts (plain, gzip, BGZF in turn) with `checkVcf` and `readSites`. Every genotype given is held against a naive reading
 * of the damaged text, unpacked by Node's zlib. Where that unpacks nothing, a genotype must stand in the undamaged text.
 */
export const fuzzGenome = async (texts: readonly string[], runs: number): Promise<FuzzReport> => {
  const below = generator()
  const report: FuzzReport = {
    runs,
    refused: 0,
    withFindings: 0,
    withoutFindings: 0,
    read: 0,
    genotypes: 0,
    slowestMilliseconds: 0,
    residentMegabytes: 0,
    invented: [],
    thrown: [],
  }
  const packed = texts.map((text) => ({ plain: bytesOf(text), gzip: gzip(text), bgzf: bgzf(text, 400) }))
  const sites = texts.map(sitesOf)
  for (let run = 0; run < runs; run++) {
    const which = run % texts.length
    const form = forms[Math.floor(run / texts.length) % 3] as (typeof forms)[number]
    const bytes = damaged((packed[which] as (typeof packed)[number])[form], below)
    const chunk = 1 + below(4000)
    const from = performance.now()
    try {
      const mode = run % 2 === 0 ? 'strict' : 'lenient'
      const checked = await checkVcf(memorySource('a', bytes, chunk), {
        inflate: nodeInflate,
        mode,
        lineLimit: 1 << 16,
      })
      if (checked.findings.some((f) => f.code.startsWith('FILE_') && f.severity === 'error')) report.refused++
      else if (checked.findings.length > 0) report.withFindings++
      else report.withoutFindings++
      const wanted = { GRCh37: sites[which] ?? [], GRCh38: sites[which] ?? [] }
      const read = await readSites(memorySource('a', bytes, chunk), wanted, { inflate: nodeInflate, build: 'GRCh37' })
      if (read.ok) {
        report.read++
        const rows = naiveRows(unpackedText(bytes, form) ?? latin1(texts[which] as string))
        for (const row of read.value.sites) {
          if (!/\d/.test(row.gt)) continue
          report.genotypes++
          const why = invention(row, rows)
          if (why !== undefined) report.invented.push(`run ${run} (${form}): ${row.chrom}:${row.pos} ${row.gt}: ${why}`)
        }
      }
    } catch (fault) {
      report.thrown.push(
        `run ${run} (${form}): ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}`,
      )
    }
    report.slowestMilliseconds = Math.max(report.slowestMilliseconds, performance.now() - from)
    if (run % 100 === 0) report.residentMegabytes = Math.max(report.residentMegabytes, process.memoryUsage().rss / 1e6)
  }
  return report
}

if (import.meta.main) {
  const [folder, runs = '10000'] = process.argv.slice(2)
  const files = folder === undefined ? [] : globSync(`${folder}/**/passed/*.vcf`).toSorted()
  const texts = files.length > 0 ? files.map((f) => readFileSync(f, 'utf8')) : Object.values(validTexts)
  const report = await fuzzGenome(texts, Number(runs))
  const { invented, thrown, ...counts } = report
  console.log({ texts: texts.length, ...counts, invented: invented.length, thrown: thrown.length })
  for (const line of [...invented, ...thrown].slice(0, 20)) console.log(line)
  process.exitCode = invented.length + thrown.length > 0 ? 1 : 0
}
