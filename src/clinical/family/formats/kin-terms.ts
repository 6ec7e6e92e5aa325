/** Relations of the GA4GH Pedigree Standard as they are read: what the individual is to the relative. */
export type KinMeaning =
  | 'mother'
  | 'father'
  | 'parent'
  | 'child'
  | 'adoptive-parent'
  | 'identical'
  | 'fraternal'
  | 'twin'
  | 'partner'
  | 'related-partner'
  | 'separated-partner'
  | 'separated-related-partner'
  | 'other'

/** @source KIN, the Kinship Ontology of the GA4GH Pedigree Standard (purl.org/ga4gh/kin.owl): ids and labels of the terms */
const terms: readonly (readonly [id: string, label: string, meaning: KinMeaning])[] = [
  ['KIN:027', 'isBiologicalMotherOf', 'mother'],
  ['KIN:028', 'isBiologicalFatherOf', 'father'],
  ['KIN:003', 'isBiologicalParentOf', 'parent'],
  ['KIN:032', 'isBiologicalChildOf', 'child'],
  ['KIN:022', 'isAdoptiveParentOf', 'adoptive-parent'],
  ['KIN:010', 'isMonozygoticMultipleBirthSiblingOf', 'identical'],
  ['KIN:011', 'isDizygoticMultipleBirthSiblingOf', 'fraternal'],
  ['KIN:009', 'isMultipleBirthSiblingOf', 'twin'],
  ['KIN:026', 'isPartnerOf', 'partner'],
  ['KIN:030', 'isConsanguineousPartnerOf', 'related-partner'],
  ['KIN:050', 'isSeparatedPartnerOf', 'separated-partner'],
  ['KIN:051', 'isSeparatedConsanguineousPartnerOf', 'separated-related-partner'],
]

const plain = (text: string): string => text.replace(/Of$/, '').toLowerCase()

/** The meaning of a relation by its id (`KIN:027`, `KIN_027` or its address) or label, with or without the final "Of"; `other` for the rest. */
export const kinMeaning = (id: string | undefined, label: string | undefined): KinMeaning => {
  const number = /KIN[:_](\d{3})/i.exec(id ?? '')?.[1]
  const byId = number === undefined ? undefined : terms.find(([term]) => term.endsWith(number))
  if (byId !== undefined) return byId[2]
  const said = plain(label ?? id ?? '')
  return terms.find(([, name]) => plain(name) === said)?.[2] ?? 'other'
}

export const kinTerm = (meaning: KinMeaning): { readonly id: string; readonly label: string } | undefined => {
  const found = terms.find(([, , m]) => m === meaning)
  return found === undefined ? undefined : { id: found[0], label: found[1] }
}
