import { hash } from 'node:crypto'

/** What is kept of a random secret of at least 128 bits: its SHA-256. Not for passwords, which can be guessed. */
export const secretHash = (secret: string): string => hash('sha256', secret, 'base64url')
