const quote = 34
const backslash = 92

/** Objects with more names than this keep them in a set: comparing one by one would let a large object cost its square. */
const few = 24

/** Offset after the string that starts at `i`. */
const afterString = (text: string, i: number): number => {
  let k = i + 1
  for (let c = text.charCodeAt(k); c !== quote; c = text.charCodeAt(++k)) if (c === backslash) k++
  return k + 1
}

type Open = { readonly from: number; readonly isObject: boolean; many: Set<string> | undefined }

/**
 * The first name that stands twice in one object of a JSON text, and where; undefined when there is none. The text must be JSON.
 * Names are compared as read: `"a"` and `"\u0061"` are one.
 */
export const repeatedName = (text: string): { readonly name: string; readonly offset: number } | undefined => {
  const names: string[] = []
  const open: Open[] = []
  let inside: Open | undefined
  let expectsName = false
  const isKnown = (name: string, at: Open): boolean => {
    if (at.many !== undefined) return at.many.has(name)
    for (let k = at.from; k < names.length; k++) if (names[k] === name) return true
    return false
  }
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === quote) {
      const end = afterString(text, i)
      if (expectsName && inside !== undefined) {
        const raw = text.slice(i + 1, end - 1)
        const name = raw.includes('\\') ? (JSON.parse(text.slice(i, end)) as string) : raw
        if (isKnown(name, inside)) return { name, offset: i }
        if (inside.many !== undefined) inside.many.add(name)
        else if (names.push(name) - inside.from > few) inside.many = new Set(names.slice(inside.from))
        expectsName = false
      }
      i = end - 1
    } else if (c === 123 || c === 91) {
      inside = { from: names.length, isObject: c === 123, many: undefined }
      open.push(inside)
      expectsName = inside.isObject
    } else if (c === 125 || c === 93) {
      names.length = open.pop()?.from ?? 0
      inside = open.at(-1)
      expectsName = false
    } else if (c === 44) expectsName = inside?.isObject === true
  }
  return undefined
}
