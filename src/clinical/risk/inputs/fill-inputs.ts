import type { PatientView } from '../../../record/index.ts'
import { daysBetween, type Instant } from '../../../shared/instant.ts'
import type { Problem } from '../../../shared/problem.ts'
import type { FilledInput, InputId, InputValue } from '../model.ts'
import type { CatalogueEntry, InputCatalogue, InputRule } from './catalogue.ts'
import { afterDoubt } from './contradicted-absence.ts'
import { countryCode } from './country.ts'
import { derivations, type FiltrationRate } from './derived.ts'
import { fromCodes } from './from-codes.ts'
import { fromFamily } from './from-family.ts'
import { fromResults, resultsByCode } from './from-results.ts'
import { followed } from './implications.ts'
import { recordedCategory } from './recorded-race.ts'

/** Every input of the catalogue as it stands for one person, by id, and what could not be used and why. */
export type FilledInputs = {
  readonly inputs: ReadonlyMap<InputId, FilledInput>
  readonly problems: readonly Problem[]
}

const missing = (id: InputId): FilledInput => ({ id, state: 'missing' })

const person = (entry: CatalogueEntry, view: PatientView, catalogue: InputCatalogue): FilledInput => {
  const { id } = entry
  const known = (value: InputValue, path: string): FilledInput => ({
    id,
    state: 'known',
    value,
    ...(entry.unit === undefined ? {} : { unit: entry.unit }),
    from: 'record',
    basis: [{ kind: 'fhir', resource: `Patient/${view.id}`, path }],
  })
  if (id === 'age') return view.age === undefined ? missing(id) : known(view.age, 'Patient.birthDate')
  if (id === 'sex') {
    const sex = view.birthSex ?? view.sex
    return sex === 'female' || sex === 'male' ? known(sex, 'Patient.gender') : missing(id)
  }
  const category = recordedCategory(view, id)
  if (category !== undefined) return known(category, 'Patient.extension')
  const country = id === 'country' && view.country !== undefined ? countryCode(view.country, catalogue) : undefined
  return country === undefined ? missing(id) : known(country, 'Patient.address.country')
}

/** Smoking as last recorded. That somebody ever smoked does not lapse; everything else counts within the window. */
const smoking = (entry: CatalogueEntry, view: PatientView, at: Instant): FilledInput => {
  const { id } = entry
  const said = view.social?.smoking
  if (said === undefined || said.status === 'unknown' || said.date === undefined) return missing(id)
  const value: InputValue | undefined =
    id === 'smokingNow'
      ? said.status === 'current'
      : id === 'smokedEver'
        ? said.status !== 'never'
        : said.status === 'current'
          ? undefined
          : said.status
  const age = daysBetween(said.date, at)
  if (value === undefined || age === undefined || age < 0) return missing(id)
  const lasting = id === 'smokedEver' && value === true
  return age > (entry.within ?? Number.POSITIVE_INFINITY) && !lasting
    ? { id, state: 'tooOld', value, date: said.date, basis: [said.ref] }
    : { id, state: 'known', value, date: said.date, from: 'record', basis: [said.ref] }
}

/** @source categories of QRISK3, doi 10.1136/bmj.j2099: light 1 to 9, moderate 10 to 19, heavy 20 or more a day */
const amountOf = (cigarettes: number): string => (cigarettes < 10 ? 'light' : cigarettes < 20 ? 'moderate' : 'heavy')

const told = (input: FilledInput, entry: CatalogueEntry | undefined): readonly Problem[] => {
  if (input.state !== 'suspect' && input.state !== 'impossible') return []
  const [ref] = input.basis
  if (ref?.kind !== 'fhir') return []
  const shown = `${String(input.value)}${input.unit === undefined ? ' without a unit' : ` ${input.unit}`}`
  return [
    {
      code: input.state === 'suspect' ? 'risk.unit-doubtful' : 'risk.impossible-value',
      severity: 'warning',
      at: { source: ref.resource, path: ref.path },
      message:
        input.state === 'suspect'
          ? `${input.id}: ${shown} is out of the ordinary${input.likelyUnit === undefined ? '' : `, but ordinary in ${input.likelyUnit}`}; it was not used.`
          : `${input.id}: nobody has ${shown}; it was not used.`,
      remedy: `Check the unit${entry?.unit === undefined ? '' : ` (${[entry.unit, ...(entry.alsoIn ?? []).map((u) => u.unit)].join(', ')})`} and the figure at the source, or give the value.`,
    },
  ]
}

/**
 * What a person's record, and what somebody gave besides (it counts first), say of every input at `at`. Results: the newest within the input's window, in the
 * canonical unit. Absence of a diagnosis is "no" only where a problem list was kept; what is not known stays missing and is never taken as normal.
 */
export const fillInputs = (
  view: PatientView,
  at: Instant,
  catalogue: InputCatalogue,
  filtrationRate: FiltrationRate,
  given: readonly FilledInput[] = [],
): FilledInputs => {
  const out = new Map<InputId, FilledInput>()
  const own = new Map(given.map((g) => [g.id, g]))
  const results = resultsByCode(view, at)
  const rules = Map.groupBy(catalogue.rules, (r) => r.input)
  const rulesOf = (id: InputId): readonly InputRule[] => rules.get(id) ?? []
  const fill = (entry: CatalogueEntry): FilledInput => {
    switch (entry.filling) {
      case 'person':
        return person(entry, view, catalogue)
      case 'result':
        return fromResults(entry, results, at)
      case 'codes':
        return fromCodes(view, entry.id, rulesOf(entry.id))
      case 'family':
        return fromFamily(view, entry, rulesOf(entry.id))
      case 'smoking':
        return smoking(entry, view, at)
      case 'derived':
      case 'given':
        return missing(entry.id)
    }
  }
  for (const entry of catalogue.entries.values()) out.set(entry.id, own.get(entry.id) ?? fill(entry))
  for (const entry of catalogue.entries.values())
    if (entry.filling === 'derived' && !own.has(entry.id)) {
      const derive = derivations[entry.id]
      if (derive !== undefined)
        out.set(entry.id, derive(entry, { view, at, catalogue, results, filtrationRate, filledSoFar: out }))
    }
  const derivation = { view, at, catalogue, results, filtrationRate, filledSoFar: out }
  for (const doubted of afterDoubt(derivation)) out.set(doubted.id, doubted)
  const [amount, now, daily] = ['smokingAmount', 'smokingNow', 'cigarettesPerDay'].map((id) => out.get(id))
  if (
    amount?.state === 'missing' &&
    now?.state === 'known' &&
    now.value === true &&
    daily?.state === 'known' &&
    typeof daily.value === 'number'
  )
    out.set('smokingAmount', {
      id: 'smokingAmount',
      state: 'known',
      value: amountOf(daily.value),
      from: 'derived',
      basis: daily.basis,
    })
  if (
    amount?.state === 'missing' &&
    now?.state === 'known' &&
    now.value === false &&
    out.get('smokedEver')?.state === 'known'
  ) {
    const ever = out.get('smokedEver')
    if (ever?.state === 'known')
      out.set('smokingAmount', {
        id: 'smokingAmount',
        state: 'known',
        value: ever.value === true ? 'former' : 'never',
        from: 'derived',
        basis: ever.basis,
      })
  }
  const closed = followed(out)
  return {
    inputs: closed.inputs,
    problems: [...[...out.values()].flatMap((i) => told(i, catalogue.entries.get(i.id))), ...closed.problems],
  }
}

/** The values that may be calculated with. */
export const knownValues = (inputs: ReadonlyMap<InputId, FilledInput>): Readonly<Record<InputId, InputValue>> => {
  const values: Record<InputId, InputValue> = {}
  for (const i of inputs.values()) if (i.state === 'known') values[i.id] = i.value
  return values
}
