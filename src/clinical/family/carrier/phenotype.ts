import type { Outcome } from '../../../shared/disease-risk.ts'
import type { Range } from '../../../shared/quantity.ts'
import type { Diagnosis, Relative, Surgery } from '../pedigree.ts'
import type { Hazard } from './hazard.ts'
import type { CancerHazards, CarrierModel } from './model.ts'
import type { PathologyRatio } from './tables.ts'

/** After this nobody is at risk of a first cancer there any more. */
const removes: Readonly<Partial<Record<Outcome, Surgery['what']>>> = {
  'breast-cancer': 'bilateral-mastectomy',
  'ovarian-cancer': 'bilateral-salpingo-oophorectomy',
  'endometrial-cancer': 'hysterectomy',
  'colorectal-cancer': 'colectomy',
}

const sexOfCancer: Readonly<Partial<Record<Outcome, 'female' | 'male'>>> = {
  'ovarian-cancer': 'female',
  'endometrial-cancer': 'female',
  'prostate-cancer': 'male',
}

const earliest = (diagnoses: readonly Diagnosis[]): Diagnosis | undefined =>
  diagnoses.reduce<Diagnosis | undefined>(
    (first, d) =>
      first?.onset === undefined || (d.onset !== undefined && d.onset[0] < first.onset[0])
        ? d.onset === undefined
          ? (first ?? d)
          : d
        : first,
    undefined,
  )

/** The first cancer of this kind, if any. A second breast cancer alone says that there was a first one, at an age nobody wrote down. */
export const firstOf = (person: Relative, cancer: Outcome): Diagnosis | undefined => {
  const own = earliest(person.diagnoses.filter((d) => d.disease === cancer))
  if (own !== undefined || cancer !== 'breast-cancer') return own
  const second = person.diagnoses.find((d) => d.disease === 'contralateral-breast-cancer')
  return second === undefined ? undefined : { disease: 'breast-cancer' }
}

/** Mean of a table by age over a range of completed years; beyond the last age its last value. */
const meanOver = ([from, to]: Range, table: Float64Array): number => {
  const [first, last] = [Math.floor(from), Math.max(Math.floor(from), Math.floor(to))]
  let sum = 0
  for (let age = first; age <= last; age++) sum += table[Math.min(Math.max(age, 0), table.length - 1)] as number
  return sum / (last - first + 1)
}

export const organRemoved = (person: Relative, cancer: Outcome): boolean =>
  person.surgery?.some((s) => s.what === removes[cancer]) ?? false

/** Treatment of a ductal carcinoma in situ changes what follows; the figures are of people without it. */
export const treatedInSitu = (person: Relative, cancer: Outcome): boolean =>
  cancer === 'breast-cancer' && person.diagnoses.some((d) => d.disease === 'ductal-carcinoma-in-situ')

/** Until when somebody was at risk: now, or when the organ was taken out, or treatment of a carcinoma in situ. `unknown`: nobody can tell. */
const followedTo = (person: Relative, cancer: Outcome): Range | 'unknown' => {
  if (person.age === undefined) return 'unknown'
  const ends = [
    ...(person.surgery ?? []).filter((s) => s.what === removes[cancer]).map((s) => s.age),
    ...(cancer === 'breast-cancer'
      ? person.diagnoses.filter((d) => d.disease === 'ductal-carcinoma-in-situ').map((d) => d.onset?.[0])
      : []),
  ]
  if (ends.includes(undefined)) return 'unknown'
  const [low, high] = person.age
  const end = Math.min(...ends.map((e) => e ?? high), high)
  return [Math.min(low, end), end]
}

const certain = 1e-12

const likelihood = (hazard: Hazard, person: Relative, cancer: CancerHazards): number => {
  const first = firstOf(person, cancer.cancer)
  const alive = person.age
  if (first?.onset !== undefined) {
    const latest = alive === undefined ? first.onset[1] : Math.max(first.onset[0], Math.min(first.onset[1], alive[1]))
    return meanOver([first.onset[0], latest], hazard.first)
  }
  if (first !== undefined) {
    const by = alive ?? [cancer.covers[1], cancer.covers[1]]
    return Math.max(certain, 1 - meanOver(by, hazard.free))
  }
  if (person.healthUnknown) return 1
  const to = followedTo(person, cancer.cancer)
  return to === 'unknown' ? 1 : meanOver(to, hazard.free)
}

/** ER-negative tumours that are not known to be triple-negative have no ratio of their own: it would hang on grade, which is not recorded. */
const looksLike = ({ pathology }: Diagnosis): PathologyRatio['pathology'] | undefined => {
  if (pathology?.er === 'positive') return 'er-positive'
  const all = pathology?.er === 'negative' && pathology.pr === 'negative' && pathology.her2 === 'negative'
  return all ? 'triple-negative' : undefined
}

const pathologyRatio = (model: CarrierModel, gene: string, sex: 'female' | 'male', first: Diagnosis): number => {
  const looks = looksLike(first)
  if (sex !== 'female' || looks === undefined || first.onset === undefined) return 1
  const age = (first.onset[0] + first.onset[1]) / 2
  const fits = (p: PathologyRatio): boolean =>
    p.gene === gene && p.cancer === first.disease && p.pathology === looks && age >= p.ages[0] && age < p.ages[1]
  return model.spec.pathology.find(fits)?.ratio ?? 1
}

/** Which sex's figures hold: the recorded one, or the one a cancer tells where none is recorded. */
const sexOf = (person: Relative): 'female' | 'male' | undefined =>
  person.sex !== 'unknown'
    ? person.sex
    : person.diagnoses
        .flatMap((d) => (typeof d.disease === 'string' ? [sexOfCancer[d.disease as Outcome]] : []))
        .find((s) => s !== undefined)

const testsOf = (model: CarrierModel, person: Relative, gene: string): readonly [carrier: number, not: number] =>
  (person.tests ?? [])
    .filter((t) => t.gene === gene && t.result !== 'uncertain')
    .reduce<readonly [number, number]>(
      ([carrier, not], test) => {
        const accuracy = model.spec.tests.find((a) => a.method === test.method)
        if (accuracy === undefined) return [carrier, not]
        return test.result === 'positive'
          ? [carrier * accuracy.sensitivity, not * (1 - accuracy.specificity)]
          : [carrier * (1 - accuracy.sensitivity), not * accuracy.specificity]
      },
      [1, 1],
    )

/**
 * P(all that is on record of one person | state), by state; `undefined` where nothing is. Cancers are independent given the state; after one cancer follow-up for
 * the others goes on. Free of it at age a (completed years): exp(−H(a)); first diagnosis at d: h(d + ½)·exp(−H(d + ½)); a diagnosis of unknown age: 1 − exp(−H(a)). Over a
 * range of ages the mean of its years. Unknown health, unknown age and unclear test results say nothing; cancers of somebody of unknown sex neither, unless
 * a cancer tells the sex.
 */
export const phenotypeLikelihood = (model: CarrierModel, person: Relative): Float64Array | undefined => {
  const { states, genes } = model.together
  const sex = person.pregnancy === undefined ? sexOf(person) : undefined
  const cancers = model.cancers.filter((c) => c.sex === sex)
  const tests = genes.map((gene) => testsOf(model, person, gene))
  if (cancers.length === 0 && tests.every(([a, b]) => a === 1 && b === 1)) return undefined
  const out = new Float64Array(states.length).fill(1)
  const times = (s: number, factor: number): void => {
    out[s] = (out[s] as number) * factor
  }
  for (const cancer of cancers) {
    const seen = new Map<Hazard, number>()
    const first = firstOf(person, cancer.cancer)
    states.forEach((state, s) => {
      const hazard = cancer.byState[s] as Hazard
      const known = seen.get(hazard) ?? likelihood(hazard, person, cancer)
      seen.set(hazard, known)
      times(s, known)
      const gene =
        first === undefined
          ? undefined
          : genes.find((g, i) => (state[i] ?? 0) > 0 && model.spec.pathology.some((p) => p.gene === g))
      if (gene !== undefined && first !== undefined) times(s, pathologyRatio(model, gene, cancer.sex, first))
    })
  }
  tests.forEach(([carrier, not], g) => {
    states.forEach((state, s) => {
      times(s, (state[g] ?? 0) > 0 ? carrier : not)
    })
  })
  return out
}
