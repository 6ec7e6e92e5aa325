import { type Family, publishedFacts } from './family.ts'

type Facts = { readonly no_cac: Readonly<Record<string, number>>; readonly with_cac: Readonly<Record<string, number>> }

const names: Readonly<Record<string, string>> = {
  s0: 'survival',
  smoking: 'smoking',
  tc: 'total',
  lipid_rx: 'lipidMedicine',
  sbp: 'systolic',
  bp_rx: 'bloodPressureMedicine',
  fhx: 'family',
  ln_cac_plus_1: 'lnCalciumPlus1',
}
const renamed = (row: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(row).map(([from, value]) => [names[from] ?? from, value]))

export const mesa: Family = {
  file: 'mesa.json',
  what: 'MESA coronary heart disease, without and with coronary calcium',
  table: (facts) => {
    const { no_cac, with_cac } = facts('mesa') as Facts
    return {
      models: [
        {
          id: 'mesa-chd',
          title: 'MESA coronary heart disease',
          year: 2015,
          kind: 'risk',
          outcomes: [{ outcome: 'coronary-heart-disease', years: 10 }],
          population: { age: [45, 84], regions: ['US'], mustNotHave: ['priorCardiovascularDisease'] },
          inputs: [
            { input: 'age' },
            { input: 'sex' },
            { input: 'mesaRace' },
            { input: 'totalCholesterol' },
            { input: 'hdlCholesterol' },
            { input: 'onLipidMedicine' },
            { input: 'systolic' },
            { input: 'onBloodPressureMedicine' },
            { input: 'diabetes' },
            { input: 'smokingNow' },
            { input: 'familyHeartAttack' },
            { input: 'coronaryCalcium', optional: true },
          ],
          method: 'mesa-chd-2015',
          licence: publishedFacts,
          citations: [{ kind: 'doi', id: '10.1016/j.jacc.2015.08.035', year: 2015 }],
          usesRace: true,
        },
      ],
      coefficients: { withoutCalcium: renamed(no_cac), withCalcium: renamed(with_cac) },
    }
  },
}
