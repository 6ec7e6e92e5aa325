/** A step along a path: an element, or one of the two functions that paths may use. */
export type PathStep =
  | { readonly kind: 'element'; readonly name: string }
  | { readonly kind: 'ofType'; readonly type: string }
  | { readonly kind: 'resolve' }

/** Who uses the client, by the type of resource that stands for that person. */
export const userTokens: Readonly<Record<string, string>> = {
  userPractitionerId: 'Practitioner',
  userPractitionerRoleId: 'PractitionerRole',
  userPatientId: 'Patient',
  userRelatedPersonId: 'RelatedPerson',
}

/** What stands between `{{` and `}}`. */
export type Token =
  | { readonly kind: 'user'; readonly type: string }
  | { readonly kind: 'today'; readonly days: number }
  | {
      readonly kind: 'path'
      readonly of: 'context' | { readonly prefetch: string }
      readonly steps: readonly PathStep[]
    }

const stepForm = /^(?:ofType\(([A-Z][A-Za-z]+)\)|(resolve)\(\)|([A-Za-z_][A-Za-z0-9_]*))$/

const stepOf = (text: string): PathStep | undefined => {
  const found = stepForm.exec(text)
  if (found === null) return undefined
  if (found[1] !== undefined) return { kind: 'ofType', type: found[1] }
  if (found[2] !== undefined) return { kind: 'resolve' }
  return { kind: 'element', name: found[3] ?? '' }
}

const todayForm = /^today\(\)(?:\s*([+-])\s*(\d{1,5})\s*days?)?$/

const oneToken = (text: string): Token | undefined => {
  const user = Object.hasOwn(userTokens, text) ? userTokens[text] : undefined
  if (user !== undefined) return { kind: 'user', type: user }
  const day = todayForm.exec(text)
  if (day !== null) return { kind: 'today', days: Number(day[2] ?? 0) * (day[1] === '-' ? -1 : 1) }
  const variable = /^%(?:`([^`]+)`|([A-Za-z_][\w-]*))/.exec(text)
  const root = variable?.[0] ?? (text.startsWith('context.') ? 'context' : undefined)
  if (root === undefined) return undefined
  const rest = text.slice(root.length)
  if (rest !== '' && !rest.startsWith('.')) return undefined
  const steps = rest === '' ? [] : rest.slice(1).split('.').map(stepOf)
  const known = steps.filter((s) => s !== undefined)
  if (known.length !== steps.length || (variable === null && known.length === 0)) return undefined
  return {
    kind: 'path',
    of: variable === null ? 'context' : { prefetch: variable[1] ?? variable[2] ?? '' },
    steps: known,
  }
}

/** The alternatives of a token, which `|` divides; undefined when one of them is not a token. */
export const parseToken = (text: string): readonly Token[] | undefined => {
  const parts = text.split('|').map((t) => oneToken(t.trim()))
  const known = parts.filter((p) => p !== undefined)
  return known.length === parts.length ? known : undefined
}

/** Texts between `{{` and `}}` of a template, with what stands around them. */
export const piecesOf = (template: string): readonly ({ readonly text: string } | { readonly token: string })[] =>
  template
    .split(/(\{\{.*?\}\})/)
    .filter((p) => p !== '')
    .map((p) => (p.startsWith('{{') && p.endsWith('}}') ? { token: p.slice(2, -2).trim() } : { text: p }))
