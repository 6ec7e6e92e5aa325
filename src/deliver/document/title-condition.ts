import { capital } from '../../shared/wording/catalogue.ts'
import { type Language, titleLength } from '../../shared/wording/render.ts'

/** The condition put in front of a title, or inside it where it begins with the medicine. */
const placed = (condition: string, title: string, drug: string, language: Language): string => {
  for (const opening of [language.ifConsidered(drug, ''), `${capital(drug)}: `]) {
    const colon = opening.trimEnd()
    if (title.startsWith(colon)) return `${colon.slice(0, -1)}, ${condition}:${title.slice(colon.length)}`
  }
  return `${capital(condition)}: ${title.slice(0, 1).toLowerCase()}${title.slice(1)}`
}

/**
 * A title that may not be meant for this person says first for whom it is. A title that gets too long loses its last clauses before it loses the
 * condition; a condition too long for any title is told to exist.
 */
export const underCondition = (condition: string, title: string, drug: string, language: Language): string => {
  if (condition === '') return title
  const clauses = title.split('; ')
  const shorter = clauses.map((_, i) => clauses.slice(0, clauses.length - i).join('; '))
  const [first = title] = shorter.slice(-1)
  const ways = [condition, language.inSomeCases].flatMap((c) => shorter.map((t) => placed(c, t, drug, language)))
  return ways.find((t) => t.length <= titleLength) ?? first
}
