import type { CodeSystem, CodeSystemConcept, ValueSet, ValueSetComposeInclude } from '@medplum/fhirtypes'

const longestList = 1_000

const codesOf = (concepts: readonly CodeSystemConcept[] | undefined): readonly string[] =>
  (concepts ?? []).flatMap((concept) => [concept.code, ...codesOf(concept.concept)])

/**
 * The codes of a value set by code system; undefined where they cannot all be listed from what is at hand: a filter, another code system, an
 * import of a value set that is not listed, or more than 1,000 codes.
 */
export const listCodes = (
  url: string,
  valueSets: ReadonlyMap<string, ValueSet>,
  codeSystems: ReadonlyMap<string, CodeSystem>,
  open: readonly string[] = [],
): Readonly<Record<string, readonly string[]>> | undefined => {
  const compose = valueSets.get(url)?.compose
  if (compose === undefined || open.includes(url)) return undefined
  const listed = new Map<string, Set<string>>()
  const add = (system: string, codes: readonly string[]): void => {
    listed.set(system, new Set([...(listed.get(system) ?? []), ...codes]))
  }
  const included = (include: ValueSetComposeInclude): boolean => {
    if (include.filter !== undefined) return false
    if (include.valueSet !== undefined) {
      if (include.system !== undefined) return false
      return include.valueSet.every((inner) => {
        const codes = listCodes(inner, valueSets, codeSystems, [...open, url])
        for (const [system, of] of Object.entries(codes ?? {})) add(system, of)
        return codes !== undefined
      })
    }
    const system = include.system ?? ''
    if (include.concept !== undefined)
      add(
        system,
        include.concept.map((c) => c.code ?? ''),
      )
    else {
      const whole = codeSystems.get(system)
      if (whole?.content !== 'complete') return false
      add(system, codesOf(whole.concept))
    }
    return true
  }
  if (!(compose.include ?? []).every(included)) return undefined
  for (const exclude of compose.exclude ?? []) {
    if (exclude.concept === undefined || exclude.filter !== undefined) return undefined
    for (const { code } of exclude.concept) listed.get(exclude.system ?? '')?.delete(code ?? '')
  }
  const count = [...listed.values()].reduce((sum, codes) => sum + codes.size, 0)
  if (count === 0 || count > longestList) return undefined
  return Object.fromEntries([...listed].map(([system, codes]) => [system, [...codes].sort()]))
}
