/** The 1-based line and column of an offset in a text. */
export const placeInText = (text: string, offset: number): { line: number; column: number } => {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}

const bare = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

/** Where the scalar that starts at `i` ends; -1 when none starts there or a string breaks off. */
const endOfScalar = (text: string, i: number): number => {
  if (text[i] !== '"') {
    bare.lastIndex = i
    return bare.exec(text) === null ? -1 : bare.lastIndex
  }
  for (let k = i + 1; k < text.length; k++) {
    const c = text.charCodeAt(k)
    if (c === 34) return k + 1
    if (c < 32) return -1
    if (c !== 92) continue
    escape.lastIndex = k
    if (escape.exec(text) === null) return -1
    k = escape.lastIndex - 1
  }
  return -1
}

/**
 * Where a text stops being JSON: the offset of the first character that cannot stand there, and what was expected.
 * Undefined when the text is JSON. Needed because engines word and place their own message differently.
 */
export const firstJsonFault = (text: string): { readonly offset: number; readonly expected: string } | undefined => {
  const open: ('{' | '[')[] = []
  let i = 0
  let want: 'value' | 'key' | 'keyOrEnd' | 'valueOrEnd' | 'next' = 'value'
  const take = (): boolean => {
    const end = endOfScalar(text, i)
    if (end > 0) i = end
    return end > 0
  }
  for (;;) {
    while (i < text.length && ' \t\r\n'.includes(text[i] as string)) i++
    const c = text[i]
    if (want === 'next' && open.length === 0)
      return c === undefined ? undefined : { offset: i, expected: 'the end of the file' }
    if (c === undefined)
      return {
        offset: i,
        expected: open.length > 0 ? `more text: a ${open.at(-1) === '{' ? '}' : ']'} is missing` : 'a JSON value',
      }
    if (want === 'next') {
      const closes = open.at(-1) === '{' ? '}' : ']'
      if (c !== ',' && c !== closes) return { offset: i, expected: `, or ${closes}` }
      if (c === ',') want = closes === '}' ? 'key' : 'value'
      else open.pop()
      i++
    } else if (want === 'key' || want === 'keyOrEnd') {
      if (c === '}' && want === 'keyOrEnd') {
        open.pop()
        i++
        want = 'next'
        continue
      }
      if (c !== '"' || !take()) return { offset: i, expected: 'a name in double quotes' }
      while (i < text.length && ' \t\r\n'.includes(text[i] as string)) i++
      if (text[i] !== ':') return { offset: i, expected: ':' }
      i++
      want = 'value'
    } else if (c === ']' && want === 'valueOrEnd') {
      open.pop()
      i++
      want = 'next'
    } else if (c === '{' || c === '[') {
      open.push(c)
      i++
      want = c === '{' ? 'keyOrEnd' : 'valueOrEnd'
    } else if (take()) want = 'next'
    else return { offset: i, expected: 'a JSON value' }
  }
}

/** Whether objects and lists are nested more than `limit` deep in a JSON text; told without parsing it. */
export const nestedDeeperThan = (text: string, limit: number): boolean => {
  let depth = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (quoted) {
      if (c === 92) i++
      else if (c === 34) quoted = false
    } else if (c === 34) quoted = true
    else if (c === 123 || c === 91) {
      if (++depth > limit) return true
    } else if (c === 125 || c === 93) depth--
  }
  return false
}
