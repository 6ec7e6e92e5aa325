import { type Evidence, ladder, type Rung } from '../../shared/evidence.ts'
import type { Alternative } from '../../shared/recommendation.ts'
import type { MedicineCard, Spoken } from './document.ts'
import type { Sign } from './figures/sign.ts'

/** The word that stands beside each sign. */
export const signWords: Readonly<Record<Sign, string>> = {
  act: 'Act',
  caution: 'Caution',
  fine: 'Fine',
  notKnown: 'Not known',
  noQuestion: 'No genetic question',
}

export const fitWords: Readonly<Record<Alternative['fit'], { readonly word: string; readonly sign: Sign }>> = {
  fits: { word: 'Fits', sign: 'fine' },
  caution: { word: 'With caution', sign: 'caution' },
  unsuitable: { word: 'Does not fit', sign: 'act' },
  notKnown: { word: 'Not known', sign: 'notKnown' },
}

const rungWords: Readonly<Record<Rung, string>> = {
  strong: 'strong',
  moderate: 'moderate',
  weak: 'weak',
  unrated: 'not graded',
  none: 'no advice',
}

const unique = (items: readonly string[]): readonly string[] => [...new Set(items)]

/** `strong · CPIC, DPWG`: the firmest place on the common ladder and who stands behind it; empty without evidence. */
export const badge = (evidence: readonly Evidence[]): string => {
  const rung = ladder.find((r) => evidence.some((e) => e.rung === r))
  return rung === undefined ? '' : `${rungWords[rung]} · ${unique(evidence.map((e) => e.source)).join(', ')}`
}

/** A source's own grade beside its place on the common ladder. */
export const gradeText = (e: Evidence): string =>
  e.grade === '' || e.grade === 'N/A'
    ? rungWords[e.rung]
    : e.grade.toLowerCase() === e.rung
      ? e.grade
      : `${e.grade} (${rungWords[e.rung]})`

/** `2026-11-22 09:00 UTC` from an instant, as it was given. */
export const instantText = (at: string): string =>
  `${at.slice(0, 10)} ${at.slice(11, 16)} ${at.endsWith('Z') ? 'UTC' : `UTC${at.slice(-6)}`}`

/** A probability in percent without pretending to more than it holds. @example percentText(0.9971) // '> 99 %' */
export const percentText = (p: number): string => {
  if (p > 0.99 && p < 1) return '> 99 %'
  if (p > 0 && p < 0.01) return '< 1 %'
  return `${Math.round(p * 100)} %`
}

/** A text cut after a sentence, or at a word with a mark that it goes on. */
export const clip = (text: string, length: number): string => {
  if (text.length <= length) return text
  const stop = text.lastIndexOf('. ', length)
  if (stop > length * 0.4) return text.slice(0, stop + 1)
  const end = text.lastIndexOf(' ', length - 1)
  return `${text.slice(0, end > length * 0.4 ? end : length - 1)} …`
}

/** `a, b, c and 4 more`: no more than `most` names, none longer than 40 characters. */
export const some = (names: readonly string[], most: number): string => {
  const shown = names
    .slice(0, most)
    .map((n) => clip(n, 40))
    .join(', ')
  return names.length <= most ? shown : `${shown} and ${names.length - most} more`
}

export const isOwn = (m: MedicineCard): boolean => m.onList !== undefined

export const byVerdict = (
  medicines: readonly MedicineCard[],
  verdict: MedicineCard['verdict'],
): readonly MedicineCard[] => medicines.filter((m) => m.verdict === verdict)

/** The title of a medicine's advice, with the medicine named in it. */
export const titleOf = (of: {
  readonly say: Spoken
  readonly drug?: { readonly name: string }
  readonly about?: { readonly name: string }
}): string => {
  const name = (of.drug ?? of.about)?.name ?? ''
  const { title } = of.say.clinician
  return title.toLowerCase().includes(name.toLowerCase()) ? title : `${name}: ${title}`
}
