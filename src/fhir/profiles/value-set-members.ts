import type { CodeSystem, Resource, ValueSet } from '@medplum/fhirtypes'
import { listCodes } from '../pack/listed-codes.ts'
import type { ListedCodes } from '../pack/pack-content.ts'

export type Coding = { readonly system?: unknown; readonly code?: unknown }

/** Whether a coding is of a value set; undefined where what is loaded does not tell. A bare code has no system. */
export type Belongs = (coding: Coding, valueSet: string) => boolean | undefined

export type Code = { readonly system: string; readonly code: string }

/** `codes`: all of a value set; undefined when they cannot all be listed. */
export type ValueSetMembers = {
  readonly belongs: Belongs
  readonly codes: (url: string) => readonly Code[] | undefined
}

const loinc = 'http://loinc.org'

/**
 * LOINC answer lists whose members are known in full: LL1971-2 is Present, Absent, No call, Indeterminate.
 * @source LOINC 2.x answer list LL1971-2; unverified against the release of LOINC
 */
const answerLists: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [`${loinc}/vs/LL1971-2`, new Set(['LA9633-4', 'LA9634-2', 'LA18198-4', 'LA11884-6'])],
])

/** Of most answer lists only the form of the members is known: a LOINC code of the answer series. */
const isAnswer = ({ system, code }: Coding, list: string): boolean =>
  (system === undefined || system === loinc) &&
  /^LA\d+-\d$/.test(String(code)) &&
  (answerLists.get(list)?.has(String(code)) ?? true)

/** Judges by the value sets and code systems of the guides and by those of R4 that can be listed. */
export const valueSetMembers = (guides: readonly Resource[], base: ListedCodes): ValueSetMembers => {
  const valueSets = new Map(guides.flatMap((r) => (r.resourceType === 'ValueSet' ? [[r.url ?? '', r] as const] : [])))
  const codeSystems = new Map<string, CodeSystem>(
    guides.flatMap((r) => (r.resourceType === 'CodeSystem' ? [[r.url ?? '', r] as const] : [])),
  )
  const listed = new Map<string, ReadonlyMap<string, ReadonlySet<string>> | undefined>()
  const listOf = (url: string): ReadonlyMap<string, ReadonlySet<string>> | undefined => {
    if (listed.has(url)) return listed.get(url)
    const codes = base[url] ?? listCodes(url, valueSets, codeSystems)
    const sets = codes && new Map(Object.entries(codes).map(([system, of]) => [system, new Set(of)]))
    listed.set(url, sets)
    return sets
  }
  const foreign = (coding: Coding, { compose }: ValueSet): boolean =>
    (compose?.include ?? []).every(
      (i) => i.valueSet === undefined && i.system !== undefined && i.system !== coding.system,
    )
  const belongs: Belongs = (coding, valueSet) => {
    const url = valueSet.split('|')[0] ?? ''
    const codes = listOf(url)
    if (codes === undefined && url.startsWith(`${loinc}/vs/LL`)) return isAnswer(coding, url)
    if (codes === undefined) {
      const known = valueSets.get(url)
      return known !== undefined && coding.system !== undefined && foreign(coding, known) ? false : undefined
    }
    if (coding.system === undefined) return [...codes.values()].some((of) => of.has(String(coding.code)))
    return typeof coding.system === 'string' && (codes.get(coding.system)?.has(String(coding.code)) ?? false)
  }
  const codes = (url: string): readonly Code[] | undefined => {
    const of = listOf(url.split('|')[0] ?? '')
    return of && [...of].flatMap(([system, all]) => [...all].map((code) => ({ system, code })))
  }
  return { belongs, codes }
}

export const codingsOf = (value: unknown): readonly Coding[] => {
  if (typeof value === 'string') return [{ code: value }]
  if (typeof value !== 'object' || value === null) return []
  const { coding } = value as { readonly coding?: unknown }
  return coding === undefined ? [value as Coding] : Array.isArray(coding) ? coding : []
}
