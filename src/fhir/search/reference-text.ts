type Fields = Readonly<Record<string, unknown>>

/** What a literal reference names. */
export type Target = { readonly type: string; readonly id: string }

const local = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/
const typed = /(?:^|\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/

/** `Patient/1` and `Patient/1/_history/2` as type and id; undefined for URLs, URNs, contained and conditional references. */
export const localTarget = (reference: string): Target | undefined => {
  const found = local.exec(reference)
  return found === null ? undefined : { type: found[1] ?? '', id: found[2] ?? '' }
}

const typeNamed = (reference: string): string | undefined => {
  const question = reference.indexOf('?')
  return question > 0 ? reference.slice(0, question) : typed.exec(reference)?.[1]
}

const containedType = (reference: string, resource: unknown): string | undefined => {
  const contained = (resource as Fields)['contained']
  if (!Array.isArray(contained)) return undefined
  const found = (contained as readonly Fields[]).find((c) => c?.['id'] === reference.slice(1))
  return typeof found?.['resourceType'] === 'string' ? found['resourceType'] : undefined
}

/** Whether a Reference (or canonical) leads to a resource of the type, as far as its text, its `type` or the contained resource says. */
export const refersTo = (value: unknown, type: string, resource: unknown): boolean => {
  const reference = typeof value === 'string' ? value : (value as Fields)['reference']
  if (typeof reference === 'string' && reference !== '') {
    const named = reference.startsWith('#') ? containedType(reference, resource) : typeNamed(reference)
    if (named !== undefined) return named === type
  }
  return typeof value === 'object' && (value as Fields)['type'] === type
}
