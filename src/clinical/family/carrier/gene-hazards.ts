import type { Outcome } from '../../../shared/disease-risk.ts'
import type { CarrierGroup } from './family-carriers.ts'
import type { Sexed } from './tables.ts'

/** What an altered gene means for one cancer: new cases per person-year by completed year of age from 0, and how many people carry an alteration (0 to 1). */
export type GeneHazard = {
  readonly gene: string
  readonly carrierFrequency: number
  readonly rates: readonly number[]
  readonly unverified: boolean
}

/** The genes whose carriers are watched for a cancer, out of the models of carriers; none where no group of genes speaks of it. */
export const geneHazards = (groups: readonly CarrierGroup[], cancer: Outcome, sex: Sexed): readonly GeneHazard[] =>
  groups.flatMap(({ group, model, unverified }) => {
    const figures = model.spec.cancers.find((c) => c.cancer === cancer && c.sex === sex)
    const hazards = model.cancers.find((c) => c.cancer === cancer && c.sex === sex)
    if (figures === undefined || hazards === undefined) return []
    return group.genes.flatMap((gene): readonly GeneHazard[] => {
      const published = figures.carriers[gene]
      const at = model.together.states.findIndex((s) =>
        model.together.genes.every((g, i) => s[i] === (g === gene ? 1 : 0)),
      )
      const hazard = hazards.byState[at]
      const frequency = model.spec.frequencies['general']?.[gene]
      if (published === undefined || hazard === undefined || frequency === undefined) return []
      return [
        {
          gene,
          carrierFrequency: 1 - (1 - frequency) ** 2,
          rates: [...hazard.rate],
          unverified: published.unverified === true || unverified.includes(published.source),
        },
      ]
    })
  })
