// npm run bench [NAME …]: runs the benchmarks whose file name begins with one of the names (all when none is named), prints
// each row with its limit or the ratio to its peer, and keeps the figures under bench/results/.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import type { BenchResult } from './bench.ts'

const here = new URL('.', import.meta.url)
const wanted = process.argv.slice(2)
const files = readdirSync(here)
  .filter((f) => f.endsWith('.bench.ts'))
  .filter((f) => wanted.length === 0 || wanted.some((w) => f.startsWith(w)))
  .sort()

if (files.length === 0) {
  process.stderr.write(`No benchmark begins with ${wanted.join(', ')}.\n`)
  process.exitCode = 2
}
const number = (x: number): string => (Math.abs(x) >= 100 ? Math.round(x).toLocaleString('en') : x.toPrecision(3))
for (const file of files) {
  const { run } = (await import(new URL(file, here).href)) as { run: () => Promise<BenchResult> }
  const result = await run()
  process.stdout.write(`\n${result.name}\n`)
  for (const r of result.rows) {
    const kept =
      r.limit === undefined
        ? ''
        : `  ${r.atLeast ? 'at least' : 'at most'} ${number(r.limit)}: ${(r.atLeast ? r.value >= r.limit : r.value <= r.limit) ? 'met' : 'NOT MET'}`
    const peer = r.peer === undefined ? '' : `  ${r.ratio === undefined ? '' : `${number(r.ratio)} × `}${r.peer}`
    process.stdout.write(`  ${r.what.padEnd(64)} ${number(r.value).padStart(10)} ${r.unit}${kept}${peer}\n`)
  }
  if (!existsSync(new URL('results/', here))) mkdirSync(new URL('results/', here))
  writeFileSync(
    new URL(`results/${file.replace('.bench.ts', '')}.json`, here),
    `${JSON.stringify({ date: new Date().toISOString().slice(0, 10), node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, ...result }, null, 2)}\n`,
  )
}
