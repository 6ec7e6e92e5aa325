import type {
  CapabilityStatement,
  CapabilityStatementRestResource,
  CapabilityStatementRestResourceOperation,
  Resource,
  StructureDefinition,
} from '@medplum/fhirtypes'
import type { FhirDefinitions, SearchParameter } from './definitions.ts'

type Operation = {
  readonly name: string
  /** Canonical URL of its OperationDefinition. */
  readonly definition: string
  /** `system`, or the resource type it is called on. */
  readonly on: string
}

/** What a server says of itself. `baseUrl` is that of `/fhir`; `date` when the statement was made; `smart` the authorization server. */
export type Served = {
  readonly software: { readonly name: string; readonly version: string }
  readonly baseUrl: string
  readonly date: string
  readonly operations: readonly Operation[]
  /** Profiles of loaded guides by resource type. */
  readonly profiles?: Readonly<Record<string, readonly string[]>>
  readonly guides?: readonly string[]
  readonly smart?: {
    readonly authorize: string
    readonly token: string
    readonly introspect: string
    readonly revoke: string
  }
}

const interactions = [
  'read',
  'vread',
  'update',
  'patch',
  'delete',
  'history-instance',
  'history-type',
  'create',
  'search-type',
] as const

/** Entries of the audit log are written by the server alone. */
const auditInteractions = ['read', 'vread', 'search-type'] as const

const byCode = (a: SearchParameter, b: SearchParameter): number => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)

/** `Observation:subject` for each reference parameter of other types that names the type among its targets. */
const reverseIncludes = (definitions: FhirDefinitions): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>()
  for (const type of definitions.types)
    for (const parameter of definitions.searchParameters(type).values()) {
      if (parameter.kind !== 'reference') continue
      for (const target of parameter.targets)
        found.set(target, [...(found.get(target) ?? []), `${type}:${parameter.code}`])
    }
  return found
}

const operationsOn = (served: Served, on: string): readonly CapabilityStatementRestResourceOperation[] =>
  served.operations.filter((o) => o.on === on).map(({ name, definition }) => ({ name, definition }))

const resourceOf = (
  type: string,
  definitions: FhirDefinitions,
  served: Served,
  reverse: readonly string[],
): CapabilityStatementRestResource => {
  const parameters = [...definitions.searchParameters(type).values()].filter((p) => p.kind !== 'special').sort(byCode)
  const includes = parameters.filter((p) => p.kind === 'reference').map((p) => `${type}:${p.code}`)
  const operation = operationsOn(served, type)
  const profiles = served.profiles?.[type] ?? []
  return {
    type: type as CapabilityStatementRestResource['type'],
    profile: `http://hl7.org/fhir/StructureDefinition/${type}`,
    ...(profiles.length === 0 ? {} : { supportedProfile: [...profiles] }),
    ...(type === 'AuditEvent'
      ? { interaction: auditInteractions.map((code) => ({ code })), versioning: 'versioned' }
      : {
          interaction: interactions.map((code) => ({ code })),
          versioning: 'versioned-update',
          readHistory: true,
          updateCreate: true,
          conditionalCreate: true,
          conditionalRead: 'full-support',
          conditionalUpdate: true,
          conditionalDelete: 'single',
        }),
    referencePolicy: ['literal', 'logical'],
    ...(includes.length === 0 ? {} : { searchInclude: includes }),
    ...(reverse.length === 0 ? {} : { searchRevInclude: [...reverse] }),
    searchParam: parameters.map((p) => ({
      name: p.code,
      type: p.kind,
      ...(p.canonicalUrl === '' ? {} : { definition: p.canonicalUrl }),
    })),
    ...(operation.length === 0 ? {} : { operation: [...operation] }),
  }
}

/** The profiles of loaded guides by the resource type they are of, for `Served.profiles`. */
export const profilesByType = (guides: readonly Resource[]): Readonly<Record<string, readonly string[]>> => {
  const profiles = guides.filter(
    (g): g is StructureDefinition =>
      g.resourceType === 'StructureDefinition' && g.kind === 'resource' && g.derivation === 'constraint',
  )
  return Object.fromEntries(
    [...Map.groupBy(profiles, (p) => p.type)].map(([type, of]) => [type, of.map((p) => p.url).sort()]),
  )
}

const oauthUris = 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris'

/** The CapabilityStatement of a server: every type, parameter and include comes from the definitions that search itself works by. */
export const capabilityOf = (definitions: FhirDefinitions, served: Served): CapabilityStatement => {
  const reverse = reverseIncludes(definitions)
  const systemOperations = operationsOn(served, 'system')
  const { smart, guides = [] } = served
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: served.date,
    kind: 'instance',
    software: { ...served.software },
    implementation: { description: `${served.software.name} FHIR server`, url: served.baseUrl },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    patchFormat: ['application/json-patch+json'],
    ...(guides.length === 0 ? {} : { implementationGuide: [...guides] }),
    rest: [
      {
        mode: 'server',
        ...(smart === undefined
          ? {}
          : {
              security: {
                cors: true,
                service: [
                  {
                    coding: [
                      {
                        system: 'http://terminology.hl7.org/CodeSystem/restful-security-service',
                        code: 'SMART-on-FHIR',
                      },
                    ],
                  },
                ],
                extension: [
                  {
                    url: oauthUris,
                    extension: Object.entries(smart).map(([url, valueUri]) => ({ url, valueUri })),
                  },
                ],
              },
            }),
        resource: [...definitions.types]
          .sort()
          .map((type) => resourceOf(type, definitions, served, reverse.get(type) ?? [])),
        interaction: [
          { code: 'transaction' },
          { code: 'batch' },
          { code: 'history-system' },
          { code: 'search-system' },
        ],
        ...(systemOperations.length === 0 ? {} : { operation: [...systemOperations] }),
      },
    ],
  }
}
