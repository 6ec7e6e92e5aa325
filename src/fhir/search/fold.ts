/** Longer strings, codes and URIs are cut to this many UTF-16 units in index rows, and a search value must be cut alike. */
export const longestText = 255

/** Cut without leaving half a character. */
export const cut = (text: string): string => {
  if (text.length <= longestText) return text
  const end = text.charCodeAt(longestText - 1)
  return text.slice(0, end >= 0xd800 && end <= 0xdbff ? longestText - 1 : longestText)
}

const ascii = /^[\x20-\x7e]*$/

/** As strings are compared: lower case, without accents, runs of white space as one space, cut. @example foldText(' Ærø  Ångström') // 'ærø angstrom' */
export const foldText = (text: string): string => {
  const plain = ascii.test(text)
    ? text
    : text
        .slice(0, 4 * longestText)
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
  return cut(plain.toLowerCase().replace(/\s+/g, ' ').trim())
}
