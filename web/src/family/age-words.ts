import type { Range } from '../../../src/shared/quantity.ts'

/** What was typed as an age: `62`, or `60-65` where it is not known more closely. Undefined for nothing, 'not-an-age' for anything else. */
export const readAge = (text: string): Range | 'not-an-age' | undefined => {
  const said = text.trim()
  if (said === '') return undefined
  const found = /^(\d{1,3})(?:\s*(?:-|–|to)\s*(\d{1,3}))?$/.exec(said)
  if (found === null) return 'not-an-age'
  const low = Number(found[1])
  const high = Number(found[2] ?? found[1])
  return low <= high && high <= 122 ? [low, high] : 'not-an-age'
}

/** An age as it is typed. */
export const typedAge = (age: Range | undefined): string =>
  age === undefined ? '' : age[0] === age[1] ? String(age[0]) : `${age[0]}-${age[1]}`
