import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { capturedOutput } from './captured-output.fixture.ts'
import { familyVerb } from './family.ts'

const said = capturedOutput()
type Run = { readonly out: string; readonly err: string; readonly code: number }
const captured = async (work: () => Promise<number>): Promise<Run> => {
  said.out = ''
  said.err = ''
  const code = await work()
  return { ...said, code }
}

const folder = mkdtempSync(join(tmpdir(), 'family-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const options = { criteria: false, carrier: false, json: false, jsonl: false, at: '2026-11-22T09:00:00Z' }
const canrisk = 'examples/brca2-family/family.canrisk.txt'

describe('attune family', () => {
  test('holds a CanRisk file and a record of one family against the same criteria', async () => {
    for (const file of [canrisk, 'examples/brca2-family/record.json']) {
      const run = await captured(() => familyVerb(file, { ...options, criteria: true }))
      expect(run.out).toMatch(/Manchester scoring system \(2004\) +met +31 of 15/)
      expect(run.out).toMatch(/BRCA2: a variant was found in mother/)
      expect(run.code).toBe(0)
    }
  })

  test('converts, tells what is lost, and comes back the same', async () => {
    const ga4gh = await captured(() => familyVerb(canrisk, { ...options, to: 'ga4gh' }))
    expect(ga4gh.err).toContain('people[mother]: tests cannot be kept in ga4gh')
    const file = join(folder, 'family.json')
    writeFileSync(file, ga4gh.out)
    const back = await captured(() => familyVerb(file, { ...options, to: 'ped' }))
    expect(back.out.split('\n')).toContain('brca2-family\tmother\tmgf\tmgm\t2\t2')
  })

  test('answers one line a family, and a line that is no family with its problems', async () => {
    const file = join(folder, 'many.jsonl')
    const one = JSON.stringify({
      id: 'f',
      indexPatients: ['a'],
      individuals: [{ id: 'a', sex: 'FEMALE', diseases: [] }],
    })
    writeFileSync(file, `${one}\n{"individuals":1}\n`)
    const run = await captured(() => familyVerb(file, { ...options, jsonl: true }))
    const lines = run.out
      .trim()
      .split('\n')
      .map((l) => JSON.parse(l) as Record<string, unknown>)
    expect(lines.map((l) => l['line'] ?? (l['pedigree'] as { id: string }).id)).toEqual(['f', 2])
    expect(run.code).toBe(1)
  })

  test('refuses formats and files it does not know', async () => {
    const file = join(folder, 'words.txt')
    writeFileSync(file, 'my mother was ill\n')
    expect((await captured(() => familyVerb(file, { ...options, from: 'gedcom' }))).err).toContain('bad-format')
    const run = await captured(() => familyVerb(file, options))
    expect([run.code, run.err]).toEqual([2, expect.stringContaining('family-format-unknown')])
  })
})
