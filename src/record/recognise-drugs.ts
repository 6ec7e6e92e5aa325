import type { Drug } from '../shared/drug.ts'
import type { Coded } from './patient-view.ts'
import { wordsOf, type Terms } from './terms.ts'

/** How a medicine was recognised: by the code of its ingredient or product, or by a name or brand in the record's own text. */
export type RecognisedBy = 'rxnorm' | 'rxnorm-product' | 'atc' | 'name' | 'brand'

/** `unknown`: parts of a combination's name that no known medicine explains. `disagrees`: code and text name different medicines. */
export type Recognition = {
  readonly drugs: readonly { readonly drug: Drug; readonly by: RecognisedBy }[]
  readonly unknown: readonly string[]
  readonly disagrees: boolean
}

const rxnorm = /^(http:\/\/www\.nlm\.nih\.gov\/research\/umls\/rxnorm|urn:oid:2\.16\.840\.1\.113883\.6\.88)$/i
const atc = /^(http:\/\/www\.whocc\.no\/atc|urn:oid:2\.16\.840\.1\.113883\.6\.73)$/i

/** A letter or syllable before a hyphen that makes another substance of it: S-omeprazole, des-methyl…, nor-…. */
const changing = new Set([
  's',
  'r',
  'd',
  'l',
  'n',
  'o',
  'es',
  'nor',
  'des',
  'dex',
  'levo',
  'dextro',
  'iso',
  'hydroxy',
  'apo',
])

type Token = { readonly word: string; readonly changed: boolean }

const tokensOf = (text: string): readonly Token[] => {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const tokens: Token[] = []
  let before: { word: string; end: number } | undefined
  for (const m of plain.matchAll(/[a-z]+|[0-9]+/g)) {
    const joined = before !== undefined && plain.slice(before.end, m.index) === '-'
    tokens.push({ word: m[0], changed: joined && changing.has(before?.word ?? '') })
    before = { word: m[0], end: m.index + m[0].length }
  }
  return tokens
}

/** Every known medicine whose name, synonym or brand stands as whole words in the text; the longest name wins at each place. */
export const drugsInText = (
  text: string,
  terms: Terms,
): readonly { readonly drug: Drug; readonly by: 'name' | 'brand' }[] => {
  const tokens = tokensOf(text)
  const found = new Map<string, { drug: Drug; by: 'name' | 'brand' }>()
  for (let i = 0; i < tokens.length; i++) {
    for (let n = Math.min(terms.longestName, tokens.length - i); n > 0; n--) {
      const hit = terms.names.get(
        tokens
          .slice(i, i + n)
          .map((t) => t.word)
          .join(' '),
      )
      if (hit === undefined || tokens[i]?.changed) continue
      for (const drug of hit.drugs)
        if (!found.has(drug.name)) found.set(drug.name, { drug, by: hit.brand ? 'brand' : 'name' })
      i += n - 1
      break
    }
  }
  return [...found.values()]
}

/** The parts of an RxNorm-style combination name, `A 300 MG / B 15 MG Oral Tablet`. */
const partsOf = (text: string): readonly string[] =>
  text
    .split(/\s+\/\s+/)
    .map((p) => p.trim())
    .filter((p) => p !== '')

/**
 * The ingredients of a recorded medicine. RxNorm and ATC codes come first; where no code is known, the record's own text is read.
 * A text that names other medicines than the code does adds them and says so, so that neither is lost.
 */
export const recogniseDrugs = (codes: readonly Coded[], text: string, terms: Terms): Recognition => {
  const drugs = new Map<string, { drug: Drug; by: RecognisedBy }>()
  const note = (found: readonly Drug[], by: RecognisedBy): void => {
    for (const drug of found) if (!drugs.has(drug.name)) drugs.set(drug.name, { drug, by })
  }
  for (const c of codes) {
    if (c.code === undefined || c.system === undefined) continue
    const known = rxnorm.test(c.system) ? terms.byRxnorm.get(c.code) : undefined
    if (known !== undefined) note(known.drugs, known.product ? 'rxnorm-product' : 'rxnorm')
    const byAtc = atc.test(c.system) ? terms.byAtc.get(c.code) : undefined
    if (byAtc !== undefined) note(byAtc, 'atc')
  }
  const coded = drugs.size
  const texts = [...new Set([text, ...codes.map((c) => c.display)])].filter((t) => t !== '')
  const named = texts.flatMap((t) => drugsInText(t, terms))
  const disagrees = coded > 0 && named.length > 0 && !named.some((n) => drugs.has(n.drug.name))
  for (const n of named) note([n.drug], n.by)
  const unknown =
    drugs.size === 0 || coded > 0
      ? []
      : partsOf(text).length > 1
        ? partsOf(text).filter((p) => drugsInText(p, terms).length === 0)
        : []
  return {
    drugs: [...drugs.values()],
    unknown: unknown.map(withoutStrength).filter((u) => wordsOf(u).length > 0),
    disagrees,
  }
}

/** The name without amount, unit and form: what is left of `Foobarin 20 MG Oral Tablet` is `Foobarin`. */
export const withoutStrength = (text: string): string =>
  text
    .replace(/\b[\d.,]+\s*(mg|g|mcg|ug|µg|ml|unt|iu|meq|actuat|hr|%)\b(\s*\/\s*[\d.]*\s*(mg|ml|actuat|hr|g)\b)?/gi, ' ')
    .replace(
      /\b(oral|tablets?|capsules?|injection|injectable|solution|suspension|cream|ointment|extended|delayed|release|disintegrating|chewable|prefilled|syringe|inhaler|topical|patch)\b/gi,
      ' ',
    )
    .replace(/\s+/g, ' ')
    .trim()
