import { createHash } from 'node:crypto'

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ge: '≥',
  le: '≤',
  micro: 'µ',
  ndash: '–',
  rsquo: '’',
}

const decoded = (text: string): string =>
  text.replace(/&(#x?[0-9a-f]+|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole
    const code = name[1] === 'x' || name[1] === 'X' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return Number.isInteger(code) && code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })

/**
 * A recommendation text reduced to what its meaning rests on: without markup and white space, in lower case. Two printings of one
 * text differ in tags and line breaks only, and those fall away.
 * @example normalisedText('<p>Avoid  codeine</p>\n<p>use.</p>') // 'avoidcodeineuse.'
 */
export const normalisedText = (text: string): string =>
  decoded(text.replace(/<[^>]*>/g, ' '))
    .normalize('NFC')
    .toLowerCase()
    .replace(/\s+/gu, '')

/** SHA-256 of the normalised text: recognises a text that was read and coded before without holding any of it. */
export const textHash = (text: string): string => createHash('sha256').update(normalisedText(text)).digest('hex')

/** The part of a text before its "Other Considerations", which newer releases print no longer. */
export const mainPart = (text: string): string => text.split(/\bOther Considerations\b/)[0] ?? ''
