import { isJson, text, type Resource } from '../resources.ts'
import type { ResultKind } from './parts.ts'

/** Kinds of result by the code of the Observation. @source Genomics Reporting 3.0.0; 53041-0 as in mCODE 4.0.0 and Genomics Reporting 2.0.0 */
const byCode: ReadonlyMap<string, ResultKind> = new Map(
  Object.entries<ResultKind>({
    '69548-6': 'variant',
    '84413-4': 'genotype',
    '84414-2': 'haplotype',
    '82120-7': 'phase',
    'molecular-consequence': 'consequence',
    'diagnostic-implication': 'diagnostic',
    'therapeutic-implication': 'therapeutic',
    '53041-0': 'region',
    '81695-9': 'biomarker',
    '94076-7': 'biomarker',
  }),
)

/** Kinds by the last part of a profile's address, for results whose code is the laboratory's own. */
const byProfile: ReadonlyMap<string, ResultKind> = new Map(
  Object.entries<ResultKind>({
    variant: 'variant',
    'mcode-genomic-variant': 'variant',
    genotype: 'genotype',
    haplotype: 'haplotype',
    'sequence-phase-relationship': 'phase',
    'molecular-consequence': 'consequence',
    'diagnostic-implication': 'diagnostic',
    'therapeutic-implication': 'therapeutic',
    'molecular-biomarker': 'biomarker',
    msi: 'biomarker',
    tmb: 'biomarker',
    'region-studied': 'region',
    'mcode-genomic-region-studied': 'region',
  }),
)

const list = (x: unknown): readonly unknown[] => (Array.isArray(x) ? x : [])

/** The last parts of the addresses of the profiles that a resource claims. */
export const profilesOf = (r: Resource): readonly string[] =>
  (isJson(r.json['meta']) ? list(r.json['meta']['profile']) : []).flatMap(
    (p) => text(p)?.split('|')[0]?.split('/').at(-1) ?? [],
  )

const codesOf = (r: Resource): readonly string[] =>
  (isJson(r.json['code']) ? list(r.json['code']['coding']) : []).flatMap((c) =>
    isJson(c) ? (text(c['code']) ?? []) : [],
  )

const words = /\b(genotype|diplotype|haplotype)\b/i
const starAlleles = /\*\d+[A-Z]?\b.*\/.*\*\d+/

/** A genotype in words: the test is called one, or its value is a pair of named alleles. */
const inWords = (r: Resource): boolean => {
  const code = isJson(r.json['code']) ? (text(r.json['code']['text']) ?? '') : ''
  const displays = (isJson(r.json['code']) ? list(r.json['code']['coding']) : [])
    .flatMap((c) => (isJson(c) ? (text(c['display']) ?? []) : []))
    .join(' ')
  const value = r.json['valueCodeableConcept']
  const said = text(r.json['valueString']) ?? (isJson(value) ? text(value['text']) : undefined) ?? ''
  return starAlleles.test(said) || (words.test(`${code} ${displays}`) && /\*\d/.test(said))
}

/** What kind of genomic result an Observation is; undefined for every other one. */
export const kindOfResult = (r: Resource): ResultKind | undefined => {
  if (r.type !== 'Observation') return undefined
  const codes = codesOf(r)
  for (const code of codes) {
    const kind = byCode.get(code)
    if (kind !== undefined) return kind
  }
  for (const name of profilesOf(r)) {
    const kind = byProfile.get(name)
    if (kind !== undefined) return kind
  }
  if (codes.includes('C43359') && Array.isArray(r.json['hasMember'])) return 'grouping'
  return inWords(r) ? 'genotype' : undefined
}
