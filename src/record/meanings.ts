import type { Coded, Means } from './patient-view.ts'
import { holdsPhrase, wordsOf, type Terms } from './terms.ts'

const icd10 = /icd-?10|2\.16\.840\.1\.113883\.6\.(90|3|4)$/i

const plain = (code: string): string => code.replace('.', '').toUpperCase()

/**
 * What a condition or procedure says in the vocabulary of advice: a condition by its ICD-10 code (ICD-10-CM too), and where no ICD-10 code stands,
 * as for every procedure, by the words of the record's own text. Texts that deny, suspect or speak of relatives say nothing.
 */
export const meaningsOf = (
  of: 'condition' | 'procedure',
  codes: readonly Coded[],
  text: string,
  terms: Terms,
): readonly Means[] => {
  const icd = codes.filter((c) => icd10.test(c.system ?? '') && c.code !== undefined).map((c) => plain(c.code ?? ''))
  const found = new Map<string, Means>()
  for (const rule of terms.meanings) {
    if (rule.of === of && rule.icd10.some((prefix) => icd.some((code) => code.startsWith(plain(prefix)))))
      found.set(rule.means, { code: rule.means, by: 'code', past: rule.past })
  }
  if (of === 'condition' && icd.length > 0) return [...found.values()]
  for (const said of new Set([text, ...codes.map((c) => c.display)])) {
    const words = wordsOf(said)
    if (words.length === 0 || terms.never.some((p) => holdsPhrase(words, p))) continue
    for (const rule of terms.meanings) {
      if (rule.of !== of || found.has(rule.means) || rule.notWords.some((p) => holdsPhrase(words, p))) continue
      if (rule.words.some((p) => holdsPhrase(words, p)))
        found.set(rule.means, { code: rule.means, by: 'text', past: rule.past })
    }
  }
  return [...found.values()]
}
