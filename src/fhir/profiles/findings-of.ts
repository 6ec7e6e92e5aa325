import type { OperationOutcomeIssue, Resource, StructureDefinition } from '@medplum/fhirtypes'
import { issue } from '../outcome.ts'
import { checkProfile, type ProfileMeans, type Resolve } from './profile-checker.ts'
import type { ValueSetMembers } from './value-set-members.ts'

export type FindingsOf = (
  resource: Resource,
  profiles?: readonly string[],
  resolve?: Resolve,
) => readonly OperationOutcomeIssue[]

const plain = (url: string): string => url.split('|')[0] ?? url

/** Fit of resources with the profiles among `guides`. `baseKeys`: invariants that every resource is held to anyway. */
export const findingsBy = (
  guides: readonly Resource[],
  { belongs }: ValueSetMembers,
  baseKeys: ReadonlySet<string>,
): FindingsOf => {
  const profiles = new Map<string, StructureDefinition>()
  for (const one of guides) if (one.resourceType === 'StructureDefinition') profiles.set(one.url, one)
  const means: ProfileMeans = {
    profile: (url) => profiles.get(plain(url)),
    belongs,
    baseKeys,
  }
  return (resource, claimed = resource.meta?.profile ?? [], resolve = () => undefined) =>
    claimed.flatMap((claim): readonly OperationOutcomeIssue[] => {
      const place = `${resource.resourceType}.meta.profile`
      const profile = means.profile(claim)
      if (profile === undefined)
        return [
          issue(
            'information',
            'informational',
            `The profile ${claim} is not loaded, so fit with it was not checked.`,
            place,
          ),
        ]
      if ((profile.snapshot?.element ?? []).length === 0)
        return [issue('information', 'informational', `The profile ${claim} has no snapshot to check by.`, place)]
      if (profile.type !== resource.resourceType)
        return [issue('error', 'invalid', `${claim} is a profile of ${profile.type}. Take the claim out.`, place)]
      return checkProfile(resource, profile, means, resolve)
    })
}
