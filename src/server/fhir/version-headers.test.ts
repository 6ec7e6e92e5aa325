import { describe, expect, test } from 'vitest'
import { isKnownToCaller, versionHeaders } from './version-headers.ts'

const meta = { versionId: '3', lastUpdated: '2026-11-22T09:00:00.750Z' }

describe('versions in headers', () => {
  test('a version and its time are told as ETag and Last-Modified', () => {
    expect(versionHeaders(meta)).toEqual({ etag: 'W/"3"', 'last-modified': 'Sun, 22 Nov 2026 09:00:00 GMT' })
  })
  test('what the caller has already is known by its tag, and only without one by its time', () => {
    expect(isKnownToCaller(meta, 'W/"2", W/"3"', undefined)).toBe(true)
    expect(isKnownToCaller(meta, 'W/"2"', 'Sun, 22 Nov 2026 09:00:00 GMT')).toBe(false)
    expect(isKnownToCaller(meta, undefined, 'Sun, 22 Nov 2026 09:00:00 GMT')).toBe(true)
    expect(isKnownToCaller(meta, undefined, 'Sun, 22 Nov 2026 08:59:59 GMT')).toBe(false)
    expect(isKnownToCaller(meta, undefined, 'yesterday')).toBe(false)
  })
})
