import { memorySource } from '../bytes/memory-source.ts'
import { portableInflate } from '../bytes/portable-inflate.ts'
import type { CallBatch } from '../calls/call-batch.ts'
import { type CallsRead, readCalls } from '../calls/index.ts'
import type { Build } from '../site.ts'
import type { Assay } from './quality-bands.ts'
import { mergeQuality, qualityCounter, type QualityOptions, type QualityTally } from './quality.ts'
import { qualityReport, type QualityReport } from './quality-report.ts'

/** Numerical Recipes' linear congruential generator: the same numbers each time. */
export const generator = (seed = 12345): (() => number) => {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const head = [
  '##fileformat=VCFv4.2',
  '##contig=<ID=chr1,length=248956422>',
  '##contig=<ID=chr2,length=242193529>',
  '##contig=<ID=chrX,length=156040895>',
  '##contig=<ID=chrY,length=57227415>',
  '##contig=<ID=chrM,length=16569>',
  '##contig=<ID=chrUn_KI270302v1,length=2274>',
  '##FILTER=<ID=PASS,Description="All filters passed">',
  '##FILTER=<ID=LowQual,Description="Low quality">',
  '##INFO=<ID=END,Number=1,Type=Integer,Description="End">',
  '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
  '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Depths">',
  '##FORMAT=<ID=AF,Number=A,Type=Float,Description="Fractions">',
  '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">',
  '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Quality">',
  '##FORMAT=<ID=MIN_DP,Number=1,Type=Integer,Description="Least depth">',
]

/** A VCF of one sample `S1` on GRCh38. Rows are written with blanks for tabs. */
export const vcfOf = (rows: readonly string[]): string =>
  `${[...head, '#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT S1', ...rows].join('\n').replaceAll(/^(?!##).*$/gm, (l) => l.replaceAll(' ', '\t'))}\n`

/** Reads a VCF text and throws on errors. */
export const readText = async (text: string, onBatch: (batch: CallBatch) => void): Promise<CallsRead> => {
  const source = memorySource('made.vcf', new TextEncoder().encode(text))
  const read = await readCalls(source, { inflate: portableInflate }, onBatch)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.value
}

/** The report of a VCF text, as a caller makes it; with `parts` the text is counted in so many parts that are put together in the order `turn` gives them. */
export const reportOf = async (
  text: string,
  options: QualityOptions & { readonly build?: Build } = {},
  more: {
    readonly parts?: number
    readonly turn?: (parts: QualityTally[]) => QualityTally[]
    readonly assay?: Assay
  } = {},
): Promise<QualityReport> => {
  const lines = text.trimEnd().split('\n')
  const from = lines.findIndex((l) => !l.startsWith('#'))
  const [above, rows] = from < 0 ? [lines, []] : [lines.slice(0, from), lines.slice(from)]
  const size = Math.max(1, Math.ceil(rows.length / (more.parts ?? 1)))
  const tallies: QualityTally[] = []
  let read: CallsRead | undefined
  for (let at = 0; at < Math.max(1, rows.length); at += size) {
    const counter = qualityCounter({ build: 'GRCh38', ...options })
    read = await readText(`${[...above, ...rows.slice(at, at + size)].join('\n')}\n`, counter.add)
    tallies.push(counter.tally)
  }
  const [first, ...rest] = more.turn === undefined ? tallies : more.turn(tallies)
  if (first === undefined || read === undefined) throw new Error('no parts')
  return qualityReport(rest.reduce(mergeQuality, first), {
    header: read,
    format: tallies.some((t) => (t.counts.kinds[1] as number) > 0) ? 'gvcf' : 'vcf',
    ...(more.assay === undefined ? {} : { assay: more.assay }),
  })
}

const letters = ['A', 'C', 'G', 'T'] as const
const transition = { A: 'G', C: 'T', G: 'A', T: 'C' } as const

/** Rows of every kind that a caller writes, on two autosomes, X, Y and the mitochondrion. */
export const mixedRows = (count = 4000): readonly string[] => {
  const random = generator()
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T
  const run = (n: number): string => Array.from({ length: n }, () => pick(letters)).join('')
  const rows: string[] = []
  for (const [chrom, share] of [
    ['chr1', 0.5],
    ['chr2', 0.3],
    ['chrX', 0.12],
    ['chrY', 0.06],
    ['chrM', 0.02],
  ] as const) {
    let pos = chrom === 'chrM' ? 20 : 3_000_000
    for (let i = 0; i < count * share; i++) {
      pos += 1 + Math.floor(random() * (chrom === 'chrM' ? 150 : 20_000))
      const ref = pick(letters)
      const other = pick(letters.filter((b) => b !== ref))
      const sort = random()
      const snv = random() < 0.67 ? transition[ref] : other
      const third = letters.find((b) => b !== ref && b !== snv) as string
      const [refs, alts] =
        sort < 0.8
          ? [ref, snv]
          : sort < 0.87
            ? [ref, ref + run(1 + Math.floor(random() * 6))]
            : sort < 0.94
              ? [ref + run(1 + Math.floor(random() * 6)), ref]
              : sort < 0.96
                ? [`${ref}${ref}`, `${other}${other}`]
                : sort < 0.98
                  ? [ref, `${snv},${third}`]
                  : [ref, `${snv},*`]
      const two = alts.includes(',')
      const haploid = chrom === 'chrY' || chrom === 'chrM'
      const draw = random()
      const gt = haploid
        ? draw < 0.95
          ? '1'
          : '.'
        : draw < 0.55
          ? two
            ? '1/2'
            : '0/1'
          : draw < 0.88
            ? '1/1'
            : draw < 0.93
              ? '0/0'
              : draw < 0.96
                ? './.'
                : draw < 0.98
                  ? './1'
                  : '0|1'
      const depth = 8 + Math.floor(random() * 40)
      const alt = gt === '1/1' || gt === '1' ? depth : gt === '0/0' ? 0 : Math.round(depth * (0.3 + random() * 0.4))
      const ad = two ? `${depth - alt},${alt},0` : `${depth - alt},${alt}`
      const filter = random() < 0.05 ? 'LowQual' : random() < 0.5 ? 'PASS' : '.'
      rows.push(
        `${chrom} ${pos} . ${refs} ${alts} 50 ${filter} . GT:AD:DP:GQ ${gt}:${ad}:${depth}:${Math.floor(random() * 100)}`,
      )
    }
  }
  return rows
}
