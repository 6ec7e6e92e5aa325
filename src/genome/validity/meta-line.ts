/** One pair between the angle brackets of a meta line. `written`: how the value stands there. `stray`: pieces without an equals sign that follow it (an unquoted comma). */
export type MetaPair = {
  readonly key: string
  readonly value: string
  readonly written: 'plain' | 'quoted' | 'list'
  readonly stray: readonly string[]
}

/** A `##` line taken apart. */
export type MetaLine =
  | { readonly kind: 'value'; readonly key: string; readonly value: string }
  | { readonly kind: 'pairs'; readonly key: string; readonly value: string; readonly pairs: readonly MetaPair[] }
  | { readonly kind: 'fault'; readonly key: string; readonly code: MetaSyntaxFault; readonly at: string }

export type MetaSyntaxFault = 'VCF_META_KEY_VALUE' | 'VCF_META_NOT_CLOSED' | 'VCF_META_QUOTES'

/** Where the quoted text that begins at `from` ends (the place of its closing quote); -1 when it does not. */
const closingQuote = (text: string, from: number): number => {
  for (let i = from + 1; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 92) i++
    else if (c === 34) return i
  }
  return -1
}

/** Takes the pairs between the brackets apart; the code of the fault when quotes are not in order. */
const pairsOf = (text: string): readonly MetaPair[] | { readonly fault: string } => {
  const pairs: { key: string; value: string; written: MetaPair['written']; stray: string[] }[] = []
  const find = (sign: string, from: number): number => {
    const found = text.indexOf(sign, from)
    return found < 0 ? text.length : found
  }
  let at = 0
  let equals = find('=', 0)
  let bracket = find(']', 0)
  while (at < text.length) {
    const piece = find(',', at)
    if (equals < at) equals = find('=', at)
    if (bracket < at) bracket = find(']', at)
    if (equals >= piece) {
      const stray = text.slice(at, piece)
      const last = pairs.at(-1)
      if (last === undefined) pairs.push({ key: stray, value: '', written: 'plain', stray: [] })
      else last.stray.push(stray)
      at = piece + 1
      continue
    }
    const key = text.slice(at, equals)
    const first = text[equals + 1]
    let end = piece
    if (first === '"') {
      const close = closingQuote(text, equals + 1)
      if (close < 0 || (close + 1 < text.length && text[close + 1] !== ',')) return { fault: text.slice(equals + 1) }
      end = close + 1
      pairs.push({ key, value: text.slice(equals + 2, close), written: 'quoted', stray: [] })
    } else if (first === '[' && bracket < text.length) {
      if (bracket < equals) bracket = find(']', equals)
      end = Math.min(bracket + 1, text.length)
      pairs.push({ key, value: text.slice(equals + 2, end - 1), written: 'list', stray: [] })
    } else pairs.push({ key, value: text.slice(equals + 1, end), written: 'plain', stray: [] })
    at = find(',', end) + 1
  }
  return pairs
}

/** Takes a line that begins with `##` apart. Escapes inside quotes are kept as they stand. */
export const parseMetaLine = (line: string): MetaLine => {
  const equals = line.indexOf('=')
  const key = line.slice(2, equals < 0 ? undefined : equals)
  const value = equals < 0 ? '' : line.slice(equals + 1)
  if (equals < 0 || key === '' || value === '') return { kind: 'fault', key, code: 'VCF_META_KEY_VALUE', at: line }
  if (!value.startsWith('<')) return { kind: 'value', key, value }
  const closed = value.endsWith('>')
  const pairs = pairsOf(value.slice(1, closed ? -1 : undefined))
  if ('fault' in pairs) return { kind: 'fault', key, code: 'VCF_META_QUOTES', at: pairs.fault }
  return closed ? { kind: 'pairs', key, value, pairs } : { kind: 'fault', key, code: 'VCF_META_NOT_CLOSED', at: value }
}
