/** Syllables of an English word by its vowel groups; a final silent e does not count. */
export const syllables = (word: string): number => {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '')
  if (letters === '') return 0
  const spoken = letters
    .replace(/([^aeiouyl]|[aeiouy]l)e$/, '$1')
    .replace(/([^aeiouysxzcgh])es$/, '$1s')
    .replace(/([^aeiouydt])ed$/, '$1d')
  const groups = spoken.match(/[aeiouy]+/g) ?? []
  const split = spoken.match(/ia(?!n)|io(?!us|n)|[aeiou]ing|ism$/g) ?? []
  return Math.max(1, groups.length + split.length)
}

/**
 * The school grade at which a text can be read: 0.39 words per sentence + 11.8 syllables per word − 15.59. Undefined for a text without a word.
 * @source Kincaid et al. 1975, Research Branch Report 8-75
 */
export const readingGrade = (text: string): number | undefined => {
  const sentences = text.split(/[.!?:]+(?=\s|$)/).filter((s) => /[a-z]/i.test(s)).length
  const words = text.split(/[\s–/-]+/).filter((w) => /[a-z]/i.test(w))
  if (words.length === 0) return undefined
  const spoken = words.reduce((n, w) => n + syllables(w), 0)
  return 0.39 * (words.length / Math.max(1, sentences)) + 11.8 * (spoken / words.length) - 15.59
}
