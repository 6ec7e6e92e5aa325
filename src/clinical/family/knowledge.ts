import type { Manifest, Release } from '../../knowledge/release.ts'
import { AttuneError } from '../../shared/errors.ts'
import { type CarrierGroup, carrierGroups, type CarrierTables, carrierTables } from './carrier/index.ts'
import { type CriteriaTables, criteriaTables } from './criteria/index.ts'

/** Tables of the family module. `groups`: the models of carriers, made when they are first asked for. */
export type FamilyTables = {
  readonly manifest: Manifest
  readonly criteria: CriteriaTables
  readonly carriers: CarrierTables
  groups(): readonly CarrierGroup[]
}

export const compileFamily = (releases: readonly Release[]): FamilyTables => {
  const release = releases.find((r) => r.manifest.id === 'attune-family')
  if (release === undefined) throw new AttuneError('ATTUNE_KNOWLEDGE_MISSING', 'attune-family')
  const carriers = carrierTables(releases)
  let made: readonly CarrierGroup[] | undefined
  return {
    manifest: release.manifest,
    criteria: criteriaTables(releases),
    carriers,
    groups: () => {
      made ??= carrierGroups(carriers)
      return made
    },
  }
}
