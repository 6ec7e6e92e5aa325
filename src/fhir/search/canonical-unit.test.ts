import { describe, expect, test } from 'vitest'
import { canonicalUnit, inBaseUnits } from './canonical-unit.ts'

const base = (value: number, unit: string): readonly [number, string] | undefined => {
  const found = canonicalUnit(unit)
  return found && [inBaseUnits(found, value), found.code]
}

describe('amounts in base units', () => {
  test('one amount written in two units comes out alike', () => {
    expect(base(5.4, 'mg')).toEqual(base(0.0054, 'g'))
    expect(base(120, 'mg/dL')).toEqual(base(1.2, 'g/L'))
    expect(base(4.5, '10*3/uL')).toEqual(base(4.5, '10*9/L'))
    expect(base(36.6, 'Cel')).toEqual([309.75, 'K'])
    expect(base(98.6, '[degF]')).toEqual(base(37, 'Cel'))
  })

  test('what cannot be converted has none: arbitrary and logarithmic units, and what is no unit', () => {
    for (const unit of ['[iU]/L', '[pH]', 'B', 'tablet', '', 'x'.repeat(70)]) expect(base(1, unit)).toBeUndefined()
  })
})
