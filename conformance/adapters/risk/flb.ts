import { segregationBayesFactor } from '../../../src/clinical/family/cosegregation/index.ts'
import type { Penetrance } from '../../../src/clinical/family/cosegregation/index.ts'
import { tally } from '../../suite.ts'
import type { SuiteAdapter } from '../../suite.ts'
import { pedPerson } from './pedlik.ts'

type Case = {
  readonly id: string
  readonly pedigree: readonly { readonly id: string; readonly father: string; readonly mother: string; readonly sex: string }[]
  readonly inputs: {
    readonly affected: readonly string[]
    readonly unknown: readonly string[]
    readonly proband: string
    readonly carriers: readonly string[]
    readonly noncarriers: readonly string[]
    readonly allele_freq: number
    readonly penetrance_f0_f1_f2: Penetrance
  }
  readonly expected: { readonly FLB: number }
}

/** Bayes factors of co-segregation; the peer takes every carrier for heterozygous. */
export const segregationBayesFactors: SuiteAdapter = {
  path: 'risk/vectors/flb.json',
  title: 'Full-likelihood Bayes factor of co-segregation against segregatr',
  run(context) {
    const file = JSON.parse(context.text(this.path)) as { tolerance_relative: number; cases: readonly Case[] }
    const count = tally()
    for (const { id, pedigree, inputs, expected } of file.cases) {
      const factor = segregationBayesFactor({
        pedigree: { id, people: pedigree.map(pedPerson) },
        proband: inputs.proband,
        frequency: inputs.allele_freq,
        penetrance: inputs.penetrance_f0_f1_f2,
        segregants: pedigree.map((row) => ({
          id: row.id,
          disease: inputs.affected.includes(row.id) ? 'affected' : inputs.unknown.includes(row.id) ? 'unknown' : 'unaffected',
          ...(inputs.carriers.includes(row.id) ? { copies: 1 } : inputs.noncarriers.includes(row.id) ? { copies: 0 } : {}),
        })),
      })
      count.close(id, expected, { FLB: factor.ok ? factor.value : undefined }, file.tolerance_relative, true)
    }
    return count.outcome()
  },
}
