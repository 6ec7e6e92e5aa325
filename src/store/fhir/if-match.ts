import { badInput } from './refusals.ts'
import type { StoredVersion } from './stored-version.ts'

const tag = /^(?:W\/)?"([^"]+)"$/

/**
 * What `If-Match` asks for as the repository takes it: version ids with commas between, or `*`. A tag that cannot be read is refused, never
 * passed over: the caller relies on it.
 */
export const ifMatchOf = (header: string, expression: string): string => {
  if (header.trim() === '*') return '*'
  const versions = header.split(',').map((text) => tag.exec(text.trim())?.[1])
  if (versions.includes(undefined))
    throw badInput('If-Match is a version tag such as W/"3", several of them, or *.', expression)
  return versions.join(',')
}

/** Whether what is there may be changed under `ifMatch`; what is not there, or deleted, has no version. */
export const isMatched = (ifMatch: string | undefined, current: StoredVersion | undefined): boolean => {
  if (ifMatch === undefined) return true
  if (current === undefined || current.deleted === 1) return false
  return ifMatch === '*' || ifMatch.split(',').includes(String(current.version))
}
