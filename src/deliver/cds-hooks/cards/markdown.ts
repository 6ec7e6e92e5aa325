/** Characters with which emphasis, code, links, tables, strikethrough and mail addresses are written. */
const special = /[\\`*_[\]|~@]/g

/**
 * Text as GitHub-flavoured Markdown that shows just this text: no emphasis, link, image, heading, list, table or HTML can come of it, whatever a
 * record or a laboratory wrote there. Line breaks and characters that turn the direction of writing become spaces.
 */
export const plain = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu, ' ')
    .replace(special, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}\\.`)
    .replace(/^(\s*)([-+#>=])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2')

export const bullets = (items: readonly string[]): string => items.map((i) => `- ${i}`).join('\n')

/** Paragraphs, the empty ones left out. */
export const paragraphs = (...parts: readonly string[]): string => parts.filter((p) => p !== '').join('\n\n')
