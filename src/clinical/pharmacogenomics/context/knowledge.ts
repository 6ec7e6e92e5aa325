import { type Release, releaseName, tsvRows } from '../../../knowledge/release.ts'
import { type DrugClass, drugClasses } from '../../../shared/advice-vocabulary.ts'
import type { Drug } from '../../../shared/drug.ts'
import { AttuneError } from '../../../shared/errors.ts'
import { type CautionPredicate, readPredicate } from './caution-predicate.ts'

export const modulatorEffects = [
  'strong-inhibitor',
  'moderate-inhibitor',
  'weak-inhibitor',
  'strong-inducer',
  'moderate-inducer',
] as const
export type ModulatorEffect = (typeof modulatorEffects)[number]

/** A medicine that changes how much an enzyme does. `activityFactor` multiplies the CYP2D6 activity score; `differs` says what other sources hold. */
export type Modulator = {
  readonly gene: string
  readonly drug: string
  readonly effect: ModulatorEffect
  readonly activityFactor?: number
  readonly source: string
  readonly certainty: 'established' | 'literature'
  readonly unverified: boolean
  readonly differs?: string
}

/** How long a modulator goes on acting. Half-lives in hours; `statedWeeks` is what the labelling itself says and comes before five half-lives. */
export type Washout = {
  readonly drug: string
  readonly halfLifeHours?: number
  readonly metaboliteHalfLifeHours?: number
  readonly statedWeeks?: number
  readonly source: string
  readonly unverified: boolean
}

/** A medicine of the therapeutic catalogue. `genes`: metabolised by or directly dependent on, to a relevant extent. */
export type CatalogueMedicine = {
  readonly drug: Drug
  readonly area: string
  readonly groups: readonly DrugClass[]
  readonly genes: readonly string[]
  /** Kinds of medicine to which an allergy counts against this one too. */
  readonly allergyClasses: readonly string[]
  readonly source: string
  readonly unverified: boolean
}

export type Caution = {
  readonly drug: string
  readonly kind: 'contraindicated' | 'caution'
  readonly when: CautionPredicate
  readonly reason: string
  readonly source: string
  readonly unverified: boolean
}

/** What the second medicine of a pair is: one by name, every modulator of an enzyme, or all of an ATC group. */
export type InteractionPartner =
  | { readonly kind: 'drug'; readonly name: string }
  | { readonly kind: 'modulator'; readonly gene: string; readonly effects: readonly ModulatorEffect[] }
  | { readonly kind: 'atc'; readonly prefix: string }

/** `affected` is the medicine that the effect is about. `limitMgPerDay`: its highest daily dose beside the partner. */
export type InteractionRule = {
  readonly affected: string
  readonly partner: InteractionPartner
  readonly gene?: string
  readonly effect: string
  readonly severity: 'avoid' | 'caution' | 'note'
  readonly limitMgPerDay?: number
  readonly source: string
  readonly unverified: boolean
}

export type ContextKnowledge = {
  readonly release: string
  /** The name these tables use for a medicine, in lower case. */
  readonly nameOf: (drug: string) => string
  readonly modulatorsOf: (drug: string) => readonly Modulator[]
  readonly washoutOf: (drug: string) => Washout | undefined
  readonly medicine: (drug: string) => CatalogueMedicine | undefined
  readonly medicines: readonly CatalogueMedicine[]
  readonly cautionsOf: (drug: string) => readonly Caution[]
  readonly interactions: readonly InteractionRule[]
}

type Row = Readonly<Record<string, string>>

const grouped = <T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> => {
  const map = new Map<string, T[]>()
  for (const item of items) {
    const list = map.get(key(item))
    if (list) list.push(item)
    else map.set(key(item), [item])
  }
  return map
}

const list = (cell: string | undefined): readonly string[] => (cell ?? '').split(';').filter((x) => x !== '')

const oneOf = <T extends string>(words: readonly T[], value: string | undefined, where: string): T => {
  const found = words.find((w) => w === value)
  if (found === undefined)
    throw new AttuneError('ATTUNE_KNOWLEDGE_INVALID', `${where}: ${value ?? ''} is not one of ${words.join(', ')}`)
  return found
}

const numberIn = (cell: string | undefined, where: string): number | undefined => {
  if (cell === undefined || cell === '') return undefined
  const n = Number(cell)
  if (!Number.isFinite(n)) throw new AttuneError('ATTUNE_KNOWLEDGE_INVALID', `${where}: ${cell} is not a number`)
  return n
}

const partnerOf = (cell: string): InteractionPartner => {
  const [kind, gene, strengths] = cell.split(':')
  if (kind === 'atc') return { kind, prefix: gene ?? '' }
  if (kind !== 'inhibitor' && kind !== 'inducer') return { kind: 'drug', name: cell }
  const effects = (strengths ?? '').split(',').map((s) => oneOf(modulatorEffects, `${s}-${kind}`, 'interactions.tsv'))
  return { kind: 'modulator', gene: gene ?? '', effects }
}

const modulatorRow = (row: Row): Modulator => {
  const factor = numberIn(row['activity_factor'], 'modulators.tsv')
  return {
    gene: row['gene'] ?? '',
    drug: row['drug'] ?? '',
    effect: oneOf(modulatorEffects, row['effect'], 'modulators.tsv'),
    ...(factor === undefined ? {} : { activityFactor: factor }),
    source: row['source'] ?? '',
    certainty: oneOf(['established', 'literature'] as const, row['certainty'], 'modulators.tsv'),
    unverified: row['unverified'] === '1',
    ...(row['differs'] ? { differs: row['differs'] } : {}),
  }
}

const washoutRow = (row: Row): Washout => {
  const half = numberIn(row['half_life_h'], 'washout.tsv')
  const metabolite = numberIn(row['metabolite_half_life_h'], 'washout.tsv')
  const weeks = numberIn(row['stated_weeks'], 'washout.tsv')
  return {
    drug: row['drug'] ?? '',
    ...(half === undefined ? {} : { halfLifeHours: half }),
    ...(metabolite === undefined ? {} : { metaboliteHalfLifeHours: metabolite }),
    ...(weeks === undefined ? {} : { statedWeeks: weeks }),
    source: row['source'] ?? '',
    unverified: row['unverified'] === '1',
  }
}

const medicineRow = (row: Row): CatalogueMedicine => ({
  drug: { name: row['drug'] ?? '', ...(row['atc'] ? { atc: list(row['atc']) } : {}) },
  area: row['area'] ?? '',
  groups: list(row['groups']).map((g) => oneOf(drugClasses, g, 'medicines.tsv')),
  genes: list(row['genes']),
  allergyClasses: list(row['allergy_class']),
  source: row['source'] ?? '',
  unverified: row['unverified'] === '1',
})

const interactionRow = (row: Row): InteractionRule => {
  const limit = numberIn(row['limit_mg_per_day'], 'interactions.tsv')
  return {
    affected: row['a'] ?? '',
    partner: partnerOf(row['b'] ?? ''),
    ...(row['gene'] ? { gene: row['gene'] } : {}),
    effect: row['effect'] ?? '',
    severity: oneOf(['avoid', 'caution', 'note'] as const, row['severity'], 'interactions.tsv'),
    ...(limit === undefined ? {} : { limitMgPerDay: limit }),
    source: row['source'] ?? '',
    unverified: row['unverified'] === '1',
  }
}

/** The context tables (`attune-pgx`), compiled for lookup by medicine. A word that the tables may not use is a fault of the table. */
export const compileContext = (release: Release): ContextKnowledge => {
  const rows = (file: string): readonly Row[] => {
    const text = release.tables[file]
    if (text === undefined)
      throw new AttuneError('ATTUNE_KNOWLEDGE_MISSING', `${releaseName(release.manifest)} ${file}`)
    return tsvRows(text)
  }
  const aliases = new Map(rows('aliases.tsv').map((r) => [r['alias'] ?? '', r['name'] ?? '']))
  const nameOf = (drug: string): string => {
    const lower = drug.trim().toLowerCase()
    return aliases.get(lower) ?? lower
  }
  const modulators = grouped(rows('modulators.tsv').map(modulatorRow), (m) => m.drug)
  const washouts = new Map(rows('washout.tsv').map((r) => [r['drug'] ?? '', washoutRow(r)]))
  const medicines = rows('medicines.tsv').map(medicineRow)
  const byName = new Map(medicines.map((m) => [m.drug.name, m]))
  const cautions = grouped(
    rows('cautions.tsv').map(
      (row): Caution => ({
        drug: row['drug'] ?? '',
        kind: oneOf(['contraindicated', 'caution'] as const, row['kind'], 'cautions.tsv'),
        when: readPredicate(row['predicate'] ?? ''),
        reason: row['reason'] ?? '',
        source: row['source'] ?? '',
        unverified: row['unverified'] === '1',
      }),
    ),
    (c) => c.drug,
  )
  return {
    release: releaseName(release.manifest),
    nameOf,
    modulatorsOf: (drug) => modulators.get(nameOf(drug)) ?? [],
    washoutOf: (drug) => washouts.get(nameOf(drug)),
    medicine: (drug) => byName.get(nameOf(drug)),
    medicines,
    cautionsOf: (drug) => cautions.get(nameOf(drug)) ?? [],
    interactions: rows('interactions.tsv').map(interactionRow),
  }
}
