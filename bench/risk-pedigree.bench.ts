import { readFileSync } from 'node:fs'
import { carrierGroups, carrierPosterior, carrierTables } from '../src/clinical/family/carrier/index.ts'
import type { CarrierGroup } from '../src/clinical/family/carrier/index.ts'
import type { Pedigree, Relative } from '../src/clinical/family/pedigree.ts'
import { bruteForce } from '../src/clinical/family/peeling/brute-force.test-support.ts'
import { genesTogether, pedigreeGraph, peelerOf } from '../src/clinical/family/peeling/index.ts'
import type { Inheritance, PedigreeGraph } from '../src/clinical/family/peeling/index.ts'
import type { BenchResult } from './bench.ts'
import { generator } from './synthetic-genome.ts'

const folder = new URL('../knowledge/attune-family/2026-11/', import.meta.url)
const text = (file: string): string => readFileSync(new URL(file, folder), 'utf8')

/** Four generations of `size` people, about one woman in six with breast or ovarian cancer. `cousins`: two of the grandchildren marry, which makes a loop. */
const familyOf = (size: number, cousins: boolean): Pedigree => {
  const random = generator()
  const people: Relative[] = []
  const add = (sex: 'female' | 'male', generation: number, parents?: readonly [string, string]): string => {
    const id = `p${people.length}`
    const age = Math.max(18, 88 - 24 * generation + Math.floor(random() * 9))
    const ill = sex === 'female' && random() < 1 / 6
    const onset = 30 + Math.floor(random() * Math.max(1, age - 30))
    people.push({
      id,
      sex,
      age: [age, age],
      ...(parents === undefined ? {} : { father: parents[0], mother: parents[1] }),
      diagnoses:
        ill && onset <= age
          ? [{ disease: random() < 0.7 ? 'breast-cancer' : 'ovarian-cancer', onset: [onset, onset] }]
          : [],
    })
    return id
  }
  let couples: (readonly [string, string])[] = [[add('male', 0), add('female', 0)]]
  for (let generation = 1; people.length < size; generation++) {
    const next: (readonly [string, string])[] = []
    for (const couple of couples) {
      for (let child = 0; child < 3 && people.length < size; child++) {
        const man = (people.length + child) % 2 === 0
        const id = add(man ? 'male' : 'female', generation, couple)
        if (people.length >= size || generation > 3) continue
        const partner = add(man ? 'female' : 'male', generation)
        next.push(man ? [id, partner] : [partner, id])
      }
    }
    couples = next
  }
  const young = people.filter(
    (p) => p.father !== undefined && !people.some((c) => c.father === p.id || c.mother === p.id),
  )
  const man = young.find((p) => p.sex === 'male')
  const woman = young.findLast((p) => p.sex === 'female' && p.father !== man?.father)
  if (cousins && man !== undefined && woman !== undefined) {
    people.pop()
    add('female', 4, [man.id, woman.id])
  }
  return { id: 'bench', proband: people.at(-1)?.id ?? 'p0', people, couples: [] }
}

/** Milliseconds of one run: the median of `times`, after a warm-up. */
const medianOf = (times: number, work: () => void): number => {
  for (let i = 0; i < 20; i++) work()
  const taken = Array.from({ length: times }, () => {
    const from = performance.now()
    work()
    return performance.now() - from
  }).sort((a, b) => a - b)
  return taken[Math.floor(times / 2)] as number
}

/** The same inheritance with every combination of three states written out, also those that cannot be: nothing sparse is left to gain from. */
const written = (inheritance: Inheritance): Inheritance => {
  const n = inheritance.founder.female.length
  const { father, mother, child, probability } = inheritance.transmission.female
  const full = {
    father: new Uint16Array(n ** 3),
    mother: new Uint16Array(n ** 3),
    child: new Uint16Array(n ** 3),
    probability: new Float64Array(n ** 3),
  }
  for (let k = 0; k < n ** 3; k++) {
    full.father[k] = Math.floor(k / n / n)
    full.mother[k] = Math.floor(k / n) % n
    full.child[k] = k % n
  }
  probability.forEach((p, k) => {
    full.probability[((father[k] as number) * n + (mother[k] as number)) * n + (child[k] as number)] = p
  })
  return { ...inheritance, transmission: { female: full, male: full, unknown: full } }
}

const posteriorOf = (pedigree: Pedigree, { model }: CarrierGroup): void => {
  const found = carrierPosterior(pedigree, model)
  if (!found.ok) throw new Error(found.problems.map((p) => p.message).join(' '))
}

/** Carrier probabilities of everybody in a family of fifty with BRCA1, BRCA2, PALB2, CHEK2 and ATM together (21 states). */
export const run = (): BenchResult => {
  const tables = carrierTables([
    {
      manifest: JSON.parse(text('manifest.json')) as never,
      tables: { 'penetrances.json': text('penetrances.json'), 'priors.json': text('priors.json') },
    },
  ])
  const [group] = carrierGroups(tables) as unknown as readonly [CarrierGroup]
  const fifty = familyOf(50, false)
  const looped = familyOf(50, true)
  const { together } = group.model
  const seen = new Map(
    fifty.people.map((p, i) => [
      p.id,
      Float64Array.from(together.states, (_, s) => 0.1 + ((i * 7 + s * 13) % 17) / 17),
    ]),
  )
  const graphOf = (people: Pedigree['people']): PedigreeGraph => {
    const graph = pedigreeGraph({ id: 'bench', people })
    if (!graph.ok) throw new Error('the family of the benchmark cannot be used')
    return graph.value
  }
  const graph = graphOf(fifty.people)
  const evidence = (id: string): Float64Array | undefined => seen.get(id)
  const kept = peelerOf(together.inheritance)
  const dense = written(together.inheritance)
  const ours = medianOf(100, () => kept(graph, evidence))
  const plain = medianOf(12, () => peelerOf(dense)(graph, evidence))

  const small = graphOf(familyOf(9, false).people)
  const one = genesTogether({ GENE: 0.01 })
  const few = (id: string): Float64Array =>
    Float64Array.from(one.states, (_, s) => 0.2 + ((id.charCodeAt(1) + s * 5) % 7) / 10)
  const peelSmall = peelerOf(one.inheritance)
  const peeled = medianOf(200, () => peelSmall(small, few))
  const forced = medianOf(5, () => bruteForce(one.inheritance, small, few))

  return {
    name: 'Pedigrees: carrier probabilities by peeling',
    rows: [
      {
        what: '50 people, 5 genes, everybody’s probabilities, from the record of each',
        value: medianOf(100, () => posteriorOf(fifty, group)),
        unit: 'ms',
        limit: 5,
      },
      {
        what: '50 people with a marriage of cousins, the same',
        value: medianOf(60, () => posteriorOf(looped, group)),
        unit: 'ms',
        limit: 5,
      },
      {
        what: '50 people, 5 genes, peeling alone',
        value: ours,
        unit: 'ms',
        limit: 5,
        peer: 'peeling with dense tables, nothing kept',
        ratio: plain / ours,
      },
      {
        what: '50 people, 5 genes, likelihood alone',
        value: medianOf(100, () => kept(graph, evidence, { want: 'likelihood' })),
        unit: 'ms',
      },
      {
        what: '9 people, 1 gene, everybody’s probabilities',
        value: peeled,
        unit: 'ms',
        peer: 'sum over all joint states',
        ratio: forced / peeled,
      },
    ],
  }
}
