import type { Fit, ModelChoice } from './finding.ts'
import type { InputCatalogue } from './inputs/catalogue.ts'
import type { FilledInput, InputId, InputValue, ModelRemark, RiskModel } from './model.ts'

/** Why a model is, or is not, for a person; besides the codes that evaluation gives. */
export const choiceCodes = [
  'outside-population', // `with` low, high, value: age
  'other-sex', // `with.sex`
  'must-have', // only for people who have this
  'must-not-have', // not for people who have this
  'outside-region', // `with` regions, country
  'no-occasion', // answers a question that this input raises, and it was not raised
  'country-not-known', // which model leads is left open: none is chosen by guess
  'guideline-of-country',
  'guideline-of-region',
  'model-of-region',
  'only-model',
  'best-calibrated',
  'most-used',
] as const

/** Models that answer a question of the moment: it is raised by this input being known. */
const occasions: Readonly<Record<string, InputId>> = {
  heart: 'chestPainHistory',
  news2: 'consciousness',
  'meld-3.0': 'inr',
  'meld-na-2016': 'inr',
}

const regional: Readonly<Record<InputId, string>> = {
  scoreRegion: 'scoreRegion',
  asiaPacificRegion: 'asiaPacificRegion',
}

const valueOf = (inputs: ReadonlyMap<InputId, FilledInput>, id: InputId): InputValue | undefined => {
  const input = inputs.get(id)
  return input?.state === 'known' ? input.value : undefined
}

type Judged = {
  readonly no: readonly ModelRemark[]
  readonly open: readonly InputId[]
  readonly elsewhere: readonly ModelRemark[]
}

const judge = (model: RiskModel, inputs: ReadonlyMap<InputId, FilledInput>, catalogue: InputCatalogue): Judged => {
  const no: ModelRemark[] = []
  const open: InputId[] = []
  const elsewhere: ModelRemark[] = []
  const { age: ages, sex, regions, mustHave = [], mustNotHave = [] } = model.population
  const age = valueOf(inputs, 'age')
  if (typeof age !== 'number') open.push('age')
  else if (Math.floor(age) < ages[0] || Math.floor(age) > ages[1])
    no.push({
      code: 'outside-population',
      input: 'age',
      with: { low: String(ages[0]), high: String(ages[1]), value: String(age) },
    })
  const own = valueOf(inputs, 'sex')
  if (sex !== undefined && own === undefined) open.push('sex')
  else if (sex !== undefined && own !== sex) no.push({ code: 'other-sex', input: 'sex', with: { sex } })
  for (const [ids, wanted, code] of [
    [mustHave, true, 'must-have'],
    [mustNotHave, false, 'must-not-have'],
  ] as const)
    for (const id of ids) {
      const has = valueOf(inputs, id)
      if (has === undefined) open.push(id)
      else if (has !== wanted) no.push({ code, input: id })
    }
  const occasion = occasions[model.id]
  if (occasion !== undefined && valueOf(inputs, occasion) === undefined)
    no.push({ code: 'no-occasion', input: occasion })
  const country = valueOf(inputs, 'country')
  if (regions !== undefined && typeof country === 'string' && !regions.includes(country))
    elsewhere.push({ code: 'outside-region', input: 'country', with: { regions: regions.join(', '), country } })
  for (const { input } of model.inputs) {
    if (regional[input] === undefined || valueOf(inputs, input) !== undefined) continue
    const there = catalogue.leading.some((l) => l.models.includes(model.id) && l.countries.includes(String(country)))
    if (typeof country === 'string' && !there) no.push({ code: 'outside-region', input: 'country', with: { country } })
    else if (country === undefined && input === 'asiaPacificRegion')
      no.push({ code: 'country-not-known', input: 'country' })
  }
  return { no, open, elsewhere }
}

/**
 * Every model with whether it is for this person and why. For each outcome one leads, by the country of the person; where the country is not known none does,
 * because which one is right depends on it. One of which only an exclusion is not known (`dependsOn`) leads where no other applies. Models of other countries are kept to compare.
 */
export const chooseModels = (
  models: readonly RiskModel[],
  inputs: ReadonlyMap<InputId, FilledInput>,
  catalogue: InputCatalogue,
): readonly ModelChoice[] => {
  const country = valueOf(inputs, 'country')
  const choices = new Map(
    models.map((model): readonly [string, ModelChoice] => {
      const { no, open, elsewhere } = judge(model, inputs, catalogue)
      const unknownCountry: readonly ModelRemark[] =
        country === undefined && model.population.regions !== undefined
          ? [{ code: 'country-not-known', input: 'country' }]
          : []
      const fit: Fit =
        no.length > 0 ? 'no' : open.length > 0 ? 'depends' : elsewhere.length > 0 ? 'elsewhere' : 'applies'
      return [model.id, { model: model.id, fit, because: [...no, ...elsewhere, ...unknownCountry], dependsOn: open }]
    }),
  )
  const onlyExclusions = (c: ModelChoice): boolean => {
    const population = models.find((m) => m.id === c.model)?.population
    return c.dependsOn.every((id) => population?.mustNotHave?.includes(id) === true)
  }
  const led = new Set<string>()
  for (const row of catalogue.leading) {
    if (led.has(row.outcome)) continue
    if (row.countries.length > 0 && (typeof country !== 'string' || !row.countries.includes(country))) continue
    const there = row.models.flatMap((id) => choices.get(id) ?? [])
    const first = there.find((c) => c.fit === 'applies') ?? there.find((c) => c.fit === 'depends' && onlyExclusions(c))
    if (first === undefined) continue
    led.add(row.outcome)
    choices.set(first.model, { ...first, fit: 'leads', because: [...first.because, { code: row.reason }] })
  }
  return [...choices.values()]
}
