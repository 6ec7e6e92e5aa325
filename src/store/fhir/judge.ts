import type { Resource } from '@medplum/fhirtypes'
import type { FhirDefinitions } from '../../fhir/index.ts'
import { parseJson } from '../../shared/exact-json.ts'
import type { Access, Right } from '../../trust/index.ts'
import { allows, allowsAll } from './allows.ts'
import type { ContentCodec } from './content.ts'
import type { AccessRules } from './search/access-predicate.ts'
import { withRelativeReferences } from './server-meta.ts'
import type { StoredVersion, VersionReader } from './stored-version.ts'
import type { Version } from './version.ts'

/** Opens stored versions and judges them for one caller. */
export type Judge = {
  readonly may: (right: Right, version: Version) => boolean
  readonly mayAll: (right: Right, type: string) => boolean
  /** Whether anything of the type can be touched at all: where not, saying so tells nothing about resources. */
  readonly mayTouch: (right: Right, type: string) => boolean
  readonly open: (stored: StoredVersion) => Version
  /** The version that says whose the resource is: the current one, or for a tombstone the last before it. */
  readonly lastLiving: (reader: VersionReader, stored: StoredVersion) => Promise<Version | undefined>
  /** `json` is the resource's text. */
  readonly versionOf: (resource: Resource, json: string, updated: number) => Version
}

export type JudgeParts = {
  readonly definitions: FhirDefinitions
  readonly access: Access
  readonly rules: AccessRules
  readonly baseUrl: string
  readonly content: ContentCodec
}

export const judgeFor = ({ definitions, access, rules, baseUrl, content }: JudgeParts): Judge => {
  const versionOf = (resource: Resource, json: string, updated: number): Version => ({
    resource,
    local: withRelativeReferences(resource, json, baseUrl),
    updated,
  })
  const open = (stored: StoredVersion): Version => {
    const json = content.decode(stored, stored.content)
    return versionOf(parseJson(json) as Resource, json, stored.updated)
  }
  return {
    may: (right, version) => allows(definitions, rules, access, right, version),
    mayAll: (right, type) => allowsAll(definitions, access, right, type),
    mayTouch: (right, type) => rules.mayTouch(access, right, type),
    open,
    lastLiving: async (reader, stored) => {
      if (stored.deleted === 0) return open(stored)
      const before = await reader.older(stored.type, stored.id, stored.version - 1)
      return before === undefined || before.deleted === 1 ? undefined : open(before)
    },
    versionOf,
  }
}
