import type { Transmission } from './inheritance.ts'

/** A table over some genomes, states in row-major order of `scope`. `adjoint`: how the likelihood grows with each entry. */
export type Factor = { readonly scope: readonly number[]; table: Float64Array; readonly adjoint: Float64Array }

/** P(child | father, mother) for one child, its states numbered among those left to each of the three. */
export type TrioFactor = {
  readonly scope: readonly [father: number, mother: number, child: number]
  readonly key: string
  readonly rows: Transmission
}

/**
 * How the joint states of one elimination lie: one entry for every joint state that can be, with its transmission probability, the place in each
 * factor's table and the place in the table that is handed on.
 */
export type Layout = {
  readonly entries: number
  readonly weights: Float64Array
  readonly factors: readonly Int32Array[]
  readonly out: Int32Array
  readonly outSize: number
}

/** The rows of a transmission in which everybody is in a state left to them, renumbered. */
export const restricted = (
  full: Transmission,
  fathers: Int32Array,
  mothers: Int32Array,
  children: Int32Array,
): Transmission => {
  const rows: number[] = []
  for (let k = 0; k < full.probability.length; k++) {
    const keep =
      (fathers[full.father[k] as number] as number) >= 0 &&
      (mothers[full.mother[k] as number] as number) >= 0 &&
      (children[full.child[k] as number] as number) >= 0
    if (keep) rows.push(k)
  }
  return {
    father: Uint16Array.from(rows, (k) => fathers[full.father[k] as number] as number),
    mother: Uint16Array.from(rows, (k) => mothers[full.mother[k] as number] as number),
    child: Uint16Array.from(rows, (k) => children[full.child[k] as number] as number),
    probability: Float64Array.from(rows, (k) => full.probability[k] as number),
  }
}

/** P(child | father, mother) as a table by father, mother, child: for a second transmission that meets a first. */
const tableOf = ({ scope, rows }: TrioFactor, sizeOf: readonly number[]): Float64Array => {
  const [f, m, c] = scope.map((v) => sizeOf[v] as number) as [number, number, number]
  const table = new Float64Array(f * m * c)
  rows.probability.forEach((p, k) => {
    table[((rows.father[k] as number) * m + (rows.mother[k] as number)) * c + (rows.child[k] as number)] = p
  })
  return table
}

/** The states of every genome of a scope, joint state by joint state. */
type JointStates = { readonly stateOf: ReadonlyMap<number, Int32Array>; readonly weights: Float64Array }

const kept = ({ stateOf, weights }: JointStates): JointStates => {
  let n = 0
  for (const w of weights) if (w > 0) n++
  if (n === weights.length) return { stateOf, weights }
  const places = new Int32Array(n)
  for (let at = 0, to = 0; at < weights.length; at++) if ((weights[at] as number) > 0) places[to++] = at
  const pick = (from: Int32Array): Int32Array => places.map((at) => from[at] as number)
  return {
    stateOf: new Map([...stateOf].map(([v, states]) => [v, pick(states)])),
    weights: Float64Array.from(places, (at) => weights[at] as number),
  }
}

const placesIn = (
  { stateOf, weights }: JointStates,
  table: readonly number[],
  sizeOf: readonly number[],
): Int32Array => {
  const places = new Int32Array(weights.length)
  for (const v of table) {
    const size = sizeOf[v] as number
    const states = stateOf.get(v) as Int32Array
    for (let at = 0; at < places.length; at++) places[at] = (places[at] as number) * size + (states[at] as number)
  }
  return places
}

const jointStates = (
  scope: readonly number[],
  sizeOf: readonly number[],
  driver: TrioFactor | undefined,
): JointStates => {
  const led: readonly number[] = driver?.scope ?? []
  const rows = driver?.rows.probability.length ?? 1
  const free = scope.filter((v) => !led.includes(v))
  const repeats = free.reduce((n, v) => n * (sizeOf[v] as number), 1)
  const entries = rows * repeats
  const stateOf = new Map<number, Int32Array>()
  const ledStates = driver === undefined ? [] : [driver.rows.father, driver.rows.mother, driver.rows.child]
  led.forEach((v, i) => {
    const from = ledStates[i] as Uint16Array
    const states = new Int32Array(entries)
    for (let k = 0, at = 0; k < rows; k++) for (let r = 0; r < repeats; r++) states[at++] = from[k] as number
    stateOf.set(v, states)
  })
  let stride = repeats
  for (const v of free) {
    const size = sizeOf[v] as number
    stride /= size
    const states = new Int32Array(entries)
    for (let at = 0; at < entries; at++) states[at] = Math.floor(at / stride) % size
    stateOf.set(v, states)
  }
  const weights = new Float64Array(entries).fill(1)
  if (driver !== undefined)
    for (let at = 0; at < entries; at++) weights[at] = driver.rows.probability[Math.floor(at / repeats)] as number
  return { stateOf, weights }
}

/** Lays out the joint states of `scope` that the transmissions among them allow. Transmissions, `factors` and `out` are of genomes of `scope`. */
export const layOut = (
  scope: readonly number[],
  sizeOf: readonly number[],
  [driver, ...others]: readonly TrioFactor[],
  factors: readonly (readonly number[])[],
  out: readonly number[],
): Layout => {
  let joint = jointStates(scope, sizeOf, driver)
  for (const trio of others) {
    const table = tableOf(trio, sizeOf)
    const places = placesIn(joint, trio.scope, sizeOf)
    joint = kept({ ...joint, weights: joint.weights.map((w, at) => w * (table[places[at] as number] as number)) })
  }
  return {
    entries: joint.weights.length,
    weights: joint.weights,
    factors: factors.map((f) => placesIn(joint, f, sizeOf)),
    out: placesIn(joint, out, sizeOf),
    outSize: out.reduce((n, v) => n * (sizeOf[v] as number), 1),
  }
}

/** One elimination, ready to run: everything that speaks of a genome, and the table it becomes. */
export type Bucket = { readonly layout: Layout; readonly inputs: readonly Factor[]; readonly out: Factor }

/** Largest entry to one; gives back its logarithm, minus infinity for a table of zeros. */
const scaled = (table: Float64Array): number => {
  let most = 0
  for (let i = 0; i < table.length; i++) if ((table[i] as number) > most) most = table[i] as number
  if (most > 0) for (let i = 0; i < table.length; i++) table[i] = (table[i] as number) / most
  return Math.log(most)
}

/** Sums the genome out; gives the logarithm taken out of the table that is handed on, and for `sumDown` the products before each input. */
export const sumUp = ({ layout, inputs, out }: Bucket, before: Float64Array[] | undefined): number => {
  const product = layout.weights.slice()
  inputs.forEach((input, i) => {
    before?.push(product.slice())
    const places = layout.factors[i] as Int32Array
    const { table } = input
    for (let k = 0; k < product.length; k++)
      product[k] = (product[k] as number) * (table[places[k] as number] as number)
  })
  const { table } = out
  for (let k = 0; k < product.length; k++) {
    const at = layout.out[k] as number
    table[at] = (table[at] as number) + (product[k] as number)
  }
  return scaled(table)
}

/** Hands the adjoint of the table handed on back to every input: no division, so zeros do no harm. */
export const sumDown = ({ layout, inputs, out }: Bucket, before: readonly Float64Array[]): void => {
  const after = new Float64Array(layout.entries)
  for (let k = 0; k < after.length; k++) after[k] = out.adjoint[layout.out[k] as number] as number
  for (let i = inputs.length - 1; i >= 0; i--) {
    const { table, adjoint } = inputs[i] as Factor
    const places = layout.factors[i] as Int32Array
    const product = before[i] as Float64Array
    for (let k = 0; k < after.length; k++) {
      const at = places[k] as number
      adjoint[at] = (adjoint[at] as number) + (after[k] as number) * (product[k] as number)
      after[k] = (after[k] as number) * (table[at] as number)
    }
    scaled(adjoint)
  }
}
