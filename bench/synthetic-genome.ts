import { closeSync, openSync, writeSync } from 'node:fs'
import { crc32, deflateRawSync } from 'node:zlib'

/** Numerical Recipes' linear congruential generator from 12345: the same numbers each time, 0 up to 1. */
export const generator = (): (() => number) => {
  let state = 12345
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** GRCh38 lengths of chr1 to chr22 and chrX. @source NCBI assembly report GCF_000001405.26 */
const lengths = [
  248956422, 242193529, 198295559, 190214555, 181538259, 170805979, 159345973, 145138636, 138394717, 133797422,
  135086622, 133275309, 114364328, 107043718, 101991189, 90338345, 83257441, 80373285, 58617616, 64444167, 46709983,
  50818468, 156040895,
]
const names = [...Array.from({ length: 22 }, (_, i) => `chr${i + 1}`), 'chrX']

const header = [
  '##fileformat=VCFv4.2',
  ...names.map((n, i) => `##contig=<ID=${n},length=${lengths[i]}>`),
  '##FILTER=<ID=PASS,Description="All filters passed">',
  '##FILTER=<ID=LowQual,Description="Low quality">',
  '##FILTER=<ID=VQSRTrancheSNP99.90to100.00,Description="Tranche">',
  ...[
    'AC',
    'AF',
    'AN',
    'BaseQRankSum',
    'DP',
    'ExcessHet',
    'FS',
    'MLEAC',
    'MLEAF',
    'MQ',
    'MQRankSum',
    'QD',
    'ReadPosRankSum',
    'SOR',
  ].map(
    (id) =>
      `##INFO=<ID=${id},Number=${['AC', 'AF', 'MLEAC', 'MLEAF'].includes(id) ? 'A' : '1'},Type=${['AC', 'AN', 'DP', 'MLEAC'].includes(id) ? 'Integer' : 'Float'},Description="${id}">`,
  ),
  '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
  '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Depths">',
  '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Depth">',
  '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Quality">',
  '##FORMAT=<ID=PL,Number=G,Type=Integer,Description="Likelihoods">',
  '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS1',
].join('\n')

const bases = 'ACGT'
const transition: Readonly<Record<string, string>> = { A: 'G', G: 'A', C: 'T', T: 'C' }

/** A count with mean and spread of a Poisson law, by the normal curve through twelve uniform numbers. */
const poisson = (random: () => number, mean: number): number => {
  let sum = -6
  for (let i = 0; i < 12; i++) sum += random()
  return Math.max(0, Math.round(mean + sum * Math.sqrt(mean)))
}

const sequence = (random: () => number, length: number): string => {
  let s = ''
  for (let i = 0; i < length; i++) s += bases[Math.floor(random() * 4)]
  return s
}

/**
 * Calls `take` with the text of a single-sample VCF as a caller of the GATK family writes it, piece by piece (header first): `rows` variants spread evenly over chr1 to chr22 and
 * chrX, 62 % heterozygous, 12 % indels (half of one base), 1 % with two ALTs, two thirds of the substitutions transitions, 35 reads on average with Poisson spread in depth and in AD,
 * GQ 99 for nine in ten, 3 % not PASS.
 */
export const syntheticGenome = (rows: number, take: (text: string) => void): void => {
  const random = generator()
  const genome = lengths.reduce((a, b) => a + b)
  let text = `${header}\n`
  let left = rows
  for (const [c, length] of lengths.entries()) {
    const count = c === lengths.length - 1 ? left : Math.round((rows * length) / genome)
    left -= count
    const places = Float64Array.from({ length: count }, () => 10000 + Math.floor(random() * (length - 20000))).sort()
    let before = 0
    for (const place of places) {
      const pos = Math.max(place, before + 1)
      before = pos
      const ref1 = bases[Math.floor(random() * 4)] as string
      const indel = random() < 0.12
      const multi = random() < 0.01
      let ref = ref1
      let alt =
        random() < 2 / 3 ? (transition[ref1] as string) : (bases.replace(ref1, '')[Math.floor(random() * 3)] as string)
      if (indel) {
        const size = random() < 0.5 ? 1 : 2 + Math.floor(-4 * Math.log(1 - random()))
        if (random() < 0.5) alt = ref1 + sequence(random, size)
        else {
          ref = ref1 + sequence(random, size)
          alt = ref1
        }
      }
      if (multi) alt += `,${ref1}${alt}`
      const het = random() < 0.62
      const refs = het ? poisson(random, 17.5) : random() < 0.1 ? 1 : 0
      const alts = het ? poisson(random, 17.5) : poisson(random, 35)
      const depth = refs + alts + (random() < 0.05 ? 1 : 0)
      const gt = multi ? '1/2' : het ? '0/1' : '1/1'
      const ad = multi ? `0,${refs},${alts}` : `${refs},${alts}`
      const gq = random() < 0.9 ? 99 : Math.floor(20 + random() * 79)
      const qual = (alts * (het ? 24 + random() * 10 : 26 + random() * 8)).toFixed(2)
      const r = random()
      const filter = r < 0.97 ? 'PASS' : r < 0.99 ? 'VQSRTrancheSNP99.90to100.00' : 'LowQual'
      const pl = multi ? '900,450,400,420,0,380' : het ? `${alts * 26},0,${refs * 26}` : `${alts * 28},${alts * 3},0`
      text += `${names[c]}\t${pos}\t.\t${ref}\t${alt}\t${qual}\t${filter}\tAC=${multi ? '1,1' : het ? 1 : 2};AF=${multi ? '0.500,0.500' : het ? '0.500' : '1.00'};AN=2;BaseQRankSum=${(random() * 2 - 1).toFixed(3)};DP=${depth};ExcessHet=3.0103;FS=${(random() * 5).toFixed(3)};MLEAC=${multi ? '1,1' : het ? 1 : 2};MLEAF=${multi ? '0.500,0.500' : het ? '0.500' : '1.00'};MQ=60.00;MQRankSum=0.000;QD=${(random() * 30).toFixed(2)};ReadPosRankSum=${(random() * 2 - 1).toFixed(3)};SOR=0.693\tGT:AD:DP:GQ:PL\t${gt}:${ad}:${depth}:${gq}:${pl}\n`
      if (text.length < 1e6) continue
      take(text)
      text = ''
    }
  }
  take(text)
}

const bgzfEnd = Buffer.from('1f8b08040000000000ff0600424302001b0003000000000000000000', 'hex')

/** One BGZF block, deflated as bgzip does by default. */
export const bgzfBlock = (piece: Uint8Array): Buffer => {
  const data = deflateRawSync(piece, { level: 6 })
  const block = Buffer.alloc(26 + data.length)
  block.set([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 255, 6, 0, 0x42, 0x43, 2, 0])
  block.writeUInt16LE(block.length - 1, 16)
  data.copy(block, 18)
  block.writeUInt32LE(crc32(piece), 18 + data.length)
  block.writeUInt32LE(piece.length, 22 + data.length)
  return block
}

/** BGZF blocks of a text, deflated as bgzip does by default, with the closing block. */
export const bgzfOf = (text: Uint8Array): Buffer => {
  const blocks: Buffer[] = []
  for (let at = 0; at < text.length; at += 65280) blocks.push(bgzfBlock(text.subarray(at, at + 65280)))
  return Buffer.concat([...blocks, bgzfEnd])
}

/** Writes the synthetic genome to a file as plain text, or in BGZF blocks as bgzip makes them. */
export const writeSyntheticGenome = (path: string, rows: number, packed: boolean): void => {
  const file = openSync(path, 'w')
  let held = Buffer.alloc(0)
  syntheticGenome(rows, (text) => {
    if (!packed) {
      writeSync(file, text)
      return
    }
    held = Buffer.concat([held, Buffer.from(text)])
    let at = 0
    for (; held.length - at >= 65280; at += 65280) writeSync(file, bgzfBlock(held.subarray(at, at + 65280)))
    held = held.subarray(at)
  })
  if (packed) {
    if (held.length > 0) writeSync(file, bgzfBlock(held))
    writeSync(file, bgzfEnd)
  }
  closeSync(file)
}
