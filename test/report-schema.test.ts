import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { assessPerson } from '../src/assess/index.ts'
import { fileSource, nodeInflate } from '../src/genome/node/index.ts'
import { loadAll } from '../src/knowledge/folder.ts'
import type { Instant } from '../src/shared/instant.ts'

const keysOf = (things: readonly unknown[]): readonly string[] => [
  ...new Set(things.flatMap((t) => Object.keys((t ?? {}) as object))),
]

describe('report.json', () => {
  test('has no key that its documentation does not name', async () => {
    const record = readFileSync('examples/more/four-medicines.json', 'utf8')
    const result = await assessPerson(
      {
        genome: fileSource('examples/more/NA18565.vcf'),
        record: { name: 'record.json', text: record, sha256: '' },
        outsideCalls: { name: 'calls.tsv', text: 'CYP2D6\t*1/*4\n', sha256: '' },
      },
      { at: '2026-11-22T00:00:00Z' as Instant, knowledge: loadAll(), inflate: nodeInflate },
    )
    if (!result.ok) throw new Error('not assessed')
    const d = result.value
    const seen = [
      ...Object.keys(d),
      ...keysOf([d.person, d.policy, d.software]),
      ...keysOf([...d.knowledge, ...d.inputs, ...d.recommendations, ...d.needs]),
      ...keysOf(d.medicines),
      ...keysOf(d.medicines.flatMap((m) => m.advice)),
      ...keysOf(d.medicines.flatMap((m) => m.advice.map((a) => a.record))),
      ...keysOf(d.medicines.flatMap((m) => m.alternatives)),
      ...keysOf(d.genes),
      ...keysOf(d.genes.flatMap((g) => [g.result, g.result.call, g.coverage, g.say])),
    ]
    const documented = new Set(
      [...readFileSync('docs/report-json.md', 'utf8').matchAll(/`([A-Za-z0-9]+)`/g)].map((m) => m[1]),
    )
    expect([...new Set(seen)].filter((k) => !documented.has(k))).toEqual([])
  })
})
