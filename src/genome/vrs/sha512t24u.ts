import { sha512 } from '../../shared/sha512.ts'

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** The first 24 bytes of a SHA-512 digest as 32 characters of base64url. */
export const truncatedDigest = (digest: Uint8Array): string => {
  let text = ''
  for (let i = 0; i < 24; i += 3) {
    const bits = ((digest[i] as number) << 16) | ((digest[i + 1] as number) << 8) | (digest[i + 2] as number)
    for (let shift = 18; shift >= 0; shift -= 6) text += digits[(bits >> shift) & 63]
  }
  return text
}

/**
 * GA4GH's digest of a text in UTF-8: 32 characters that name its content.
 * @example sha512t24u('ACGT') // 'aKF498dAxcJAqme6QYQ7EZ07-fiw8Kw2'
 */
export const sha512t24u = (text: string): string => {
  const hash = sha512()
  hash.add(new TextEncoder().encode(text))
  return truncatedDigest(hash.digest())
}
