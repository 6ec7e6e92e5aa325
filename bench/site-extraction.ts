// node bench/site-extraction.ts WAY FILE SITES: one way to read the sites of a list (CHROM POS REF ALT) out of a file, five times in one process. Prints wall and CPU seconds of each
// time, how many sites had a row, and the peak of memory in MB, as JSON. Run by genome-region.bench.ts in processes of their own.
import { readFileSync } from 'node:fs'
import { readSites, type Site } from '../src/genome/index.ts'
import { fileSource, indexedFile, nodeInflate, readSitesParallel } from '../src/genome/node/index.ts'
import { regionText } from '../src/genome/region/index.ts'

const [way = '', path = '', list = ''] = process.argv.slice(2)
const lines = readFileSync(list, 'utf8').trim().split('\n')
const sites = lines.map((line): Site => {
  const [chrom = '', pos, ref = '', alt = ''] = line.split('\t')
  return { chrom, pos: Number(pos), ref, alts: alt.split(','), after: '' }
})
const wanted = { GRCh37: [], GRCh38: sites }

const found = async (): Promise<number> => {
  if (way === 'regions') {
    const file = indexedFile(path)
    if (file === undefined) throw new Error('there is no index')
    const regions = sites.map((s) => ({ chrom: s.chrom, start: s.pos, end: s.pos + 49_999 }))
    let rows = 0
    for await (const text of regionText(file.access, file.index, regions, nodeInflate))
      for (let at = text.indexOf(10); at >= 0; at = text.indexOf(10, at + 1)) rows++
    return rows
  }
  const workers = /^workers(\d+)$/.exec(way)?.[1]
  const read =
    workers === undefined
      ? await readSites(fileSource(path), wanted, { inflate: nodeInflate })
      : await readSitesParallel(path, wanted, {}, { workers: Number(workers), leastSize: 0 })
  if (!read.ok) throw new Error(read.problems.map((p) => p.message).join(' '))
  return read.value.sites.length
}

const times: { wall: number; cpu: number }[] = []
let rows = 0
for (let i = 0; i < 5; i++) {
  const [from, before] = [performance.now(), process.cpuUsage()]
  rows = await found()
  const used = process.cpuUsage(before)
  times.push({ wall: (performance.now() - from) / 1000, cpu: (used.user + used.system) / 1e6 })
}
process.stdout.write(JSON.stringify({ times, rows, megabytes: process.resourceUsage().maxRSS / 1024 }))
