import { type Coded, holdsPhrase, wordsOf } from '../../../record/index.ts'
import type { CodeList } from '../model.ts'

const icd10 = /icd-?10|2\.16\.840\.1\.113883\.6\.(90|3|4)$/i

const plain = (code: string): string => code.replace('.', '').toUpperCase()

/** What makes a text speak of somebody else, of a worry or of nothing. */
const elsewhere: readonly (readonly string[])[] = [
  'family',
  'familial history',
  'mother',
  'father',
  'no',
  'not',
  'denies',
  'denied',
  'suspected',
  'possible',
  'rule out',
  'fear',
].map((p) => p.split(' '))

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

const speaksElsewhere = (text: string): boolean => {
  const words = wordsOf(text.replace(neutral, ' '))
  return elsewhere.some((p) => holdsPhrase(words, p))
}

const byWords = (texts: readonly string[], signs: Signs, aboutOthers: boolean): boolean =>
  texts.some((text) => {
    const words = wordsOf(text)
    return (
      words.length > 0 &&
      phrasesOf(signs.words).some((p) => holdsPhrase(words, p)) &&
      !phrasesOf(signs.notWords).some((p) => holdsPhrase(words, p)) &&
      (aboutOthers || !speaksElsewhere(text))
    )
  })

/** Whether a recorded concept is this one: by a code, else by the words of any of its texts. `aboutOthers`: the text is known to speak of a relative. */
export const isRecognised = (what: Coded, codes: readonly Coded[], signs: Signs, aboutOthers = false): boolean =>
  byCode(codes, signs) || byWords([...new Set([what.display, ...codes.map((c) => c.display)])], signs, aboutOthers)
