import type { Resource } from '@medplum/fhirtypes'
import { keepDigits } from '../../shared/exact-json.ts'

/** What the entries of a bundle are called in it (`fullUrl`, conditional reference) → what they are called in the store (`Patient/1`). */
export type Links = ReadonlyMap<string, string>

/** Elements whose text may look like a link and is none: values of identifiers and of plain strings, and canonicals. */
const notLinks: ReadonlySet<string> = new Set([
  'id',
  'value',
  'valueString',
  'valueCanonical',
  'instantiatesCanonical',
  'profile',
  'questionnaire',
])

const attribute = /(href|src)=(["'])([^"']*)\2/g

/** `http://other.example/fhir` of `http://other.example/fhir/Patient/1`: where relative references of that entry are at home. */
export const baseOf = (fullUrl: string | undefined): string | undefined =>
  /^(https?:\/\/.+)\/[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/.exec(fullUrl ?? '')?.[1]

const relative = /^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/

/** `%3A` for `:` and a fragment behind the link are let stand for the link itself. */
const linked = (text: string, links: Links): string | undefined => {
  const whole = links.get(text)
  if (whole !== undefined) return whole
  const [link = '', fragment] = text.split('#')
  const found = links.get(link.replaceAll(/%3a/gi, ':'))
  return found === undefined ? undefined : fragment === undefined ? found : `${found}#${fragment}`
}

const rewrite = (value: unknown, name: string, links: Links, base: string | undefined): unknown => {
  if (typeof value === 'string') {
    if (notLinks.has(name)) return value
    if (name === 'div')
      return value.replace(attribute, (text, attr: string, quote: string, link: string) => {
        const found = linked(link, links)
        return found === undefined ? text : `${attr}=${quote}${found}${quote}`
      })
    if (name === 'reference' && base !== undefined && relative.test(value))
      return links.get(`${base}/${value}`) ?? value
    return name === 'reference' || value.startsWith('urn') || value.startsWith('http')
      ? (linked(value, links) ?? value)
      : value
  }
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => {
    const own = Array.isArray(value) ? name : key
    return [key, rewrite(inner, own, links, base)] as const
  })
  if (entries.every(([key, inner]) => inner === (value as Record<string, unknown>)[key])) return value
  const made = Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)
  keepDigits(value, made)
  return made
}

/**
 * The resource with every link to an entry of its bundle in its final form: references, URLs (of attachments too) and the links and pictures of
 * the narrative. `base` is where the relative references of the entry are at home.
 */
export const withLinks = <T extends Resource>(resource: T, links: Links, base: string | undefined): T =>
  links.size === 0 ? resource : (rewrite(resource, '', links, base) as T)

/** Every conditional reference (`Practitioner?identifier=…`) in a resource. */
export const conditionalReferences = (value: unknown, found: Set<string> = new Set()): ReadonlySet<string> => {
  if (Array.isArray(value)) for (const item of value) conditionalReferences(item, found)
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'reference' && typeof inner === 'string' && /^[A-Z][A-Za-z]+\?./.test(inner)) found.add(inner)
      else if (typeof inner === 'object') conditionalReferences(inner, found)
    }
  return found
}
