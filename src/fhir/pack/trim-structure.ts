import type { ElementDefinition, ElementDefinitionConstraint, StructureDefinition } from '@medplum/fhirtypes'

/** Invariants that are held for every resource by code of our own (`json-shape.ts`, `contained.ts`), so that no FHIRPath need run for them. */
export const heldElsewhere: ReadonlySet<string> = new Set([
  'ele-1',
  'ext-1',
  'dom-2',
  'dom-3',
  'dom-4',
  'dom-5',
  'dom-6',
])

const constraintsOf = (element: ElementDefinition): readonly ElementDefinitionConstraint[] =>
  (element.constraint ?? []).flatMap(({ key, severity, human, expression }) =>
    severity !== 'error' || expression === undefined || heldElsewhere.has(key ?? '')
      ? []
      : [{ key, severity, human, expression }],
  )

const valueKey = /^(fixed|pattern)[A-Z]/

const trimElement = (element: ElementDefinition): ElementDefinition => {
  const constraint = constraintsOf(element)
  const { binding } = element
  const values = Object.entries(element).filter(([key]) => valueKey.test(key))
  return {
    id: element.id,
    path: element.path,
    min: element.min,
    max: element.max,
    base: element.base,
    sliceName: element.sliceName,
    slicing: element.slicing,
    contentReference: element.contentReference,
    type: element.type?.map(({ code, profile, targetProfile, extension }) => ({
      code,
      profile,
      targetProfile,
      extension,
    })),
    ...(constraint.length > 0 ? { constraint } : {}),
    ...(binding === undefined ? {} : { binding: { strength: binding.strength, valueSet: binding.valueSet } }),
    ...(element.isSummary === true ? { isSummary: true } : {}),
    ...(element.mustSupport === true ? { mustSupport: true } : {}),
    ...Object.fromEntries(values),
  } as ElementDefinition
}

/** What validation and search need of a structure: no prose, mappings or examples, and no invariants that only warn or are held elsewhere. */
export const trimStructure = (definition: StructureDefinition): StructureDefinition =>
  ({
    resourceType: 'StructureDefinition',
    url: definition.url,
    version: definition.version,
    name: definition.name,
    status: definition.status,
    kind: definition.kind,
    abstract: definition.abstract,
    type: definition.type,
    baseDefinition: definition.baseDefinition,
    derivation: definition.derivation,
    snapshot: { element: (definition.snapshot?.element ?? []).map(trimElement) },
  }) as StructureDefinition
