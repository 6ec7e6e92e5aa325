import type { Extension, FamilyMemberHistory } from '@medplum/fhirtypes'
import type { Pedigree, PersonId, Relative } from '../../clinical/family/index.ts'
import type { DatumRef } from '../../shared/assessment.ts'
import { drawnFamily } from '../../record/index.ts'
import { familyHistoryBundle } from './family-history.ts'
import { uuidOf } from './identity.ts'

/** The system of identifiers by which a resource is known to come from a family drawn with Attune. */
export const pedigreeSystem = 'urn:attune:pedigree'

const withoutRefs = (p: Relative): Relative => {
  const { ref: _, ...rest } = p
  return {
    ...rest,
    diagnoses: p.diagnoses.map(({ ref: __, ...d }) => d),
    ...(p.tests === undefined ? {} : { tests: p.tests.map(({ ref: __, ...t }) => t) }),
  }
}

/** What is read from conditions and results of the record itself stays there: kept in the drawing as well, it would outlive a correction of the record. */
const withoutRecord = (p: Relative): Relative => {
  const drawn = ({ ref }: { readonly ref?: DatumRef }): boolean =>
    ref?.kind !== 'fhir' || ref.resource.startsWith('FamilyMemberHistory/')
  const tests = p.tests?.filter(drawn) ?? []
  const { tests: _, ...rest } = p
  return { ...rest, diagnoses: p.diagnoses.filter(drawn), ...(tests.length === 0 ? {} : { tests }) }
}

/** Resources of the record that a relative was read from. */
const sourcesOf = (p: Relative): readonly string[] => [
  ...new Set(
    [p.ref, ...p.diagnoses.map((d) => d.ref), ...(p.tests ?? []).map((t) => t.ref)].flatMap((ref) =>
      ref?.kind === 'fhir' && ref.resource.startsWith('FamilyMemberHistory/') ? [ref.resource] : [],
    ),
  ),
]

const json = (url: string, value: unknown): Extension => ({ url, valueString: JSON.stringify(value) })

/** Entries of other sources that the relative already stood for, by the id of the resource. */
export type StandsFor = ReadonlyMap<string, readonly string[]>

/** What kept resources of an earlier drawing stand for. */
export const standsFor = (kept: readonly FamilyMemberHistory[]): StandsFor =>
  new Map(
    kept.map((r) => [
      r.id ?? '',
      (r.extension ?? []).flatMap((e) =>
        e.url === drawnFamily.insteadOf && e.valueReference?.reference !== undefined
          ? [e.valueReference.reference]
          : [],
      ),
    ]),
  )

/**
 * A drawn family as it is kept in a record: one FamilyMemberHistory for every relative, which any reader understands, with the relative as drawn beside it; and one of
 * the person themselves for what only the family holds. A relative that came from an entry of another source stands for it; that entry stays.
 * Ids are the same for the same person and relative, so that saving again replaces.
 */
export const drawnFamilyResources = (
  pedigree: Pedigree,
  patient: string,
  earlier: StandsFor = new Map(),
): readonly FamilyMemberHistory[] => {
  const family = { ...pedigree, id: patient }
  const { bundle } = familyHistoryBundle(family, { reference: `Patient/${patient}` })
  const idOf = (id: PersonId): string => uuidOf('family-member', `Patient/${patient}`, patient, id)
  const own = new Set(family.people.map((p) => `FamilyMemberHistory/${idOf(p.id)}`))
  const written = new Map(bundle.entry?.map((e) => [e.resource?.id ?? '', e.resource]))
  const marked = (p: Relative, base: FamilyMemberHistory, url: string, value: unknown): FamilyMemberHistory => {
    const id = idOf(p.id)
    const stands = [...new Set([...(earlier.get(id) ?? []), ...sourcesOf(p)])].filter((of) => !own.has(of))
    return {
      ...base,
      id,
      identifier: [{ system: pedigreeSystem, value: id }],
      extension: [
        ...(base.extension ?? []),
        json(url, value),
        ...stands.map((reference): Extension => ({ url: drawnFamily.insteadOf, valueReference: { reference } })),
      ],
    }
  }
  const { proband } = pedigree
  const self = family.people.find((p) => p.id === proband)
  // A pregnancy has no place among relatives: other readers would take it for a child.
  const baseOf = (p: Relative): FamilyMemberHistory | undefined =>
    p.pregnancy === undefined ? written.get(idOf(p.id)) : undefined
  const apart = family.people.filter((p) => p.id !== proband && baseOf(p) === undefined)
  const relatives = family.people.flatMap((p): FamilyMemberHistory[] => {
    const base = baseOf(p)
    return base === undefined ? [] : [marked(p, base, drawnFamily.relative, withoutRefs(p))]
  })
  const selfBase: FamilyMemberHistory = {
    resourceType: 'FamilyMemberHistory',
    status: 'completed',
    patient: { reference: `Patient/${patient}` },
    relationship: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'ONESELF' }],
      text: 'self',
    },
  }
  const kept = {
    proband: self === undefined ? undefined : withoutRefs(withoutRecord(self)),
    couples: family.couples,
    ...(family.asked === undefined ? {} : { asked: family.asked }),
    ...(apart.length === 0 ? {} : { apart: apart.map(withoutRefs) }),
  }
  const all = self === undefined ? relatives : [marked(self, selfBase, drawnFamily.family, kept), ...relatives]
  return JSON.parse(JSON.stringify(all).replaceAll('"urn:uuid:', '"FamilyMemberHistory/')) as FamilyMemberHistory[]
}
