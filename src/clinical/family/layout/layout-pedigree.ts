import { parentsFirst } from '../bloodline.ts'
import type { Pedigree, PersonId } from '../pedigree.ts'
import { familyGraph } from './family-graph.ts'
import { type FamilyLine, familyLines } from './family-lines.ts'
import { orderRows } from './order-rows.ts'

/** Units of the drawing: neighbours stand at least 1 apart, rows `rowHeight`; a symbol of `symbol` width fits without touching another. */
export const drawing = { rowHeight: 2, symbol: 0.6 } as const

/** A person in the drawing: the middle of the symbol, and the name by which generations are counted, as `II-3`. */
export type PlacedPerson = { readonly id: PersonId; readonly x: number; readonly y: number; readonly label: string }

export type PedigreeLayout = {
  readonly width: number
  readonly height: number
  readonly people: readonly PlacedPerson[]
  readonly lines: readonly FamilyLine[]
}

const roman = (n: number): string => {
  const parts = [
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ] as const
  let rest = n
  let text = ''
  for (const [value, sign] of parts)
    while (rest >= value) {
      text += sign
      rest -= value
    }
  return text
}

/**
 * Where everybody and every line of a pedigree goes, as plain data. People are listed row by row from left to right, the order in which a keyboard
 * moves through them. Same pedigree, same drawing. Undefined when somebody is their own ancestor.
 */
export const layoutPedigree = (pedigree: Pedigree): PedigreeLayout | undefined => {
  if (parentsFirst(pedigree) === undefined) return undefined
  const graph = familyGraph(pedigree)
  const { order, x } = orderRows(graph, pedigree.proband)
  const people = order.flatMap((row, generation) =>
    row.map(
      (id, i): PlacedPerson => ({
        id,
        x: x.get(id) ?? 0,
        y: generation * drawing.rowHeight,
        label: `${roman(generation + 1)}-${i + 1}`,
      }),
    ),
  )
  const at = new Map(people.map((p) => [p.id, p]))
  return {
    width: Math.max(0, ...people.map((p) => p.x)),
    height: Math.max(0, ...people.map((p) => p.y)),
    people,
    lines: familyLines(pedigree, graph, at, drawing.rowHeight),
  }
}
