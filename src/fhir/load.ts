import type { Resource, SearchParameter as PublishedParameter } from '@medplum/fhirtypes'
import { patientCompartment } from './compartment.ts'
import type { FhirDefinitions, SearchParameter } from './definitions.ts'
import type { ElementTypes, StructurePack } from './pack/pack-content.ts'
import { searchPack, structurePack } from './pack/stored-pack.ts'
import { heldElsewhere } from './pack/trim-structure.ts'
import { type FindingsOf, findingsBy } from './profiles/findings-of.ts'
import { type Code, type ValueSetMembers, valueSetMembers } from './profiles/value-set-members.ts'
import { addedParameters } from './search/added-parameters.ts'
import { rowMaker } from './search/rows-of.ts'
import { indexParameters } from './search/search-parameters.ts'
import { memberIndex } from './validation/element-index.ts'
import { faultsOf, type Judge } from './validation/faults-of.ts'
import { indexSearch, registry } from './validation/structures.ts'

const none: ReadonlyMap<string, SearchParameter> = new Map()

type Base = Omit<FhirDefinitions, 'findingsOf' | 'valueSetCodes'> & {
  readonly parameters: readonly PublishedParameter[]
  readonly elements: ElementTypes
  readonly structure: () => StructurePack
}

let loaded: Base | undefined

const load = (): Base => {
  const pack = searchPack()
  const byType = indexParameters(pack.searchParameters)
  const searchParameters = (type: string): ReadonlyMap<string, SearchParameter> => byType.get(type) ?? none
  const types = new Set(pack.resourceTypes)
  let kept: StructurePack | undefined
  const structure = (): StructurePack => (kept ??= structurePack())
  let judge: Judge | undefined
  const judging = (): Judge => {
    if (judge !== undefined) return judge
    const { structures, boundTo, listedCodes } = structure()
    judge = {
      members: memberIndex(pack.elements, boundTo, listedCodes),
      isType: (type) => types.has(type) || type === 'Parameters',
      registry: registry(structures),
    }
    return judge
  }
  return {
    types,
    searchParameters,
    indexRowsOf: rowMaker(pack.elements, searchParameters),
    ...patientCompartment(pack.elements, pack.patientCompartment, searchParameters),
    faultsOf: (resource) => faultsOf(resource, judging()),
    warm: () => {
      judging().registry.needAll()
      indexSearch(pack.searchParameters)
    },
    parameters: pack.searchParameters,
    elements: pack.elements,
    structure,
  }
}

const baseKeysOf = ({ structures }: StructurePack): ReadonlySet<string> =>
  new Set([
    ...heldElsewhere,
    ...structures.flatMap((s) =>
      (s.snapshot?.element ?? []).flatMap((e) => (e.constraint ?? []).map((c) => c.key ?? '')),
    ),
  ])

/**
 * What FHIR R4 says, and what the implementation guides add: `guides` are their StructureDefinitions with snapshot, ValueSets, CodeSystems and
 * SearchParameters, all packages together. The R4 part is read once per process; expressions are compiled, and structures read, when a type is
 * first met.
 */
export const loadFhirDefinitions = (guides: readonly Resource[] = []): FhirDefinitions => {
  const { parameters, elements, structure, ...base } = (loaded ??= load())
  let findings: FindingsOf | undefined
  let kept: ValueSetMembers | undefined
  const members = (): ValueSetMembers => (kept ??= valueSetMembers(guides, structure().listedCodes))
  const findingsOf: FindingsOf = (resource, profiles, resolve) => {
    findings ??= findingsBy([...structure().profiles, ...guides], members(), baseKeysOf(structure()))
    return findings(resource, profiles, resolve)
  }
  const valueSetCodes = (url: string): readonly Code[] | undefined => members().codes(url)
  const added = addedParameters(guides, elements)
  if (added.length === 0) return { ...base, findingsOf, valueSetCodes }
  const byType = indexParameters(parameters, added)
  const searchParameters = (type: string): ReadonlyMap<string, SearchParameter> => byType.get(type) ?? none
  return {
    ...base,
    findingsOf,
    valueSetCodes,
    searchParameters,
    indexRowsOf: rowMaker(elements, searchParameters),
    warm: () => {
      base.warm()
      indexSearch(added)
    },
  }
}
