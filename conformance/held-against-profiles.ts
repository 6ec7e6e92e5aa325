import type { OperationOutcomeIssue, Resource } from '@medplum/fhirtypes'
import { type FhirDefinitions, loadFhirDefinitions, trimGuide } from '../src/fhir/index.ts'

type Fields = Readonly<Record<string, unknown>>
type Resolve = (reference: string) => Resource | undefined

/** What FHIR R4 and these resources of implementation guides say. */
export const definitionsOf = (guide: readonly unknown[]): FhirDefinitions =>
  loadFhirDefinitions(guide.flatMap((r) => trimGuide(r as Fields) ?? []))

const listOf = (x: unknown): readonly Fields[] => (Array.isArray(x) ? (x as readonly Fields[]) : [])

const inner = (of: Fields): readonly Fields[] =>
  [...listOf(of['entry']), ...listOf(of['parameter']), ...listOf(of['part'])].flatMap((part) => {
    const { resource } = part as { readonly resource?: Fields }
    return [...(resource === undefined ? [] : [resource, ...inner(resource)]), ...inner(part)]
  })

/** References that lead to a resource of the same Bundle. */
const within = (bundle: Fields, otherwise: Resolve): Resolve => {
  const local = new Map<string, Fields>()
  for (const { fullUrl, resource } of listOf(bundle['entry'])) {
    const content = resource as Fields | undefined
    if (content === undefined) continue
    if (typeof fullUrl === 'string') local.set(fullUrl, content)
    local.set(`${String(content['resourceType'])}/${String(content['id'])}`, content)
  }
  return (reference) => (local.get(reference) as unknown as Resource | undefined) ?? otherwise(reference)
}

const told = ({ expression, details, diagnostics }: OperationOutcomeIssue): string =>
  `${expression?.[0] ?? ''}: ${details?.text ?? diagnostics ?? ''}`

/**
 * What is wrong with a resource, and with every resource inside a Bundle or Parameters: its faults by R4 itself, its misfits with every profile it
 * claims, and claims of profiles that nobody has loaded. Empty `issues`: nothing.
 */
export const heldAgainstProfiles = (
  resource: unknown,
  definitions: FhirDefinitions,
  resolve: Resolve = () => undefined,
): readonly { readonly resource: Fields; readonly issues: readonly string[] }[] => {
  const whole = resource as Fields
  const found = within(whole, resolve)
  return [whole, ...inner(whole)].map((one) => {
    const faults = definitions.faultsOf(one).filter((i) => i.severity === 'error')
    const findings =
      faults.length > 0
        ? []
        : definitions
            .findingsOf(one as unknown as Resource, undefined, found)
            .filter((i) => i.severity === 'error' || i.code === 'informational')
    return { resource: one, issues: [...faults, ...findings].map(told) }
  })
}
