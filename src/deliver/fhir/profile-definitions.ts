/** What is read of a FHIR R4 ElementDefinition. `fixed…` and `pattern…` stand under their own names. */
export type ElementDefinition = {
  readonly id: string
  readonly path: string
  readonly min?: number
  readonly max?: string
  readonly base?: { readonly max: string }
  readonly contentReference?: string
  readonly type?: readonly {
    readonly code: string
    readonly profile?: readonly string[]
    readonly targetProfile?: readonly string[]
  }[]
  readonly binding?: { readonly strength: string; readonly valueSet?: string }
  readonly slicing?: {
    readonly discriminator?: readonly { readonly type: string; readonly path: string }[]
    readonly rules: string
  }
  readonly constraint?: readonly { readonly key: string; readonly severity: string; readonly expression?: string }[]
  readonly [key: string]: unknown
}

/** One element of a profile with what lies under it. A slice hangs on the element that it slices. */
export type ElementNode = {
  readonly name: string
  readonly slice?: string
  readonly definition: ElementDefinition
  readonly children: readonly ElementNode[]
  readonly slices: readonly ElementNode[]
}

export type Profile = { readonly url: string; readonly type: string; readonly root: ElementNode }

type Growing = {
  name: string
  slice?: string
  definition: ElementDefinition
  children: Growing[]
  slices: Growing[]
}

type StructureDefinition = {
  readonly url: string
  readonly type: string
  readonly snapshot?: { readonly element: readonly ElementDefinition[] }
}

/** The snapshot of a StructureDefinition as a tree; undefined when it carries none (a differential alone says too little to check by). */
export const profileFrom = (definition: StructureDefinition): Profile | undefined => {
  const elements = definition.snapshot?.element
  if (elements === undefined) return undefined
  const byId = new Map<string, Growing>()
  let root: Growing | undefined
  for (const element of elements) {
    const cut = element.id.lastIndexOf('.')
    const [name = '', slice] = element.id.slice(cut + 1).split(':')
    const node: Growing = { name, definition: element, children: [], slices: [] }
    if (slice !== undefined) node.slice = slice
    byId.set(element.id, node)
    if (cut < 0) {
      root ??= node
      continue
    }
    const parent = byId.get(element.id.slice(0, cut))
    if (slice === undefined) parent?.children.push(node)
    else byId.get(`${element.id.slice(0, cut)}.${name}`)?.slices.push(node)
  }
  return root === undefined ? undefined : { url: definition.url, type: definition.type, root }
}

export type Definitions = {
  readonly profiles: ReadonlyMap<string, Profile>
  readonly valueSets: ReadonlyMap<string, ValueSet>
  readonly codeSystems: ReadonlyMap<string, ReadonlySet<string>>
}

export type ValueSet = {
  readonly url: string
  readonly compose?: {
    readonly include: readonly {
      readonly system?: string
      readonly concept?: readonly { readonly code: string }[]
      readonly filter?: readonly unknown[]
    }[]
  }
}

type Concept = { readonly code: string; readonly concept?: readonly Concept[] }

const codesOf = (concepts: readonly Concept[]): readonly string[] =>
  concepts.flatMap((c) => [c.code, ...codesOf(c.concept ?? [])])

/** Profiles, value sets and complete code systems of an implementation guide, by canonical url. */
export const definitionsFrom = (resources: readonly unknown[]): Definitions => {
  const profiles = new Map<string, Profile>()
  const valueSets = new Map<string, ValueSet>()
  const codeSystems = new Map<string, ReadonlySet<string>>()
  for (const resource of resources) {
    const { resourceType } = resource as { resourceType?: string }
    if (resourceType === 'StructureDefinition') {
      const profile = profileFrom(resource as StructureDefinition)
      if (profile !== undefined) profiles.set(profile.url, profile)
    } else if (resourceType === 'ValueSet') {
      const valueSet = resource as ValueSet
      valueSets.set(valueSet.url, valueSet)
    } else if (resourceType === 'CodeSystem') {
      const system = resource as { url: string; content?: string; concept?: readonly Concept[] }
      if (system.content === 'complete') codeSystems.set(system.url, new Set(codesOf(system.concept ?? [])))
    }
  }
  return { profiles, valueSets, codeSystems }
}
