import {
  childrenOf,
  namedParents,
  type Pedigree,
  type PedigreeLayout,
  peopleById,
  type PersonId,
} from '../../../src/clinical/family/index.ts'

const nearest = (
  ids: readonly PersonId[],
  x: number,
  at: ReadonlyMap<PersonId, { readonly x: number }>,
): PersonId | undefined =>
  ids
    .filter((id) => at.has(id))
    .toSorted((a, b) => Math.abs((at.get(a)?.x ?? 0) - x) - Math.abs((at.get(b)?.x ?? 0) - x))[0]

/** Who an arrow key leads to: up to a parent, down to a child, left and right to whoever stands beside; undefined where nobody is. */
export const personBy = (
  key: string,
  from: PersonId,
  pedigree: Pedigree,
  layout: PedigreeLayout,
): PersonId | undefined => {
  const at = new Map(layout.people.map((p) => [p.id, p]))
  const here = at.get(from)
  const person = peopleById(pedigree).get(from)
  if (here === undefined || person === undefined) return undefined
  const row = layout.people.filter((p) => p.y === here.y).toSorted((a, b) => a.x - b.x)
  const i = row.findIndex((p) => p.id === from)
  if (key === 'ArrowLeft') return row[i - 1]?.id
  if (key === 'ArrowRight') return row[i + 1]?.id
  if (key === 'Home') return row[0]?.id
  if (key === 'End') return row.at(-1)?.id
  if (key === 'ArrowUp') return nearest(namedParents(person), here.x, at)
  if (key === 'ArrowDown')
    return nearest(
      (childrenOf(pedigree).get(from) ?? []).map((c) => c.id),
      here.x,
      at,
    )
  return undefined
}
