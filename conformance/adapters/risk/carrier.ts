import { carrierModel, carrierPosterior, carrying, futureCancerRisks } from '../../../src/clinical/family/carrier/index.ts'
import type { AgeFigures, CarrierModel } from '../../../src/clinical/family/carrier/index.ts'
import type { Pedigree, Relative } from '../../../src/clinical/family/pedigree.ts'
import { tally } from '../../suite.ts'
import type { SuiteAdapter } from '../../suite.ts'

type Person = {
  readonly sex: 'M' | 'F'
  readonly father: string | null
  readonly mother: string | null
  readonly age: number
  readonly breast: number | null
  readonly ovary: number | null
  readonly test: '+' | '-' | null
}

type File = {
  readonly tolerance_relative: number
  readonly age_bands: readonly (readonly [number, number])[]
  readonly hazards: Readonly<Record<'breast' | 'ovary', { readonly carrier: readonly number[]; readonly pop: readonly number[] }>>
  readonly cases: readonly {
    readonly id: string
    readonly pedigree: Readonly<Record<string, Person>>
    readonly inputs: { readonly allele_freq: number; readonly proband: string }
    readonly expected: {
      readonly pedigree_likelihood: number
      readonly carrier_probability: Readonly<Record<string, number>>
      /** Null: she has had breast cancer, so there is none to come. */
      readonly net_breast_risk_to_80: number | null
    }
  }[]
}

const gene = 'GENE'

const modelOf = ({ hazards, age_bands }: File, frequency: number): CarrierModel => {
  const figures = (rates: readonly number[]): AgeFigures => ({
    form: 'rate',
    bands: age_bands.map(([from, to], i) => [from, to, rates[i] ?? 0] as const),
    source: 'figures of the vector file',
  })
  return carrierModel({
    id: 'vectors',
    genes: [gene],
    frequencies: { general: { [gene]: frequency } },
    cancers: (['breast', 'ovary'] as const).map((cancer) => ({
      cancer: cancer === 'breast' ? 'breast-cancer' : 'ovarian-cancer',
      sex: 'female',
      population: figures(hazards[cancer].pop),
      carriers: { [gene]: figures(hazards[cancer].carrier) },
    })),
    tests: [{ method: 'search', sensitivity: 0.95, specificity: 1, source: 'rules of the vector file' }],
    pathology: [],
    nonCarriers: 'population',
  })
}

const relativeOf = (id: string, person: Person): Relative => ({
  id,
  sex: person.sex === 'F' ? 'female' : 'male',
  ...(person.father === null ? {} : { father: person.father }),
  ...(person.mother === null ? {} : { mother: person.mother }),
  age: [person.age, person.age],
  diagnoses: [
    ...(person.breast === null ? [] : [{ disease: 'breast-cancer' as const, onset: [person.breast, person.breast] as const }]),
    ...(person.ovary === null ? [] : [{ disease: 'ovarian-cancer' as const, onset: [person.ovary, person.ovary] as const }]),
  ],
  ...(person.test === null
    ? {}
    : { tests: [{ gene, result: person.test === '+' ? ('positive' as const) : ('negative' as const), method: 'search' as const }] }),
})

/** Carrier probabilities of one dominant gene against enumeration of all genotypes, under the hazards of the vector file. */
export const carrierVectors: SuiteAdapter = {
  path: 'risk/vectors/carrier.json',
  title: 'Mendelian carrier probabilities and future risk against enumeration of all genotypes',
  run(context) {
    const file = JSON.parse(context.text(this.path)) as File
    const count = tally()
    for (const { id, pedigree, inputs, expected } of file.cases) {
      const model = modelOf(file, inputs.allele_freq)
      const family: Pedigree = {
        id,
        proband: inputs.proband,
        people: Object.entries(pedigree).map(([name, person]) => relativeOf(name, person)),
        couples: [],
      }
      const posterior = carrierPosterior(family, model)
      const states = posterior.ok ? posterior.value.states : undefined
      const proband = family.people.find((p) => p.id === inputs.proband)
      const mine = states?.get(inputs.proband)
      const future =
        proband === undefined || mine === undefined
          ? undefined
          : futureCancerRisks({ model, person: proband, states: mine, horizons: [{ toAge: 80 }] }).risks.find((r) => r.outcome === 'breast-cancer')
      const probabilities = Object.entries(states === undefined ? {} : Object.fromEntries(states)).map(([name, s]) => [`carrier ${name}`, carrying(model, s, gene)])
      count.close(
        id,
        {
          likelihood: expected.pedigree_likelihood,
          ...Object.fromEntries(Object.entries(expected.carrier_probability).map(([name, p]) => [`carrier ${name}`, p])),
          ...(expected.net_breast_risk_to_80 === null ? {} : { 'net breast risk to 80': expected.net_breast_risk_to_80 }),
        },
        {
          likelihood: posterior.ok ? Math.exp(posterior.value.logLikelihood) : undefined,
          ...Object.fromEntries(probabilities),
          ...(future === undefined ? {} : { 'net breast risk to 80': future.probability }),
        },
        file.tolerance_relative,
        true,
      )
    }
    return count.outcome()
  },
}
