// node bench/all-genotypes.ts WAY FILE: reads the genotype of every row of a BGZF VCF, `own` five times in one process, `gmod` once on the text in memory. Prints wall and CPU seconds of
// each time, how many rows there were, and the peak of memory in MB, as JSON. Run by genome-reading.bench.ts in processes of their own.
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import VcfParser from '@gmod/vcf'
import { readCalls } from '../src/genome/calls/index.ts'
import { fileSource, nodeInflate } from '../src/genome/node/index.ts'

const [way = '', path = ''] = process.argv.slice(2)

/** Sum of all allele indices, so that every genotype is looked at. */
const own = async (): Promise<readonly [rows: number, sum: number]> => {
  let rows = 0
  let sum = 0
  const read = await readCalls(fileSource(path), { inflate: nodeInflate }, (batch) => {
    rows += batch.size
    for (let i = 0; i < 2 * batch.size; i++) sum += batch.alleles[i] as number
  })
  if (!read.ok) throw new Error(read.problems.map((p) => p.message).join(' '))
  return [rows, sum]
}

const lines = way === 'gmod' ? gunzipSync(readFileSync(path)).toString('latin1').split('\n') : []

const gmod = (): readonly [rows: number, sum: number] => {
  const parser = new VcfParser({ header: lines.filter((l) => l.startsWith('#')).join('\n') })
  let rows = 0
  let sum = 0
  for (const line of lines) {
    if (line === '' || line.startsWith('#')) continue
    rows++
    const genotype = Object.values(parser.parseLine(line).GENOTYPES())[0] ?? ''
    for (const allele of String(genotype).split(/[/|]/)) sum += Number(allele)
  }
  return [rows, sum]
}

const times: { wall: number; cpu: number }[] = []
let told: readonly [number, number] = [0, 0]
for (let i = 0; i < (way === 'gmod' ? 1 : 5); i++) {
  const [from, before] = [performance.now(), process.cpuUsage()]
  told = way === 'gmod' ? gmod() : await own()
  const used = process.cpuUsage(before)
  times.push({ wall: (performance.now() - from) / 1000, cpu: (used.user + used.system) / 1e6 })
}
const [rows, sum] = told
process.stdout.write(JSON.stringify({ times, rows, sum, megabytes: process.resourceUsage().maxRSS / 1024 }))
