import { globSync, readFileSync } from 'node:fs'
import { dirname, posix } from 'node:path'
import { describe, expect, test } from 'vitest'

/** Who may import whom. A room may always import itself; an allowance that nobody uses is an error. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  knowledge: ['shared'],
  genome: ['shared'],
  record: ['shared', 'knowledge', 'genome'],
  clinical: ['shared', 'knowledge', 'genome', 'record'],
  plan: ['shared'],
  deliver: ['shared', 'knowledge', 'genome', 'clinical', 'record'],
  assess: ['shared', 'knowledge', 'genome', 'record', 'clinical', 'plan', 'deliver'],
  trust: ['shared'],
  fhir: ['shared'],
  store: ['shared', 'trust', 'fhir'],
  server: ['shared', 'knowledge', 'genome', 'record', 'clinical', 'fhir', 'trust', 'deliver', 'assess', 'store'],
  cli: ['shared', 'knowledge', 'genome', 'fhir', 'trust', 'clinical', 'deliver', 'assess', 'server', 'store'],
}

/** Parts that also run in a browser: they import nothing of Node's. Folders named `node` are the adapters and are exempt. */
const portable = /^src\/(shared|genome|record|clinical|plan|assess|deliver)\//
const adapter = /\/node\//

const banned = /^(utils?|helpers?|types?|common|services?|managers?|misc|index2)$/

const sources = globSync('src/**/*.ts').map((f) => f.replaceAll('\\', '/'))
const product = sources.filter((f) => !/\.(test|test-support|fixture)\.ts$/.test(f))
const importsOf = (file: string): readonly string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((m) => m[1] as string)
const roomOf = (file: string): string => file.split('/')[1] ?? ''

describe('the house', () => {
  test('data flows one way: no room imports one that lies above it, and no allowance is stale', () => {
    const breaches: string[] = []
    const used = new Set<string>()
    for (const file of product) {
      for (const target of importsOf(file).filter((i) => i.startsWith('.'))) {
        const path = posix.join(dirname(file), target)
        if (!path.startsWith('src/')) continue
        const [from, to] = [roomOf(file), roomOf(path)]
        if (from === to) continue
        used.add(`${from} → ${to}`)
        if (!(allowed[from] ?? []).includes(to)) breaches.push(`${file} → ${path}`)
      }
    }
    expect(breaches).toEqual([])
    const stale = Object.entries(allowed).flatMap(([from, list]) =>
      list.map((to) => `${from} → ${to}`).filter((edge) => !used.has(edge)),
    )
    expect(stale).toEqual([])
  })

  test('a room of the genome is entered by its index from without', () => {
    const free = /^src\/genome\/[^/]+\.ts$|\/index\.ts$/
    const breaches = [...product, ...globSync('{conformance,bench}/**/*.ts').map((f) => f.replaceAll('\\', '/'))]
      .filter((f) => !f.startsWith('src/genome/'))
      .flatMap((f) =>
        importsOf(f)
          .filter((i) => i.startsWith('.'))
          .map((i) => posix.join(dirname(f), i))
          .filter((p) => p.startsWith('src/genome/') && !free.test(p))
          .map((p) => `${f} → ${p}`),
      )
    expect(breaches).toEqual([])
  })

  test('reading wanted sites loads none of the rooms that only other work needs', () => {
    const met = new Set<string>()
    const visit = (file: string): void => {
      if (met.has(file)) return
      met.add(file)
      const values = readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type\b)[^']*? from '(\.[^']+)'/gm)
      for (const [, target = ''] of values) visit(posix.join(dirname(file), target))
    }
    visit('src/genome/index.ts')
    const heavy =
      /^src\/genome\/(?:annotation|annotation-files|archive(?!\/archive-signature)|calls|consequence|hgvs|lift|quality|transcripts|validity|vrs)\//
    expect([...met].filter((f) => heavy.test(f))).toEqual([])
    expect(met.size).toBeGreaterThan(20)
  })

  test('clinical modules never import each other', () => {
    const breaches = product
      .filter((f) => f.startsWith('src/clinical/'))
      .flatMap((f) =>
        importsOf(f)
          .filter((i) => i.startsWith('.'))
          .map((i) => posix.join(dirname(f), i))
          .filter(
            (p) => p.startsWith('src/clinical/') && p.split('/').length > 3 && p.split('/')[2] !== f.split('/')[2],
          )
          .map((p) => `${f} → ${p}`),
      )
    expect(breaches).toEqual([])
  })

  test('what also runs in a browser imports nothing of Node’s', () => {
    const breaches = product
      .filter((f) => portable.test(f) && !adapter.test(f))
      .flatMap((f) => [
        ...importsOf(f)
          .filter((i) => i.startsWith('node:'))
          .map((i) => `${f} → ${i}`),
        ...(/\b(process\.|Buffer\.|__dirname)/.test(readFileSync(f, 'utf8')) ? [`${f} uses a global of Node's`] : []),
      ])
    expect(breaches).toEqual([])
  })

  test('time and chance are passed in', () => {
    const breaches = product
      .filter((f) => portable.test(f) && !adapter.test(f))
      .filter((f) => /\b(Date\.now\(|new Date\(\)|Math\.random\()/.test(readFileSync(f, 'utf8')))
    expect(breaches).toEqual([])
  })

  test('files carry names of the field, and TSX stays in web/', () => {
    const names = sources.map((f) => posix.basename(f, '.ts').replace(/\.(test|test-support|fixture)$/, ''))
    expect(names.filter((n) => banned.test(n))).toEqual([])
    expect(names.filter((n) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(n))).toEqual([])
    expect(globSync('src/**/*.tsx')).toEqual([])
  })
})
