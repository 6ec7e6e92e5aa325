import type { PersonId } from '../pedigree.ts'
import type { Inheritance } from './inheritance.ts'
import type { Evidence } from './peel.ts'
import type { PedigreeGraph } from './pedigree-graph.ts'

const transmissionTable = (
  inheritance: Inheritance,
  sex: 'female' | 'male' | 'unknown',
): ReadonlyMap<string, number> => {
  const { father, mother, child, probability } = inheritance.transmission[sex]
  return new Map(Array.from(probability, (p, k) => [`${father[k]} ${mother[k]} ${child[k]}`, p]))
}

/** Sums over every joint state of everybody. Shares nothing with peeling but the inheritance itself; a few people only. */
export const bruteForce = (
  inheritance: Inheritance,
  { genomes }: PedigreeGraph,
  evidence: Evidence,
): { readonly likelihood: number; readonly posterior: ReadonlyMap<PersonId, readonly number[]> } => {
  const tables = {
    female: transmissionTable(inheritance, 'female'),
    male: transmissionTable(inheritance, 'male'),
    unknown: transmissionTable(inheritance, 'unknown'),
  }
  const sums = genomes.map((g) => Array.from(inheritance.founder[g.sex], () => 0))
  const seen = genomes.map((g) => g.people.map((id) => evidence(id, g.sex)))
  const states: number[] = []
  const done = (v: number): boolean => states[v] !== undefined
  let likelihood = 0
  const inherited = (v: number, s: number): number => {
    const { parents, sex } = genomes[v] as PedigreeGraph['genomes'][number]
    if (parents === undefined) return inheritance.founder[sex][s] as number
    return tables[sex].get(`${states[parents[0]]} ${states[parents[1]]} ${s}`) ?? 0
  }
  const visit = (weight: number): void => {
    const v = genomes.findIndex((g, i) => !done(i) && (g.parents === undefined || g.parents.every(done)))
    if (v < 0) {
      likelihood += weight
      states.forEach((s, i) => {
        const row = sums[i] as number[]
        row[s] = (row[s] as number) + weight
      })
      return
    }
    for (let s = 0; s < (sums[v] as number[]).length; s++) {
      const here = (seen[v] ?? []).reduce((p, e) => p * (e === undefined ? 1 : (e[s] ?? 0)), weight * inherited(v, s))
      if (here === 0) continue
      states[v] = s
      visit(here)
      Reflect.deleteProperty(states, v)
    }
  }
  visit(1)
  return {
    likelihood,
    posterior: new Map(
      genomes.flatMap((g, v) => g.people.map((id) => [id, (sums[v] as number[]).map((p) => p / likelihood)] as const)),
    ),
  }
}
