import { describe, expect, test, vi } from 'vitest'
import { actionColumns, actionsList, drawn } from './actions-list.ts'

const written = async (options: { readonly random?: string; readonly seed: string }) => {
  const out: string[] = []
  const err: string[] = []
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0)
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0)
  const exit = await actionsList(options)
  stdout.mockRestore()
  stderr.mockRestore()
  return { exit, lines: out.join('').split('\n').filter(Boolean), err: err.join('') }
}

describe('the list of coded actions', () => {
  test('names its columns and draws as many rows as asked, the same ones for the same seed', async () => {
    const first = await written({ random: '60', seed: '1' })
    expect(first.exit).toBe(0)
    expect(first.lines[0]?.split('\t')).toEqual([...actionColumns])
    expect(first.lines.length).toBe(61)
    expect(new Set(first.lines).size).toBe(61)
    expect(await written({ random: '60', seed: '1' })).toEqual(first)
    expect((await written({ random: '60', seed: '2' })).lines).not.toEqual(first.lines)
  })

  test('holds every CPIC and DPWG record when nothing is drawn', async () => {
    const { lines } = await written({ seed: '1' })
    const sources = Map.groupBy(lines.slice(1), (l) => l.split('\t')[0])
    expect([sources.get('CPIC')?.length, sources.get('DPWG')?.length]).toEqual([2054, 529])
  })

  test('refuses what is no number of rows, with a remedy', async () => {
    for (const random of ['0', '-3', '1.5', 'some']) {
      const { exit, lines, err } = await written({ random, seed: '1' })
      expect([exit, lines]).toEqual([2, []])
      expect(err).toContain('not-a-count')
    }
  })
})

describe('a draw', () => {
  test('keeps the order, repeats nothing, and gives all when fewer are there', () => {
    const rows = Array.from({ length: 50 }, (_, i) => i)
    const ten = drawn(rows, 10, 'x')
    expect(ten).toEqual([...ten].sort((a, b) => a - b))
    expect(new Set(ten).size).toBe(10)
    expect(drawn(rows, 500, 'x')).toEqual(rows)
  })

  test('gives every row about the same chance', () => {
    const hits = Array.from({ length: 20 }, () => 0)
    for (let seed = 0; seed < 2000; seed++)
      for (const i of drawn([...hits.keys()], 5, String(seed))) hits[i] = (hits[i] ?? 0) + 1
    // 2000 draws of 5 out of 20: 500 expected each, standard deviation 19
    expect(Math.min(...hits)).toBeGreaterThan(500 - 5 * 19)
    expect(Math.max(...hits)).toBeLessThan(500 + 5 * 19)
  })
})
