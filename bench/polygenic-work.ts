// node bench/polygenic-work.ts PACK VCF RUNS: opens packed scores and computes them for the one person of a VCF, so many times; prints seconds of each run, peak memory and a checksum of the sums.
import { existsSync, readFileSync } from 'node:fs'
import { enableCompileCache } from 'node:module'

// As the command does: a second start skips stripping and compiling.
enableCompileCache()
const { openPackedScores, scoreGenome } = await import('../src/clinical/polygenic/index.ts')
const { fileSource, nodeInflate } = await import('../src/genome/node/index.ts')

const [packFile = '', vcf = '', runs = '1'] = process.argv.slice(2)
const seconds: number[] = []
let sums: readonly number[] = []
for (let i = 0; i < Number(runs); i++) {
  const from = performance.now()
  const pack = openPackedScores(readFileSync(packFile), packFile, nodeInflate.crc32)
  if (!pack.ok) throw new Error(pack.problems[0]?.message)
  const scored = await scoreGenome(fileSource(vcf), pack.value, { inflate: nodeInflate, ambiguous: 'keep' })
  if (!scored.ok) throw new Error(scored.problems[0]?.message)
  seconds.push((performance.now() - from) / 1000)
  sums = scored.value.scores.map((s) => s.sum)
}
// maxRSS also holds what the parent had when it forked; the peak in /proc begins anew.
const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : ''
const peak = Number(/VmHWM:\s*(\d+) kB/.exec(status)?.[1] ?? process.resourceUsage().maxRSS)
process.stdout.write(JSON.stringify({ seconds, sums, megabytes: peak / 1024 }))
