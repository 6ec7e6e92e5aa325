import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('every hazard names a control and a test that is there and tests something', () => {
  const rows = readFileSync('docs/hazards.md', 'utf8')
    .split('\n')
    .filter((l) => /^\| \d+ \|/.test(l))
    .map((l) => l.split('|').map((c) => c.trim()))
  expect(rows.length).toBeGreaterThan(10)
  for (const [, number, hazard, control, file] of rows) {
    expect([number, hazard !== '', control !== '']).toEqual([number, true, true])
    expect([file, existsSync(file ?? '')]).toEqual([file, true])
    expect(readFileSync(file ?? '', 'utf8')).toMatch(/expect\(/)
  }
})
