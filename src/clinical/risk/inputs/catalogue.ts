import { releaseName, type Release, tsvRows } from '../../../knowledge/release.ts'
import { AttuneError } from '../../../shared/errors.ts'
import type { Range } from '../../../shared/quantity.ts'
import type { InputDefinition, InputId, InputValue } from '../model.ts'

/** Where the record can know an input from. `given`: the record has no place for it, somebody must say it. */
export const fillings = ['person', 'result', 'codes', 'smoking', 'family', 'derived', 'given'] as const
export type Filling = (typeof fillings)[number]

/**
 * An input of the catalogue with how the record fills it. `reference`: its value in a person without risk factors, from which differences between
 * models are explained.
 */
export type CatalogueEntry = InputDefinition & {
  readonly filling: Filling
  readonly title: string
  readonly reference?: InputValue
}

/** Codes and words of a record that answer an input: yes, or the choice `says`. `past`: counts though resolved. */
export type InputRule = {
  readonly input: InputId
  readonly says: string
  readonly of: 'condition' | 'procedure' | 'medicine' | 'relative'
  readonly icd10: readonly string[]
  readonly atc: readonly string[]
  readonly words: readonly (readonly string[])[]
  readonly notWords: readonly (readonly string[])[]
  readonly past: boolean
  /** For relatives: only these, and only below this age in years where one is set. */
  readonly relatives?: 'first-degree' | 'first-degree-women' | 'parents' | 'any'
  readonly before?: number
}

/** One country by its ISO 3166-1 alpha-2 code, its other codes and names, and its European risk region where it has one. */
export type Country = {
  readonly code: string
  readonly also: readonly string[]
  readonly scoreRegion?: string
}

/** One line of who leads: models of an outcome in order of preference in these countries. */
export type LeadingModels = {
  readonly outcome: string
  readonly countries: readonly string[]
  readonly models: readonly string[]
  readonly reason: string
  readonly source: string
  readonly unverified?: true
}

export type InputCatalogue = {
  readonly release: string
  readonly entries: ReadonlyMap<InputId, CatalogueEntry>
  readonly rules: readonly InputRule[]
  readonly countries: ReadonlyMap<string, Country>
  readonly leading: readonly LeadingModels[]
}

const list = (cell: string | undefined): readonly string[] =>
  (cell ?? '')
    .split(';')
    .map((s) => s.trim())
    .filter((s) => s !== '')

const rangeOf = (cell: string | undefined): Range | undefined => {
  const [low, high] = (cell ?? '').split('..').map(Number)
  return low === undefined || high === undefined || Number.isNaN(low) || Number.isNaN(high) ? undefined : [low, high]
}

const unitsOf = (cell: string | undefined): InputDefinition['alsoIn'] =>
  list(cell).map((part) => {
    const [unit = '', factor = '', offset] = part.split(' ')
    return { unit, factor: Number(factor), ...(offset === undefined ? {} : { offset: Number(offset) }) }
  })

const valueOf = (kind: string, cell: string): InputValue =>
  kind === 'number' ? Number(cell) : kind === 'yesNo' ? cell === 'yes' : cell

const phrases = (cell: string | undefined): readonly (readonly string[])[] => list(cell).map((p) => p.split(/\s+/))

type Row = Readonly<Record<string, string>>

const entryOf = (row: Row): CatalogueEntry => {
  const kind = row['kind'] === 'yesNo' || row['kind'] === 'choice' ? row['kind'] : 'number'
  const [possible, plausible] = [rangeOf(row['possible']), rangeOf(row['plausible'])]
  return {
    id: row['input'] ?? '',
    title: row['title'] ?? '',
    kind,
    ...(row['unit'] ? { unit: row['unit'] } : {}),
    ...(row['choices'] ? { choices: list(row['choices']) } : {}),
    ...(possible === undefined ? {} : { possible }),
    ...(plausible === undefined ? {} : { plausible }),
    ...(row['also_in'] ? { alsoIn: unitsOf(row['also_in']) ?? [] } : {}),
    ...(row['loinc'] ? { loinc: list(row['loinc']) } : {}),
    ...(row['within'] ? { within: Number(row['within']) } : {}),
    ...(row['reference'] ? { reference: valueOf(kind, row['reference']) } : {}),
    filling: fillings.find((f) => f === row['filling']) ?? 'given',
    source: row['source'] ?? '',
    ...(row['unverified'] === '1' ? { unverified: true as const } : {}),
  }
}

const ruleOf = (row: Row): InputRule => {
  const of = row['of']
  const relatives = row['relatives']
  return {
    input: row['input'] ?? '',
    says: row['says'] || 'yes',
    of: of === 'procedure' || of === 'medicine' || of === 'relative' ? of : 'condition',
    icd10: list(row['icd10']),
    atc: list(row['atc']),
    words: phrases(row['words']),
    notWords: phrases(row['not_words']),
    past: row['past'] === '1',
    ...(relatives === 'first-degree' ||
    relatives === 'first-degree-women' ||
    relatives === 'parents' ||
    relatives === 'any'
      ? { relatives }
      : {}),
    ...(row['before'] ? { before: Number(row['before']) } : {}),
  }
}

/**
 * Compiles the tables of inputs of the last `attune-risk` release: `inputs.tsv`, `input-codes.tsv`, `countries.tsv`, `leading-models.tsv`.
 * Throws ATTUNE_KNOWLEDGE_MISSING without such a release, ATTUNE_KNOWLEDGE_INVALID where `inputs.tsv` is empty.
 */
export const inputCatalogue = (releases: readonly Release[]): InputCatalogue => {
  const release = releases.filter((r) => r.manifest.id === 'attune-risk').at(-1)
  if (release === undefined) throw new AttuneError('ATTUNE_KNOWLEDGE_MISSING', 'attune-risk')
  const rows = (file: string): readonly Row[] => tsvRows(release.tables[file] ?? '')
  const entries = new Map(rows('inputs.tsv').map((r) => [r['input'] ?? '', entryOf(r)]))
  if (entries.size === 0)
    throw new AttuneError('ATTUNE_KNOWLEDGE_INVALID', `${releaseName(release.manifest)} inputs.tsv: no inputs`)
  const countries = new Map<string, Country>()
  for (const r of rows('countries.tsv')) {
    const country: Country = {
      code: r['code'] ?? '',
      also: list(r['also']),
      ...(r['score_region'] ? { scoreRegion: r['score_region'] } : {}),
    }
    for (const name of [country.code, ...country.also]) countries.set(name.toUpperCase(), country)
  }
  return {
    release: releaseName(release.manifest),
    entries,
    rules: rows('input-codes.tsv').map(ruleOf),
    countries,
    leading: rows('leading-models.tsv').map((r) => ({
      outcome: r['outcome'] ?? '',
      countries: list(r['countries']),
      models: list(r['models']),
      reason: r['reason'] ?? '',
      source: r['source'] ?? '',
      ...(r['unverified'] === '1' ? { unverified: true as const } : {}),
    })),
  }
}
