import type { Definitions } from './profile-definitions.ts'

export type Coding = { readonly system?: string; readonly code?: string; readonly display?: string }

/**
 * Required code lists of FHIR R4 that profiles bind to and that no implementation guide repeats.
 * @source FHIR R4 (4.0.1), the value sets of these names
 */
const coreLists: Readonly<Record<string, string>> = {
  'observation-status': 'registered preliminary final amended corrected cancelled entered-in-error unknown',
  'task-status':
    'draft requested received accepted rejected ready cancelled in-progress on-hold failed completed entered-in-error',
  'task-intent': 'unknown proposal plan order original-order reflex-order filler-order instance-order option',
  'request-priority': 'routine urgent asap stat',
  'document-reference-status': 'current superseded entered-in-error',
  'composition-status': 'preliminary final amended entered-in-error',
  'document-relationship-type': 'replaces transforms signs appends',
  'diagnostic-report-status':
    'registered partial preliminary final amended corrected appended cancelled entered-in-error unknown',
  'event-status': 'preparation in-progress not-done on-hold stopped completed entered-in-error unknown',
  'quantity-comparator': '< <= >= >',
}

/**
 * LOINC answer lists whose members are known in full.
 * @source LOINC 2.x answer list LL1971-2 (Present, Absent, No call, Indeterminate)
 */
const loincLists: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['http://loinc.org/vs/LL1971-2', new Set(['LA9633-4', 'LA9634-2', 'LA18198-4', 'LA11884-6'])],
])

const coreCodes = new Map(
  Object.entries(coreLists).map(([name, codes]) => [`http://hl7.org/fhir/ValueSet/${name}`, new Set(codes.split(' '))]),
)

/**
 * Whether a coding belongs to a value set; undefined when that cannot be told from what is loaded.
 * Of most LOINC answer lists only the form of their members is known: a LOINC code of the answer series.
 */
export const belongs = (coding: Coding, valueSetUrl: string, definitions: Definitions): boolean | undefined => {
  const url = valueSetUrl.split('|')[0] ?? ''
  const core = coreCodes.get(url)
  if (core !== undefined) return core.has(coding.code ?? '')
  if (url.startsWith('http://loinc.org/vs/LL')) {
    const isAnswer = coding.system === 'http://loinc.org' && /^LA\d+-\d$/.test(coding.code ?? '')
    return isAnswer && (loincLists.get(url)?.has(coding.code ?? '') ?? true)
  }
  const includes = definitions.valueSets.get(url)?.compose?.include
  if (includes === undefined) return undefined
  let unknown = false
  for (const include of includes) {
    if (include.system !== coding.system) continue
    if (include.filter !== undefined) unknown = true
    else {
      const listed = include.concept?.map((c) => c.code) ?? definitions.codeSystems.get(include.system ?? '')
      if (listed === undefined) return true
      if ([...listed].includes(coding.code ?? '')) return true
    }
  }
  return unknown ? undefined : false
}
