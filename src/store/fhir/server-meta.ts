import type { Meta, Resource } from '@medplum/fhirtypes'

/** Labels that Attune itself gives; a client can neither set nor remove them. */
export const ownLabelSystem = 'urn:attune:label'

export type Stamp = { readonly id: string; readonly version: number; readonly updated: number }

const isOwn = ({ system }: { system?: string }): boolean => system === ownLabelSystem

/**
 * The resource as it is stored: id, version and time are the server's whatever the client sent, its other meta stays, and the labels of
 * Attune are those of `previous`.
 */
export const stamped = <T extends Resource>(resource: T, { id, version, updated }: Stamp, previous?: Resource) => {
  const { resourceType, id: _id, meta: sent, ...rest } = resource as Resource & { meta?: Meta }
  const { versionId: _version, lastUpdated: _updated, security = [], ...kept } = sent ?? {}
  const labels = [...security.filter((label) => !isOwn(label)), ...(previous?.meta?.security ?? []).filter(isOwn)]
  const meta: Meta = {
    versionId: String(version),
    lastUpdated: new Date(updated).toISOString(),
    ...kept,
    ...(labels.length > 0 ? { security: labels } : {}),
  }
  return { resourceType, id, meta, ...rest } as unknown as T & { id: string; meta: Meta }
}

const relativised = (value: unknown, base: string): unknown => {
  if (Array.isArray(value)) return value.map((item) => relativised(item, base))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === 'reference' && typeof inner === 'string' && inner.startsWith(base)
        ? inner.slice(base.length)
        : relativised(inner, base),
    ]),
  )
}

/** The resource with references to this server (`baseUrl`/Patient/1) as relative ones, as it is indexed and judged; `json` is its text. */
export const withRelativeReferences = <T extends Resource>(resource: T, json: string, baseUrl: string): T => {
  const base = baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`
  return json.includes(`"reference":"${base}`) ? (relativised(resource, base) as T) : resource
}
