import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

type Chunk = {
  readonly file: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
  readonly css?: readonly string[]
}

/** Gzipped kB that the first load may weigh. */
export const limits = { js: 210, css: 40 }

/** Gzipped kB of everything the start page loads before it can be used: the entry, its static imports and their styles. Routes, dialogs and the worker load later. */
export const firstLoad = (dist: string): { readonly js: number; readonly css: number } => {
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>
  const seen = new Set<string>()
  const files = new Set<string>()
  const visit = (key: string): void => {
    const chunk = manifest[key]
    if (!chunk || seen.has(key)) return
    seen.add(key)
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file)
    for (const next of chunk.imports ?? []) visit(next)
  }
  for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) visit(key)
  const weigh = (names: readonly string[]): number =>
    names.reduce((sum, name) => sum + gzipSync(readFileSync(join(dist, name))).length, 0) / 1000
  return {
    js: weigh([...files].filter((f) => f.endsWith('.js'))),
    css: weigh([...files].filter((f) => f.endsWith('.css'))),
  }
}

if (import.meta.main) {
  const { js, css } = firstLoad(join(import.meta.dirname, 'dist'))
  const line = (what: string, size: number, limit: number): string =>
    `${what.padEnd(4)} ${size.toFixed(1).padStart(6)} kB of ${limit} kB`
  process.stdout.write(`first load, gzip\n${line('js', js, limits.js)}\n${line('css', css, limits.css)}\n`)
  if (js > limits.js || css > limits.css) process.exit(1)
}
