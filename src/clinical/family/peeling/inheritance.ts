import type { Relative } from '../pedigree.ts'

export type Sex = Relative['sex']

/** Every (father, mother, child) of states that can be, with P(child | father, mother); states that cannot follow are left out. */
export type Transmission = {
  readonly father: Uint16Array
  readonly mother: Uint16Array
  readonly child: Uint16Array
  readonly probability: Float64Array
}

/**
 * How states pass from parents to children: the states a person of each sex can be in, their frequencies in founders, and what children get. A father
 * has the states of `male` and a mother those of `female`, whatever is recorded of their sex; `unknown` is for people without children.
 */
export type Inheritance = {
  readonly founder: Readonly<Record<Sex, Float64Array>>
  readonly transmission: Readonly<Record<Sex, Transmission>>
}

/** A gamete by number and the probability that somebody in a given state passes it on. */
export type Gamete = { readonly gamete: number; readonly probability: number }

/**
 * Joins what father and mother pass on. `join` names the child's state or `undefined` where it is not among the states kept: what is left is scaled
 * to one, so that a child nothing is known of changes nothing.
 */
export const transmissionOf = (
  father: readonly (readonly Gamete[])[],
  mother: readonly (readonly Gamete[])[],
  join: (fromFather: number, fromMother: number) => number | undefined,
): Transmission => {
  const rows: [number, number, number, number][] = []
  father.forEach((fathers, f) => {
    mother.forEach((mothers, m) => {
      const children = new Map<number, number>()
      for (const a of fathers) {
        for (const b of mothers) {
          const child = join(a.gamete, b.gamete)
          if (child !== undefined) children.set(child, (children.get(child) ?? 0) + a.probability * b.probability)
        }
      }
      const kept = [...children.values()].reduce((sum, p) => sum + p, 0)
      for (const [c, p] of children) rows.push([f, m, c, p / kept])
    })
  })
  return {
    father: Uint16Array.from(rows, (r) => r[0]),
    mother: Uint16Array.from(rows, (r) => r[1]),
    child: Uint16Array.from(rows, (r) => r[2]),
    probability: Float64Array.from(rows, (r) => r[3]),
  }
}

/** The same states for everybody, whatever the sex. */
export const autosomal = (founder: Float64Array, transmission: Transmission): Inheritance => ({
  founder: { female: founder, male: founder, unknown: founder },
  transmission: { female: transmission, male: transmission, unknown: transmission },
})
