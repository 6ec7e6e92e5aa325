/** Where an answer goes on: in which item, in which test (-1: the record), behind which row or number. */
export type PagePosition = { readonly item: number; readonly test: number; readonly pos: number; readonly line: number }

const form = /^p(\d{1,6})\.(-1|\d{1,4})\.(\d{1,10})\.(\d{1,10})$/

/** @example cursorOf({ item: 0, test: 1, pos: 11089560, line: 812 }) // 'p0.1.11089560.812' */
export const cursorOf = ({ item, test, pos, line }: PagePosition): string => `p${item}.${test}.${pos}.${line}`

/** Reads a cursor that an answer gave; undefined for every other text. */
export const positionOf = (cursor: string): PagePosition | undefined => {
  const [, item, test, pos, line] = form.exec(cursor) ?? []
  return line === undefined
    ? undefined
    : { item: Number(item), test: Number(test), pos: Number(pos), line: Number(line) }
}

export const firstPage: PagePosition = { item: 0, test: -1, pos: 0, line: 0 }
