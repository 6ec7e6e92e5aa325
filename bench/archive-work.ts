// node bench/archive-work.ts STEP FILE ARCHIVE: one step of genome-archive.bench.ts in a process of its own. Prints what it measured as JSON: seconds of wall and CPU, the peak of memory in MB, and
// what the step is about. `memory` packs from batches held in memory; `pack` from the file; `look` opens the archive and looks 100,000 sites up.
import { namesAt, readCalls } from '../src/genome/calls/index.ts'
import { archiveWriter, type DosageSite, dosagesOf } from '../src/genome/archive/index.ts'
import { nodeDeflate, openArchiveFile, packArchiveFile } from '../src/genome/archive/node/index.ts'
import { fileSource, nodeInflate } from '../src/genome/node/index.ts'
import { generator } from './synthetic-genome.ts'

const [step = '', file = '', archive = ''] = process.argv.slice(2)

const clock = (): (() => { readonly wall: number; readonly cpu: number }) => {
  const [from, before] = [performance.now(), process.cpuUsage()]
  return () => {
    const used = process.cpuUsage(before)
    return { wall: (performance.now() - from) / 1000, cpu: (used.user + used.system) / 1e6 }
  }
}

const tell = (what: object): void => {
  process.stdout.write(JSON.stringify({ ...what, megabytes: process.resourceUsage().maxRSS / 1024 }))
}

const opened = () => {
  const result = openArchiveFile(archive)
  if (!result.ok) throw new Error(result.problems.map((p) => p.message).join(' '))
  return result.value
}

/** Seconds spent in the writer alone while the file is read: what packing costs once calls stand in batches. */
const packFromBatches = async (): Promise<void> => {
  let size = 0
  const spent = { wall: 0, cpu: 0 }
  const writer = archiveWriter((bytes) => (size += bytes.length), { deflate: nodeDeflate, crc32: nodeInflate.crc32 })
  const read = await readCalls(fileSource(file), { inflate: nodeInflate }, (batch) => {
    const time = clock()
    writer.add(batch)
    const used = time()
    spent.wall += used.wall
    spent.cpu += used.cpu
  })
  if (!read.ok) throw new Error('the benchmark file was not read')
  const time = clock()
  writer.finish(read.value, read.problems)
  const used = time()
  tell({ wall: spent.wall + used.wall, cpu: spent.cpu + used.cpu, size, calls: read.value.calls })
}

const packFromFile = async (): Promise<void> => {
  const time = clock()
  const packed = await packArchiveFile(fileSource(file), archive, {})
  if (!packed.ok) throw new Error(packed.problems.map((p) => p.message).join(' '))
  tell({ ...time(), calls: packed.value.read.calls })
}

/** Sites drawn from the archive's own rows, one in ten moved to a place beside. */
const drawnSites = (wanted: number): readonly DosageSite[] => {
  const held = opened()
  const every = Math.floor(held.directory.read.calls / wanted)
  const sites: DosageSite[] = []
  let row = 0
  for (const batch of held.calls())
    for (let i = 0; i < batch.size; i++) {
      if (row++ % every !== 0 || sites.length === wanted) continue
      const moved = sites.length % 10 === 0 ? 1 : 0
      const { ref, alts } = namesAt(batch, i)
      sites.push({ chrom: batch.chrom, pos: (batch.pos[i] as number) + moved, ref, alt: alts[0] ?? '.' })
    }
  held.close()
  return sites
}

const lookUp = (): void => {
  const sites = drawnSites(100_000)
  const random = generator()
  const unsorted = sites
    .map((site) => [random(), site] as const)
    .toSorted((a, b) => a[0] - b[0])
    .map(([, site]) => site)
  const opens: number[] = []
  for (let i = 0; i < 5; i++) {
    const time = clock()
    opened().close()
    opens.push(time().cpu * 1000)
  }
  const held = opened()
  const one = clock()
  held.at('chr7', 117_559_593)
  const first = one().cpu * 1000
  const inMs = (of: readonly DosageSite[]): number => {
    const time = clock()
    dosagesOf(held, of)
    return time().cpu * 1000
  }
  const cold = inMs(sites)
  const warm = [0, 1, 2, 3, 4].map(() => inMs(sites))
  const shuffled = [0, 1, 2, 3, 4].map(() => inMs(unsorted))
  const median = (of: readonly number[]): number => of.toSorted((a, b) => a - b)[of.length >> 1] as number
  const walk = clock()
  let walked = 0
  for (const batch of held.calls()) walked += batch.size
  const seconds = walk().cpu
  const time = clock()
  let calls = 0
  for (const site of unsorted.slice(0, 10_000)) calls += held.at(site.chrom, site.pos).length
  const each = time().cpu * 100
  tell({
    opens,
    open: median(opens),
    first,
    cold,
    warm: median(warm),
    shuffled: median(shuffled),
    each,
    calls,
    walked,
    seconds,
  })
}

if (step === 'memory') await packFromBatches()
else if (step === 'pack') await packFromFile()
else lookUp()
