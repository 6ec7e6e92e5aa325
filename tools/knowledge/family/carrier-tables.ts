import { readFileSync } from 'node:fs'
import { penetranceTable } from './penetrances.ts'
import type { PenetranceFacts } from './penetrances.ts'
import { alleleFrequencies } from './priors.ts'
import type { PriorFacts } from './priors.ts'

/** The tables of the carrier models, made out of the facts of a reference folder. */
export const carrierTableFiles = (
  reference: string,
): readonly { readonly file: string; readonly what: string; readonly text: string }[] => {
  const facts = (path: string): unknown => JSON.parse(readFileSync(`${reference}/risk/${path}`, 'utf8')) as unknown
  const criteria = facts('family_history/criteria.json')
  const bcrat = facts('models/bcrat.json')
  const table = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`
  return [
    {
      file: 'penetrances.json',
      what: 'cancer incidence of carriers and of everybody, competing mortality, accuracy of tests, likelihood ratios of pathology',
      text: table(penetranceTable({ criteria, bcrat } as PenetranceFacts)),
    },
    {
      file: 'priors.json',
      what: 'frequencies of pathogenic alleles by gene and population of origin',
      text: table(alleleFrequencies(criteria as PriorFacts)),
    },
  ]
}
