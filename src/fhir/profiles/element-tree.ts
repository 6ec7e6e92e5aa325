import type { ElementDefinition, StructureDefinition } from '@medplum/fhirtypes'

/** One element of a profile with what lies under it. A slice hangs on the element that it slices. */
export type ElementNode = {
  readonly name: string
  readonly slice: string | undefined
  readonly definition: ElementDefinition
  readonly children: readonly ElementNode[]
  readonly slices: readonly ElementNode[]
}

type Growing = ElementNode & { readonly children: Growing[]; readonly slices: Growing[] }

/** The snapshot of a StructureDefinition as a tree; undefined when it has none (a differential alone says too little to check by). */
export const elementTree = ({ snapshot }: StructureDefinition): ElementNode | undefined => {
  const byId = new Map<string, Growing>()
  let root: Growing | undefined
  for (const definition of snapshot?.element ?? []) {
    const id = definition.id ?? definition.path ?? ''
    const cut = id.lastIndexOf('.')
    const [name = '', slice] = id.slice(cut + 1).split(':')
    const node: Growing = { name, slice, definition, children: [], slices: [] }
    byId.set(id, node)
    if (cut < 0) root ??= node
    else {
      const above = id.slice(0, cut)
      if (slice === undefined) byId.get(above)?.children.push(node)
      else byId.get(`${above}.${name}`)?.slices.push(node)
    }
  }
  return root
}
