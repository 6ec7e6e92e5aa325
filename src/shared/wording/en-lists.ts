import type { Trigger } from '../advice-vocabulary.ts'

/** `a`, `a or b`, `a, b or c`. */
export const joinEn = (items: readonly string[], word: 'and' | 'or'): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${word} ${items[items.length - 1]}`

/** Names that keep a capital inside. */
const spelt: Readonly<Record<string, string>> = {
  'liposomal amphotericin b': 'liposomal amphotericin B',
  "st john's wort": "St John's wort",
}

/** A medicine's name as it is written inside a sentence. */
export const written = (drug: string): string => spelt[drug] ?? drug

/** The medicines of a list other than the one that the advice is about. */
export const without = (drugs: readonly string[] | undefined, drug: string): readonly string[] =>
  (drugs ?? []).filter((d) => d !== drug)

/** Events after which a medicine that is being taken is stopped, not merely avoided. */
export const stopping = new Set<Trigger>(['rash', 'severe-side-effects', 'concentration-above-target', 'haemolysis'])
