import { circumstances, indications, type Circumstance, type Indication } from '../shared/advice-vocabulary.ts'
import type { Drug } from '../shared/drug.ts'
import { releaseName, tsvRows, type Release } from '../knowledge/release.ts'

/** One name a medicine goes by: the ingredients it stands for, and whether the name is a brand. */
export type MedicineName = { readonly drugs: readonly Drug[]; readonly brand: boolean }

/** What a recorded condition or procedure says about the person, in the vocabulary that advice is narrowed by. */
export type Meaning = Indication | Circumstance

/** A rule from codes or words of a record to a Meaning. `past`: counts although the record calls it resolved. */
export type MeaningRule = {
  readonly means: Meaning
  readonly of: 'condition' | 'procedure'
  readonly icd10: readonly string[]
  readonly words: readonly (readonly string[])[]
  readonly notWords: readonly (readonly string[])[]
  readonly past: boolean
}

/** A group of medicines that an allergy can be recorded against. */
export type Allergen = {
  readonly name: string
  readonly words: readonly (readonly string[])[]
  readonly atc: readonly string[]
}

/** The code maps by which a record is understood: medicines, conditions and procedures, allergens. */
export type Terms = {
  readonly release: string
  readonly drugs: ReadonlyMap<string, Drug>
  readonly names: ReadonlyMap<string, MedicineName>
  readonly longestName: number
  readonly byRxnorm: ReadonlyMap<string, { readonly drugs: readonly Drug[]; readonly product: boolean }>
  readonly byAtc: ReadonlyMap<string, readonly Drug[]>
  readonly meanings: readonly MeaningRule[]
  readonly never: readonly (readonly string[])[]
  readonly allergens: readonly Allergen[]
}

/** Lower case, accents off, letters and digits apart: `Vitamin B12` and `vitamin b 12` are the same words. */
export const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z]+|[0-9]+/g) ?? []

const list = (cell: string | undefined): readonly string[] =>
  (cell ?? '')
    .split(';')
    .map((s) => s.trim())
    .filter((s) => s !== '')

const phrases = (cell: string | undefined): readonly (readonly string[])[] => list(cell).map((p) => p.split(/\s+/))

const isMeaning = (text: string): text is Meaning =>
  (indications as readonly string[]).includes(text) || (circumstances as readonly string[]).includes(text)

/**
 * True when every word of the phrase is among the words, in any order; `infarct*` stands for all words that begin so, `*ectomy` for all that end so.
 * @example holdsPhrase(['acute', 'myocardial', 'infarction'], ['myocardial', 'infarct*']) // true
 */
export const holdsPhrase = (words: readonly string[], phrase: readonly string[]): boolean =>
  phrase.every((p) => {
    if (p.endsWith('*')) return words.some((w) => w.startsWith(p.slice(0, -1)))
    return p.startsWith('*') ? words.some((w) => w.endsWith(p.slice(1))) : words.includes(p)
  })

/**
 * Compiles the release `attune-terms`. Tables that are absent leave their part empty: then nothing is recognised, and that is told.
 * RxNorm codes that were not verified (`rxnorm_unverified`) are not used: such a medicine is recognised by its name, and grouped by its ATC codes.
 */
export const compileTerms = (release: Release): Terms => {
  const table = (file: string): readonly Readonly<Record<string, string>>[] => tsvRows(release.tables[file] ?? '')
  const drugs = new Map<string, Drug>()
  const names = new Map<string, MedicineName>()
  const byRxnorm = new Map<string, { drugs: readonly Drug[]; product: boolean }>()
  const byAtc = new Map<string, Drug[]>()
  let longestName = 1

  const nameIt = (name: string, meant: readonly Drug[], brand: boolean): void => {
    const words = wordsOf(name)
    longestName = Math.max(longestName, words.length)
    if (words.length > 0 && !names.has(words.join(' '))) names.set(words.join(' '), { drugs: meant, brand })
  }

  const rows = table('drugs.tsv')
  for (const row of rows) {
    if (row['parts']) continue
    const atc = list(row['atc'])
    const rxnorm = row['rxnorm']
    const drug: Drug = { name: row['name'] ?? '', ...(rxnorm ? { rxnorm } : {}), ...(atc.length > 0 ? { atc } : {}) }
    drugs.set(drug.name, drug)
    if (drug.rxnorm !== undefined) byRxnorm.set(drug.rxnorm, { drugs: [drug], product: false })
    for (const code of atc) byAtc.set(code, [...(byAtc.get(code) ?? []), drug])
    nameIt(drug.name, [drug], false)
  }
  for (const row of rows) {
    const parts = list(row['parts'] ?? '')
      .map((p) => drugs.get(p))
      .filter((d) => d !== undefined)
    const own = drugs.get(row['name'] ?? '')
    const meant = row['parts'] ? parts : own === undefined ? [] : [own]
    if (row['parts'] && row['rxnorm']) byRxnorm.set(row['rxnorm'], { drugs: meant, product: true })
    if (row['parts']) nameIt(row['name'] ?? '', meant, false)
    for (const synonym of list(row['synonyms'])) nameIt(synonym, meant, false)
    for (const brand of list(row['brands'])) nameIt(brand, meant, true)
  }
  for (const row of table('products.tsv')) {
    const meant = list(row['ingredients'])
      .map((p) => drugs.get(p))
      .filter((d) => d !== undefined)
    if (row['rxnorm'] && meant.length > 0) byRxnorm.set(row['rxnorm'], { drugs: meant, product: true })
  }

  const meanings: MeaningRule[] = []
  let never: readonly (readonly string[])[] = []
  for (const row of table('conditions.tsv')) {
    const means = row['means'] ?? ''
    if (means === 'nothing') never = phrases(row['words'])
    if (!isMeaning(means)) continue
    const of = row['of'] === 'procedure' ? 'procedure' : 'condition'
    meanings.push({
      means,
      of,
      icd10: list(row['icd10']),
      words: phrases(row['words']),
      notWords: phrases(row['not_words']),
      past: row['past'] === '1',
    })
  }
  const allergens = table('allergens.tsv').map((r) => ({
    name: r['class'] ?? '',
    words: phrases(r['words']),
    atc: list(r['atc']),
  }))
  return {
    release: releaseName(release.manifest),
    drugs,
    names,
    longestName,
    byRxnorm,
    byAtc,
    meanings,
    never,
    allergens,
  }
}

/** The medicine that goes by this name, synonym or brand; undefined when it is not known or the name means several ingredients. */
export const drugNamed = (name: string, terms: Terms): Drug | undefined => {
  const found = terms.names.get(wordsOf(name).join(' '))
  return found?.drugs.length === 1 ? found.drugs[0] : undefined
}

/** The allergen groups that a medicine belongs to by its ATC codes. */
export const allergenGroupsOf = (drug: Drug, terms: Terms): readonly string[] =>
  terms.allergens
    .filter((a) => a.atc.some((prefix) => (drug.atc ?? []).some((code) => code.startsWith(prefix))))
    .map((a) => a.name)
