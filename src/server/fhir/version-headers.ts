import type { Resource } from '@medplum/fhirtypes'

/** Weak, because JSON may be written in several ways for one version. */
export const etagOf = (version: string): string => `W/"${version}"`

const tag = /^(?:W\/)?"([^"]*)"$/

/** Whether the caller has this version already (`If-None-Match` before `If-Modified-Since`, as RFC 9110 orders them). */
export const isKnownToCaller = (
  meta: Resource['meta'],
  ifNoneMatch: string | undefined,
  ifModifiedSince: string | undefined,
): boolean => {
  if (ifNoneMatch !== undefined)
    return ifNoneMatch
      .split(',')
      .map((t) => t.trim())
      .some((t) => t === '*' || tag.exec(t)?.[1] === meta?.versionId)
  if (ifModifiedSince === undefined || meta?.lastUpdated === undefined) return false
  const since = Date.parse(ifModifiedSince)
  // HTTP dates have whole seconds only.
  return !Number.isNaN(since) && Math.floor(Date.parse(meta.lastUpdated) / 1000) * 1000 <= since
}

/** `ETag` and `Last-Modified` of a resource that has them. */
export const versionHeaders = (meta: Resource['meta']): Readonly<Record<string, string>> => ({
  ...(meta?.versionId === undefined ? {} : { etag: etagOf(meta.versionId) }),
  ...(meta?.lastUpdated === undefined ? {} : { 'last-modified': new Date(meta.lastUpdated).toUTCString() }),
})
