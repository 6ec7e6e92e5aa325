import { readScoreFile, packScores } from './src/clinical/polygenic/index.ts'
import { memorySource } from './src/genome/index.ts'
import { nodeInflate } from './src/genome/node/index.ts'
const n = 1_000_000
const kind = process.argv[2] ?? 'plain'
let x = 1
const rnd = () => (x = (Math.imul(x, 1664525) + 1013904223) >>> 0) / 2 ** 32
const lines: string[] = ['#pgs_id=W','#genome_build=GRCh38']
if (kind === 'hm') lines.push('#HmPOS_build=GRCh38','rsID\tchr_name\tchr_position\teffect_allele\tother_allele\teffect_weight\tallelefrequency_effect\thm_source\thm_rsID\thm_chr\thm_pos\thm_inferOtherAllele')
else if (kind === 'wide') { lines.length = 0; lines.push('ID\teffect_allele\tW') }
else lines.push('chr_name\tchr_position\teffect_allele\tother_allele\teffect_weight')
for (let i = 0; i < n; i++) {
  const c = 1 + Math.floor(i / (n / 22)); const pos = 1000 + 30 * (i % Math.ceil(n / 22)); const w = (rnd() - 0.5).toFixed(6)
  lines.push(kind === 'hm' ? `rs${i+1000}\t${c}\t${pos}\tA\tG\t${w}\t0.25\tENSEMBL\trs${i}\t${c}\t${pos}\t` : kind === 'wide' ? `${c}:${pos}:A:G\tG\t${w}` : `${c}\t${pos}\tA\tG\t${w}`)
}
const bytes = new TextEncoder().encode(lines.join('\n') + '\n')
lines.length = 0
for (let r = 0; r < 3; r++) {
  const t = (process.cpuUsage().user/1000)
  const got = await readScoreFile({ name: 'x', chunks: (async function* () { for (let i = 0; i < bytes.length; i += 1 << 18) yield bytes.subarray(i, i + (1 << 18)) })() }, { inflate: nodeInflate, stated: 'GRCh38' })
  const t2 = (process.cpuUsage().user/1000)
  if (got.ok) packScores(got.value, 'GRCh38')
  console.log(kind, got.ok && got.value[0]?.rows.length, ((t2 - t) / 1000).toFixed(2), 'pack', (((process.cpuUsage().user/1000) - t2) / 1000).toFixed(2), got.ok ? JSON.stringify(got.value[0]?.rows[5]) : got.problems[0])
}
