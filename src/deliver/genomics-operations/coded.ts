import type { CodeableConcept, Coding, Observation, ObservationComponent } from '@medplum/fhirtypes'

/** A token as asked for: `system|code`, `|code`, or a code or word alone. */
export type Token = { readonly text: string; readonly system?: string; readonly code: string }

export const readToken = (text: string): Token | undefined => {
  const plain = text.trim()
  const bar = plain.indexOf('|')
  const code = bar < 0 ? plain : plain.slice(bar + 1)
  if (code === '') return undefined
  return bar <= 0 ? { text: plain, code } : { text: plain, system: plain.slice(0, bar), code }
}

/** Code systems are compared without scheme, `www.` and a last slash, which writers of the same system leave out or put in. */
export const sameSystem = (a: string, b: string): boolean => {
  const bare = (uri: string): string =>
    uri
      .toLowerCase()
      .replace(/^https?:\/\//, '')
      .replace(/^www\./, '')
      .replace(/\/+$/, '')
  return bare(a) === bare(b)
}

/** With a system the code must be the very one. */
export const fitsCoding = (token: Token, coding: Coding): boolean =>
  token.system === undefined
    ? coding.code?.toLowerCase() === token.code.toLowerCase()
    : coding.code === token.code && sameSystem(token.system, coding.system ?? '')

/** A word without a system is looked for in code, display and text, whatever its case, as the guide says. */
export const fitsConcept = (token: Token, concept: CodeableConcept | undefined): boolean => {
  const word = token.code.toLowerCase()
  const says = (text: string | undefined): boolean => text?.toLowerCase().includes(word) ?? false
  return (
    (concept?.coding ?? []).some((c) => fitsCoding(token, c) || (token.system === undefined && says(c.display))) ||
    (token.system === undefined && says(concept?.text))
  )
}

const has = (concept: CodeableConcept | undefined, codes: readonly string[]): boolean =>
  concept?.coding?.some((c) => c.code !== undefined && codes.includes(c.code)) ?? false

/** The components with one of the codes, whatever the system calls itself. */
export const componentsOf = (observation: Observation, ...codes: readonly string[]): readonly ObservationComponent[] =>
  observation.component?.filter((c) => has(c.code, codes)) ?? []

export const conceptsOf = (observation: Observation, ...codes: readonly string[]): readonly CodeableConcept[] =>
  componentsOf(observation, ...codes).flatMap((c) => c.valueCodeableConcept ?? [])

/** The first code of the first such component. */
export const codeOf = (observation: Observation, ...codes: readonly string[]): string | undefined =>
  conceptsOf(observation, ...codes)[0]?.coding?.find((c) => c.code !== undefined)?.code

export const textOf = (observation: Observation, ...codes: readonly string[]): string | undefined =>
  componentsOf(observation, ...codes).find((c) => c.valueString !== undefined)?.valueString

export type ResultKind =
  | 'variant'
  | 'genotype'
  | 'haplotype'
  | 'phase'
  | 'consequence'
  | 'diagnostic'
  | 'therapeutic'
  | 'region'

/** Codes by which results of Genomics Reporting are told apart, those of earlier versions among them. */
const kinds: readonly (readonly [ResultKind, readonly string[]])[] = [
  ['variant', ['69548-6']],
  ['genotype', ['84413-4']],
  ['haplotype', ['84414-2']],
  ['phase', ['82120-7']],
  ['consequence', ['molecular-consequence', 'molecular-consequences']],
  ['diagnostic', ['diagnostic-implication']],
  ['therapeutic', ['therapeutic-implication']],
  ['region', ['53041-0']],
]

export const kindOf = (observation: Observation): ResultKind | undefined =>
  kinds.find(([, codes]) => has(observation.code, codes))?.[0]
