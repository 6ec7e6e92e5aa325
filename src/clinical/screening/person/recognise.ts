import { type Coded, holdsPhrase, wordsOf } from '../../../record/index.ts'
import type { CodeList } from '../model.ts'

const icd10 = /icd-?10|2\.16\.840\.1\.113883\.6\.(90|3|4)$/i

const plain = (code: string): string => code.replace('.', '').toUpperCase()

const list = (phrases: readonly string[]): readonly (readonly string[])[] => phrases.map((p) => p.split(' '))

/** What makes a text speak of somebody else. */
const others = list(['family', 'familial history', 'mother', 'father'])

/** What makes a text speak of a worry or of nothing, wherever it stands. */
const doubts = list([
  'denies',
  'denied',
  'suspected',
  'possible',
  'rule out',
  'ruled out',
  'unlikely',
  'excluded',
  'fear',
  'not done',
  'not performed',
  'not present',
  'not found',
  'not detected',
  'not confirmed',
  'not indicated',
])

/** What denies whatever comes after it. */
const denying = ['no', 'not', 'without']

/** What denies the whole as its last word: `diabetes: no`. */
const lastWord = ['no', 'none', 'negative', 'absent']

/** Words that deny something else than what is named. */
const neutral = /\b(not otherwise specified|not elsewhere classified|no residual cervix|no complications?)\b/gi

const phrases = new WeakMap<readonly string[], readonly (readonly string[])[]>()

const phrasesOf = (words: readonly string[]): readonly (readonly string[])[] => {
  const known = phrases.get(words)
  if (known !== undefined) return known
  const made = words.map((w) => w.split(' '))
  phrases.set(words, made)
  return made
}

/** How something is recognised: codes by system (ICD-10 by its beginning), or words. */
export type Signs = {
  readonly codes: CodeList
  readonly words: readonly string[]
  readonly notWords: readonly string[]
}

const byCode = (codes: readonly Coded[], signs: Signs): boolean =>
  signs.codes.some(({ system, codes: own }) =>
    codes.some((c) => {
      if (c.code === undefined) return false
      if (system === 'icd-10') {
        const code = plain(c.code)
        return icd10.test(c.system ?? '') && own.some((prefix) => code.startsWith(plain(prefix)))
      }
      return c.system === system && own.includes(c.code)
    }),
  )

/** Whether all words of a phrase stand in a text before anything that denies. */
const undenied = (words: readonly string[], phrase: readonly string[]): boolean => {
  const denied = words.findIndex((w) => denying.includes(w))
  return holdsPhrase(denied < 0 ? words : words.slice(0, denied), phrase)
}

const byWords = (texts: readonly string[], signs: Signs, aboutOthers: boolean): boolean =>
  texts.some((text) => {
    const all = wordsOf(text)
    const words = wordsOf(text.replace(neutral, ' '))
    const said = phrasesOf(signs.words).some((p) =>
      denying.some((d) => p.includes(d)) ? holdsPhrase(all, p) : undenied(words, p),
    )
    const elsewhere = aboutOthers ? doubts : [...others, ...doubts]
    return (
      said &&
      !lastWord.includes(all.at(-1) ?? '') &&
      !phrasesOf(signs.notWords).some((p) => holdsPhrase(all, p)) &&
      !elsewhere.some((p) => holdsPhrase(words, p))
    )
  })

/** Whether a recorded concept is this one: by a code, else by the words of any of its texts. `aboutOthers`: the text is known to speak of a relative. */
export const isRecognised = (what: Coded, codes: readonly Coded[], signs: Signs, aboutOthers = false): boolean =>
  byCode(codes, signs) || byWords([...new Set([what.display, ...codes.map((c) => c.display)])], signs, aboutOthers)
