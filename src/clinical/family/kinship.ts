import { bloodParents, parentsFirst } from './bloodline.ts'
import type { Pedigree, PersonId, Relative } from './pedigree.ts'

/**
 * Kinship of everybody with everybody: `of(a, b)` is the chance that a gene copy drawn at random from each of them has come down from one and
 * the same ancestor's copy. On an autosome 0.5 with oneself when the parents are not related. `x`: on the X chromosome, where a man has one copy,
 * so 1 with himself and 0 with his father (the convention of the R package ribd). People of unknown sex have no `x`: undefined.
 */
export type KinshipTable = {
  readonly ids: readonly PersonId[]
  of(a: PersonId, b: PersonId): number
  x(a: PersonId, b: PersonId): number | undefined
  /** Chance that both copies of a person come from one ancestral copy. */
  inbreeding(id: PersonId): number
}

type Matrix = readonly Float64Array[]

/** Identical twins share one genotype: of each set the first stands for all. */
const twinOf = (order: readonly Relative[]): readonly number[] => {
  const first = new Map<string, number>()
  return order.map((person, i) => {
    if (person.twins?.zygosity !== 'identical') return i
    const known = first.get(person.twins.group)
    if (known === undefined) first.set(person.twins.group, i)
    return known ?? i
  })
}

type Ordered = {
  readonly order: readonly Relative[]
  readonly at: ReadonlyMap<PersonId, number>
  readonly same: readonly number[]
}

const fill = (n: number, value: (i: number, j: number, done: Matrix) => number): Matrix => {
  const table = Array.from({ length: n }, () => new Float64Array(n))
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const kinship = value(i, j, table)
      ;(table[i] as Float64Array)[j] = kinship
      ;(table[j] as Float64Array)[i] = kinship
    }
  return table
}

const read = (table: Matrix, i: number | undefined, j: number | undefined): number =>
  i === undefined || j === undefined ? 0 : (table[i]?.[j] ?? 0)

const autosomal = ({ order, at, same }: Ordered): Matrix =>
  fill(order.length, (i, j, done) => {
    const person = order[i] as Relative
    const twin = same[i] as number
    if (twin !== i) return read(done, twin, j === i ? twin : j)
    const parents = bloodParents(person)
    const father = at.get(parents.father ?? '')
    const mother = at.get(parents.mother ?? '')
    if (i === j) return 0.5 * (1 + read(done, father, mother))
    return 0.5 * (read(done, father, j) + read(done, mother, j))
  })

/** A woman draws her X from either parent, a man from his mother alone. */
const xLinked = ({ order, at, same }: Ordered): Matrix =>
  fill(order.length, (i, j, done) => {
    const person = order[i] as Relative
    const twin = same[i] as number
    if (twin !== i) return read(done, twin, j === i ? twin : j)
    const parents = bloodParents(person)
    const father = at.get(parents.father ?? '')
    const mother = at.get(parents.mother ?? '')
    if (person.sex === 'unknown') return Number.NaN
    if (person.sex === 'male') return i === j ? 1 : read(done, mother, j)
    if (i === j) return 0.5 * (1 + read(done, father, mother))
    return 0.5 * (read(done, father, j) + read(done, mother, j))
  })

/** The kinship table of a pedigree; undefined when somebody is their own ancestor. Parents who are not named are unrelated to everybody. */
export const kinshipTable = (pedigree: Pedigree): KinshipTable | undefined => {
  const order = parentsFirst(pedigree)
  if (order === undefined) return undefined
  const at = new Map(order.map((person, i) => [person.id, i]))
  const ordered = { order, at, same: twinOf(order) }
  const phi = autosomal(ordered)
  let phiX: Matrix | undefined
  return {
    ids: pedigree.people.map((p) => p.id),
    of: (a, b) => read(phi, at.get(a), at.get(b)),
    x: (a, b) => {
      phiX ??= xLinked(ordered)
      const value = read(phiX, at.get(a), at.get(b))
      return Number.isNaN(value) ? undefined : value
    },
    inbreeding: (id) => 2 * read(phi, at.get(id), at.get(id)) - 1,
  }
}
