import type {
  Age,
  Bundle,
  CodeableConcept,
  Extension,
  FamilyMemberHistory,
  Range as FhirRange,
} from '@medplum/fhirtypes'
import {
  diseaseWords,
  icd10Of,
  type Lost,
  type Pedigree,
  type PersonId,
  type Relation,
  type Relations,
  relationsOf,
  relationWords,
  type Relative,
} from '../../clinical/family/index.ts'
import type { Range } from '../../shared/quantity.ts'
import { uuidOf } from './identity.ts'

/** Whose family it is, as the receiving system names them. */
export type FamilySubject = { readonly reference: string; readonly display?: string }

const roleSystem = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode'
const years = (value: number): Age => ({ value, unit: 'a', system: 'http://unitsofmeasure.org', code: 'a' })
const spanned = (r: Range): FhirRange => ({ low: years(r[0]), high: years(r[1]) })

type BySex = readonly [female: string, male: string, unknown: string]
const bySex = (codes: BySex, sex: Relative['sex']): string => codes[sex === 'female' ? 0 : sex === 'male' ? 1 : 2]

const sided = (side: Relation['side'], m: BySex, p: BySex, none: BySex): BySex =>
  side === 'maternal' ? m : side === 'paternal' ? p : none

/** Code by the path from the proband. @source HL7 terminology, v3-RoleCode; EXT is any other relative of the wider family */
const roleCode = (relation: Relation, sex: Relative['sex']): string | undefined => {
  const shape = relation.steps.map((s) => s.to).join(' ')
  const [first] = relation.steps
  if (relation.steps.some((s) => s.to === 'partner')) return shape === 'partner' ? 'SIGOTHR' : undefined
  if (relation.steps.some((s) => s.adopted)) {
    if (shape === 'parent') return bySex(['ADOPTM', 'ADOPTF', 'ADOPTP'], sex)
    return shape === 'child' ? bySex(['DAUADOPT', 'SONADOPT', 'CHLDADOPT'], sex) : undefined
  }
  if (shape === 'sibling') {
    if (first?.twin === 'identical') return bySex(['ITWINSIS', 'ITWINBRO', 'ITWIN'], sex)
    if (first?.twin === 'fraternal') return bySex(['FTWINSIS', 'FTWINBRO', 'FTWIN'], sex)
    if (first?.twin === 'unknown') return bySex(['TWINSIS', 'TWINBRO', 'TWIN'], sex)
    return first?.half === undefined ? bySex(['NSIS', 'NBRO', 'NSIB'], sex) : bySex(['HSIS', 'HBRO', 'HSIB'], sex)
  }
  const { side } = relation
  const codes: Readonly<Record<string, BySex>> = {
    parent: ['NMTH', 'NFTH', 'NPRN'],
    child: ['DAU', 'SON', 'NCHILD'],
    'parent parent': sided(
      side,
      ['MGRMTH', 'MGRFTH', 'MGRPRN'],
      ['PGRMTH', 'PGRFTH', 'PGRPRN'],
      ['GRMTH', 'GRFTH', 'GRPRN'],
    ),
    'parent sibling': sided(side, ['MAUNT', 'MUNCLE', 'EXT'], ['PAUNT', 'PUNCLE', 'EXT'], ['AUNT', 'UNCLE', 'EXT']),
    'parent sibling child': sided(
      side,
      ['MCOUSN', 'MCOUSN', 'MCOUSN'],
      ['PCOUSN', 'PCOUSN', 'PCOUSN'],
      ['COUSN', 'COUSN', 'COUSN'],
    ),
    'sibling child': ['NIECE', 'NEPHEW', 'NIENEPH'],
    'child child': ['GRNDDAU', 'GRNDSON', 'GRNDCHILD'],
  }
  const half = relation.steps.some((s) => s.half !== undefined)
  const found = half ? undefined : codes[shape]
  return found === undefined ? 'EXT' : bySex(found, sex)
}

const diseaseCode = (disease: Relative['diagnoses'][number]['disease']): CodeableConcept => {
  if (typeof disease !== 'string') return { text: disease.other }
  const code = icd10Of(disease)
  const text = diseaseWords(disease)
  return {
    ...(code === undefined ? {} : { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code, display: text }] }),
    text,
  }
}

const parentLinks = (person: Relative, urlOf: (id: PersonId) => string | undefined): Extension[] =>
  person.adopted === 'in'
    ? []
    : (['mother', 'father'] as const).flatMap((role) => {
        const reference = urlOf(person[role] ?? '')
        if (reference === undefined) return []
        const code = role === 'mother' ? 'NMTH' : 'NFTH'
        return [
          {
            url: 'http://hl7.org/fhir/StructureDefinition/family-member-history-genetics-parent',
            extension: [
              { url: 'type', valueCodeableConcept: { coding: [{ system: roleSystem, code }] } },
              { url: 'reference', valueReference: { reference } },
            ],
          },
        ]
      })

const life = (p: Relative): Partial<FamilyMemberHistory> => {
  const { age, born } = p
  if (p.dead)
    return {
      ...(age === undefined
        ? { deceasedBoolean: true }
        : age[0] === age[1]
          ? { deceasedAge: years(age[0]) }
          : { deceasedRange: spanned(age) }),
      ...(born === undefined ? {} : { bornDate: String(born) }),
    }
  if (age !== undefined) return age[0] === age[1] ? { ageAge: years(age[0]) } : { ageRange: spanned(age) }
  return born === undefined ? {} : { bornDate: String(born) }
}

const memberOf = (
  p: Relative,
  code: string,
  words: string,
  subject: FamilySubject,
  urlOf: (id: PersonId) => string | undefined,
): FamilyMemberHistory => {
  const links = parentLinks(p, urlOf)
  const conditions = [
    ...p.diagnoses.map((d) => ({
      code: diseaseCode(d.disease),
      ...(d.onset === undefined
        ? {}
        : d.onset[0] === d.onset[1]
          ? { onsetAge: years(d.onset[0]) }
          : { onsetRange: spanned(d.onset) }),
    })),
    ...(p.tests ?? [])
      .filter((t) => t.result === 'positive')
      .map((t) => ({ code: { text: `${t.gene} pathogenic variant` } })),
  ]
  return {
    resourceType: 'FamilyMemberHistory',
    ...(links.length === 0 ? {} : { extension: links }),
    status: p.healthUnknown ? 'health-unknown' : 'completed',
    patient: { ...subject },
    ...(p.name === undefined ? {} : { name: p.name }),
    relationship: { coding: [{ system: roleSystem, code }], text: words },
    ...(p.sex === 'unknown'
      ? {}
      : { sex: { coding: [{ system: 'http://hl7.org/fhir/administrative-gender', code: p.sex }] } }),
    ...life(p),
    ...(p.notes === undefined ? {} : { note: [{ text: p.notes }] }),
    ...(conditions.length === 0 ? {} : { condition: conditions }),
  }
}

const unheld = (p: Relative): readonly string[] => [
  ...((p.tests ?? []).some((t) => t.result !== 'positive' || t.variant !== undefined || t.method !== 'search')
    ? ['tests']
    : []),
  ...(['surgery', 'ashkenazi', 'gender', 'pregnancy', 'adopted'] as const).filter((field) => p[field] !== undefined),
  ...(p.diagnoses.some((d) => d.pathology !== undefined) ? ['pathology'] : []),
  ...(p.age !== undefined && p.born !== undefined && !p.dead ? ['born'] : []),
  ...(p.diagnoses.length === 0 && !p.healthUnknown ? ['health'] : []),
]

/**
 * The relatives of a proband as FamilyMemberHistory resources in a collection Bundle, joined by the genetics extension for parents; the proband is the
 * subject. FHIR cannot say that a relative is healthy, nor that a gene was tested and nothing found: those are among `lost`, with relatives who have no code (a partner’s family). A variant that was found stands among the conditions, in words.
 */
export const familyHistoryBundle = (
  pedigree: Pedigree,
  subject: FamilySubject,
): { readonly bundle: Bundle<FamilyMemberHistory>; readonly lost: readonly Lost[] } => {
  const relations: Relations | undefined = relationsOf(pedigree)
  const written = pedigree.people.flatMap((person) => {
    const relation = person.id === pedigree.proband ? undefined : relations?.of(pedigree.proband, person.id)
    const code = relation === undefined ? undefined : roleCode(relation, person.sex)
    return relation === undefined || code === undefined ? [] : [{ person, code, words: relationWords(relation) }]
  })
  const ids = new Map(
    written.map(({ person }) => [person.id, uuidOf('family-member', subject.reference, pedigree.id, person.id)]),
  )
  const urlOf = (id: PersonId): string | undefined => {
    const uuid = ids.get(id)
    return uuid === undefined ? undefined : `urn:uuid:${uuid}`
  }
  const kept = new Set(written.map((w) => w.person.id))
  return {
    bundle: {
      resourceType: 'Bundle',
      type: 'collection',
      entry: written.map(({ person, code, words }) => ({
        fullUrl: `urn:uuid:${ids.get(person.id) ?? ''}`,
        resource: { ...memberOf(person, code, words, subject, urlOf), id: ids.get(person.id) ?? '' },
      })),
    },
    lost: [
      ...pedigree.people
        .filter((p) => p.id !== pedigree.proband && !kept.has(p.id))
        .map((p): Lost => ({ person: p.id, what: 'person' })),
      ...written.flatMap(({ person }) => unheld(person).map((what): Lost => ({ person: person.id, what }))),
      ...(pedigree.asked === undefined ? [] : [{ what: 'asked' }]),
    ],
  }
}
