import { autosomalMarker, pedigreeGraph, peelerOf, seenGenotype, xLinkedMarker } from '../../../src/clinical/family/peeling/index.ts'
import type { MarkerGenotype, Peelable } from '../../../src/clinical/family/peeling/index.ts'
import { tally } from '../../suite.ts'
import type { SuiteAdapter } from '../../suite.ts'

type Row = { readonly id: string; readonly father: string; readonly mother: string; readonly sex: string }

type Case = {
  readonly id: string
  readonly pedigree: readonly Row[]
  readonly inputs: {
    readonly xlinked: boolean
    readonly afreq: readonly number[]
    readonly genotypes: Readonly<Record<string, string>>
  }
  readonly expected: { readonly likelihood: number; readonly log: number }
}

/** A row of a PED-like table: 0 for a founder's parents, 1 a man, 2 a woman. */
export const pedPerson = (row: Row): Peelable => ({
  id: row.id,
  sex: row.sex === '1' ? 'male' : 'female',
  ...(row.father === '0' ? {} : { father: row.father }),
  ...(row.mother === '0' ? {} : { mother: row.mother }),
})

const genotypeOf = (text: string): MarkerGenotype => {
  const [a, b] = text.split('/').map((allele) => Number(allele) - 1)
  return b === undefined ? [a ?? 0] : [a ?? 0, b]
}

/** Likelihoods of marker genotypes on pedigrees with loops, on autosomes and the X. */
export const pedigreeLikelihoods: SuiteAdapter = {
  path: 'risk/vectors/pedlik.json',
  title: 'Pedigree likelihood by peeling, with loops and on the X, against pedprobr',
  run(context) {
    const file = JSON.parse(context.text(this.path)) as { tolerance_relative: number; cases: readonly Case[] }
    const count = tally()
    for (const { id, pedigree, inputs, expected } of file.cases) {
      const marker = (inputs.xlinked ? xLinkedMarker : autosomalMarker)(inputs.afreq)
      const graph = pedigreeGraph({ id, people: pedigree.map(pedPerson) })
      const peeled = graph.ok
        ? peelerOf(marker.inheritance)(
            graph.value,
            (person, sex) => {
              const seen = inputs.genotypes[person]
              return seen === undefined ? undefined : seenGenotype(marker, sex, genotypeOf(seen))
            },
            { want: 'likelihood' },
          )
        : undefined
      const log = peeled?.state === 'done' ? peeled.logLikelihood : undefined
      count.close(
        id,
        { likelihood: expected.likelihood, log: expected.log },
        { likelihood: log === undefined ? undefined : Math.exp(log), log },
        file.tolerance_relative,
        true,
      )
    }
    return count.outcome()
  },
}
