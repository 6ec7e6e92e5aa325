import { sha256Of } from '../../shared/sha256.ts'

/**
 * A UUID that is the same for the same parts (RFC 9562 version 8, from SHA-256): two runs over the same data name their resources alike.
 * @example uuidOf('a') === uuidOf('a') // true
 */
export const uuidOf = (...parts: readonly string[]): string => {
  const digest = sha256Of(JSON.stringify(parts))
  const variant = ((Number.parseInt(digest.slice(16, 17), 16) & 3) | 8).toString(16)
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`
}
