import { createRequire } from 'node:module'

type Base = {
  readonly status: 'succeeded' | 'failed' | 'invalid' | 'error'
  readonly magnitude?: number
  readonly unitToExp?: Readonly<Record<string, number>>
}
type Ucum = {
  readonly UcumLhcUtils: { getInstance(): { convertToBaseUnits(unit: string, value: number): Base } }
}

/** `value × factor + shift` is the amount in base units; `code` names them, e.g. `g.m-3`; `1` for a plain number. */
export type CanonicalUnit = { readonly code: string; readonly factor: number; readonly shift: number }

const require = createRequire(import.meta.url)

let lhc: ReturnType<Ucum['UcumLhcUtils']['getInstance']> | undefined

const known = new Map<string, CanonicalUnit | undefined>()

/** Units come from outside: no more than this many are remembered, and a longer text is no unit. */
const mostKnown = 10_000
const longestUnit = 64

const codeOf = (units: Readonly<Record<string, number>>): string =>
  Object.entries(units)
    .filter(([, power]) => power !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([unit, power]) => (power === 1 ? unit : `${unit}${power}`))
    .join('.') || '1'

const look = (unit: string): CanonicalUnit | undefined => {
  lhc ??= (require('@lhncbc/ucum-lhc') as Ucum).UcumLhcUtils.getInstance()
  const at = (value: number): Base => lhc?.convertToBaseUnits(unit, value) ?? { status: 'error' }
  const [none, one, two] = [at(0), at(1), at(2)]
  if (one.status !== 'succeeded' || one.unitToExp === undefined) return undefined
  if (none.magnitude === undefined || one.magnitude === undefined || two.magnitude === undefined) return undefined
  const factor = one.magnitude - none.magnitude
  const straight = Math.abs(two.magnitude - (none.magnitude + 2 * factor)) <= 1e-9 * Math.abs(two.magnitude)
  return straight ? { code: codeOf(one.unitToExp), factor, shift: none.magnitude } : undefined
}

/**
 * How a UCUM unit is turned into base units; undefined for what is no UCUM unit, for arbitrary units such as `[iU]`, and for logarithmic ones
 * such as `[pH]`.
 */
export const canonicalUnit = (unit: string): CanonicalUnit | undefined => {
  if (unit.length > longestUnit) return undefined
  if (known.has(unit)) return known.get(unit)
  let found: CanonicalUnit | undefined
  try {
    found = look(unit)
  } catch {
    found = undefined
  }
  if (known.size < mostKnown) known.set(unit, found)
  return found
}

/** The amount in base units, to 12 significant digits, so that one amount written in two units comes out alike. */
export const inBaseUnits = ({ factor, shift }: CanonicalUnit, value: number): number =>
  Number((value * factor + shift).toPrecision(12))
