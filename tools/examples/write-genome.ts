import type { DrawnRow } from './draw-genome.ts'

/** Lengths of the GRCh38 chromosomes that hold pharmacogenes (GRCh38.p14, NCBI). */
const lengths: Readonly<Record<string, number>> = {
  chr1: 248956422,
  chr2: 242193529,
  chr4: 190214555,
  chr6: 170805979,
  chr7: 159345973,
  chr8: 145138636,
  chr10: 133797422,
  chr12: 133275309,
  chr13: 114364328,
  chr16: 90338345,
  chr19: 58617616,
  chr22: 50818468,
  chrX: 156040895,
}

const formats = {
  GT: '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
  AD: '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reads per allele">',
  DP: '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Reads">',
  GQ: '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">',
  MIN_DP: '##FORMAT=<ID=MIN_DP,Number=1,Type=Integer,Description="Fewest reads within the block">',
} as const

export const vcfHeader = (
  sample: string,
  lines: readonly string[],
  fields: readonly (keyof typeof formats)[],
  filters: readonly string[] = [],
): string =>
  [
    '##fileformat=VCFv4.2',
    ...lines.map((l) => `##${l}`),
    '##reference=GRCh38',
    '##FILTER=<ID=PASS,Description="All filters passed">',
    ...filters,
    ...fields.map((f) => formats[f]),
    ...Object.entries(lengths).map(([c, n]) => `##contig=<ID=${c},length=${n},assembly=GRCh38>`),
    `#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t${sample}`,
  ].join('\n')

/** A repeatable stand-in for chance: whole numbers from low to high by a 32-bit linear congruential generator. */
export const dice = (seed: number): ((low: number, high: number) => number) => {
  let state = seed >>> 0
  return (low, high) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return low + Math.floor((state / 2 ** 32) * (high - low + 1))
  }
}

const sortedGt = (row: DrawnRow): string => [...row.gt].sort((a, b) => a - b).join('/')

/** Genotypes only. `phased` writes both strands in order. */
export const plainRows = (rows: readonly DrawnRow[], phased: boolean): readonly string[] =>
  rows.map(
    (r) =>
      `${r.chrom}\t${r.pos}\t${r.rsid || '.'}\t${r.ref}\t${r.alts.join(',')}\t.\tPASS\t.\tGT\t${phased ? r.gt.join('|') : sortedGt(r)}`,
  )

const reads = (
  row: DrawnRow,
  alleles: number,
  roll: (low: number, high: number) => number,
): { ad: number[]; dp: number } => {
  const dp = row.gt.length === 1 ? roll(13, 22) : roll(26, 44)
  const ad = Array.from({ length: alleles }, () => 0)
  const kinds = [...new Set(row.gt)]
  const first = kinds.length === 1 ? dp : Math.round((dp * roll(42, 58)) / 100)
  kinds.forEach((k, i) => {
    ad[k] = i === 0 ? first : dp - first
  })
  return { ad, dp }
}

/** Rows as a short-read pipeline writes them, GT:AD:DP:GQ, unphased. */
export const depthRows = (rows: readonly DrawnRow[], seed: number): readonly string[] => {
  const roll = dice(seed)
  return rows.map((r) => {
    const { ad, dp } = reads(r, 1 + r.alts.length, roll)
    const gq = Math.min(99, dp * 3)
    return `${r.chrom}\t${r.pos}\t${r.rsid || '.'}\t${r.ref}\t${r.alts.join(',')}\t${roll(400, 1400)}\tPASS\t.\tGT:AD:DP:GQ\t${sortedGt(r)}:${ad.join(',')}:${dp}:${gq}`
  })
}

/** A gVCF: rows only where the sample differs from the reference, blocks with END between them that cover every drawn position. */
export const blockRows = (rows: readonly DrawnRow[], seed: number, positionsPerBlock: number): readonly string[] => {
  const roll = dice(seed)
  const lines: string[] = []
  let open: { chrom: string; gene: string; start: DrawnRow; end: number; count: number; haploid: boolean } | undefined
  const close = (): void => {
    if (open === undefined) return
    const dp = open.haploid ? roll(14, 20) : roll(27, 38)
    lines.push(
      `${open.chrom}\t${open.start.pos}\t.\t${open.start.ref[0]}\t<NON_REF>\t.\t.\tEND=${open.end}\tGT:DP:GQ:MIN_DP\t${open.haploid ? '0' : '0/0'}:${dp}:${roll(60, 99)}:${dp - roll(2, 6)}`,
    )
    open = undefined
  }
  for (const r of rows) {
    const end = r.pos + r.ref.length - 1
    if (r.gt.some((i) => i > 0)) {
      if (open?.gene === r.gene) open.end = r.pos - 1
      close()
      const used = [...new Set(r.gt)].filter((i) => i > 0).sort((a, b) => a - b)
      const alts = used.map((i) => r.alts[i - 1] ?? '')
      const gt = r.gt.map((i) => (i === 0 ? 0 : used.indexOf(i) + 1))
      const row = { ...r, alts: [...alts, '<NON_REF>'], gt }
      const { ad, dp } = reads(row, 1 + row.alts.length, roll)
      lines.push(
        `${r.chrom}\t${r.pos}\t${r.rsid || '.'}\t${r.ref}\t${row.alts.join(',')}\t${roll(500, 1500)}\t.\t.\tGT:AD:DP:GQ\t${[...gt].sort((a, b) => a - b).join('/')}:${ad.join(',')}:${dp}:${Math.min(99, dp * 3)}`,
      )
      continue
    }
    if (open !== undefined && (open.gene !== r.gene || open.count >= positionsPerBlock)) {
      if (open.gene === r.gene) open.end = Math.max(open.end, r.pos - 1)
      close()
    }
    if (open === undefined) open = { chrom: r.chrom, gene: r.gene, start: r, end, count: 0, haploid: r.gt.length === 1 }
    open.end = Math.max(open.end, end)
    open.count++
  }
  close()
  return lines
}
