import { plausibleParent } from './age-gaps.ts'
import { peopleById } from './bloodline.ts'
import type { PersonId, Relative } from './pedigree.ts'

/**
 * A record tells the age a relative had when somebody wrote it down, which may be long ago. Where a living parent of the record would be too young for a
 * child, the recorded age of the parent is taken for an old one and left out: not known, instead of a family that contradicts itself.
 */
export const withoutOldAges = (people: readonly Relative[]): readonly Relative[] => {
  const byId = peopleById({ id: '', proband: '', people, couples: [] })
  const old = new Set<PersonId>()
  for (const child of people) {
    for (const id of [child.father, child.mother]) {
      const parent = byId.get(id ?? '')
      if (parent?.age === undefined || child.age === undefined || parent.ref === undefined) continue
      if (parent.dead || child.dead || (parent.born !== undefined && child.born !== undefined)) continue
      if (parent.age[1] - child.age[0] + 1 < plausibleParent.youngest) old.add(parent.id)
    }
  }
  return people.map((p) => {
    if (!old.has(p.id)) return p
    const { age: _, ...rest } = p
    return rest
  })
}
