/** One step of a path: an element, narrowing by datatype, by a value beside it, by the type a reference leads to, or to one entry of a list. */
export type Step =
  | { readonly kind: 'element'; readonly name: string }
  | { readonly kind: 'ofType'; readonly type: string }
  | { readonly kind: 'where'; readonly element: string; readonly equals: string }
  | { readonly kind: 'refersTo'; readonly type: string }
  | { readonly kind: 'at'; readonly index: number }

/** `path`: where the values are; `truth`: whether there is a value at the path that is not `false`. */
export type Branch = { readonly kind: 'path' | 'truth'; readonly steps: readonly Step[] }

const steps: readonly (readonly [RegExp, (found: readonly string[]) => Step])[] = [
  [/^ofType\((?:FHIR\.)?([A-Za-z]+)\)/, ([, type = '']) => ({ kind: 'ofType', type })],
  [/^as\(([A-Za-z]+)\)/, ([, type = '']) => ({ kind: 'ofType', type })],
  [/^where\(resolve\(\) is ([A-Za-z]+)\)/, ([, type = '']) => ({ kind: 'refersTo', type })],
  [/^where\(([A-Za-z]+)\s*=\s*'([^'\\]*)'\)/, ([, element = '', equals = '']) => ({ kind: 'where', element, equals })],
  [/^extension\('([^'\\]*)'\)/, ([, equals = '']) => ({ kind: 'where', element: 'url', equals })],
  [/^\[(\d+)\]/, ([, index = '0']) => ({ kind: 'at', index: Number(index) })],
  [/^(%?[A-Za-z][A-Za-z0-9]*)/, ([, name = '']) => ({ kind: 'element', name })],
]

const parsePath = (text: string): readonly Step[] | undefined => {
  let rest = text.trim()
  const taken: Step[] = []
  const inBrackets = /^\(([^()]*(?:\([^()]*(?:\([^()]*\))?[^()]*\))*[^()]*)\)/.exec(rest)
  if (inBrackets !== null) {
    const inner = parsePath((inBrackets[1] ?? '').replace(/ as ([A-Za-z]+)$/, '.ofType($1)'))
    if (inner === undefined) return undefined
    taken.push(...inner)
    rest = rest.slice(inBrackets[0].length)
    if (rest === '') return taken
    if (!rest.startsWith('.')) return undefined
    rest = rest.slice(1)
  }
  rest = rest.replace(/ as ([A-Za-z]+)$/, '.ofType($1)')
  while (rest !== '') {
    const match = steps.flatMap(([form, make]) => {
      const found = form.exec(rest)
      return found === null ? [] : [{ length: found[0].length, step: make(found), text: found[0] }]
    })[0]
    if (match === undefined) return undefined
    if (match.text.startsWith('extension(')) taken.push({ kind: 'element', name: 'extension' })
    taken.push(match.step)
    rest = rest.slice(match.length)
    if (rest.startsWith('.')) rest = rest.slice(1)
    else if (rest !== '' && !rest.startsWith('[')) return undefined
  }
  return taken.length === 0 ? undefined : taken
}

const truth = /^([A-Za-z.]+)\.exists\(\) and \1 != false$/

const parts = (expression: string): readonly string[] => {
  const found: string[] = []
  let depth = 0
  let from = 0
  let quoted = false
  for (let i = 0; i < expression.length; i++) {
    const c = expression[i]
    if (c === "'") quoted = !quoted
    else if (quoted) continue
    else if (c === '(') depth++
    else if (c === ')') depth--
    else if (c === '|' && depth === 0) {
      found.push(expression.slice(from, i))
      from = i + 1
    }
  }
  return [...found, expression.slice(from)].map((p) => p.trim())
}

/** The branches of a search expression, when it has only the plain forms that search parameters are written in; undefined for any other FHIRPath. */
export const parseExpression = (expression: string): readonly Branch[] | undefined => {
  const branches = parts(expression).map((part): Branch | undefined => {
    const asked = truth.exec(part)
    const path = parsePath(asked?.[1] ?? part)
    return path && { kind: asked === null ? 'path' : 'truth', steps: path }
  })
  return branches.every((b) => b !== undefined) ? branches : undefined
}
