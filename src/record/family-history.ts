import { z } from 'zod'
import { hasCode, checkedOrLeft, coded, codings, conceptText, dateOf } from './check.ts'
import { ageRangeOf, type AgeRange } from './age-range.ts'
import { givenOnly } from './given-only.ts'
import { kinshipOf } from './kinship.ts'
import type { Reading } from './medication-statements.ts'
import type { FamilyHistory, FamilyMember } from './patient-view.ts'
import { concept, moment, period, quantity, reference } from './r4.ts'
import { refTo, type Resource, text } from './resources.ts'

const range = z.object({ low: quantity.optional(), high: quantity.optional() })

const familyMember = z.object({
  extension: z.array(z.unknown()).optional(),
  status: z.enum(['partial', 'completed', 'entered-in-error', 'health-unknown']),
  date: moment.optional(),
  name: z.string().optional(),
  relationship: concept,
  sex: concept.optional(),
  bornDate: moment.optional(),
  bornPeriod: period.optional(),
  ageAge: quantity.optional(),
  ageRange: range.optional(),
  ageString: z.string().optional(),
  deceasedBoolean: z.boolean().optional(),
  deceasedAge: quantity.optional(),
  deceasedRange: range.optional(),
  deceasedDate: moment.optional(),
  deceasedString: z.string().optional(),
  dataAbsentReason: concept.optional(),
  condition: z
    .array(
      z.object({
        code: concept,
        outcome: concept.optional(),
        contributedToDeath: z.boolean().optional(),
        onsetAge: quantity.optional(),
        onsetRange: range.optional(),
        onsetPeriod: period.optional(),
        onsetString: z.string().optional(),
      }),
    )
    .optional(),
})

/** Words by which a record says that there is nothing in the family. */
const none = /^no (known |significant |relevant )?family history( of (disease|note|illness))?\.?$/i

/** Whether a condition or result is no illness but the statement that nothing is known in the family. */
export const saysNoFamilyHistory = (text: string): boolean => none.test(text.trim())

const sexes = ['female', 'male', 'other'] as const

type Json = z.infer<typeof familyMember>

/** The extensions that join one relative to another, by the last part of their address. */
const joins = {
  'family-member-history-genetics-parent': 'child',
  'family-member-history-genetics-sibling': 'sibling',
} as const

const join = z.object({
  url: z.string().transform((url) => url.slice(url.lastIndexOf('/') + 1)),
  extension: z.array(z.object({ url: z.string(), valueReference: reference.optional() })),
})

/** Extensions that a family drawn with Attune is kept in: a relative, the family, and whose entry of another source a relative stands for. */
export const drawnFamily = {
  relative: 'urn:attune:pedigree:relative',
  family: 'urn:attune:pedigree:family',
  insteadOf: 'urn:attune:pedigree:instead-of',
} as const

const mark = z.object({ url: z.string(), valueString: z.string().optional(), valueReference: reference.optional() })

const marksOf = (m: Json, url: string) =>
  (m.extension ?? []).flatMap((raw) => {
    const said = mark.safeParse(raw).data
    return said?.url === url ? [said] : []
  })

/** `named`: reference to the name of the resource it means. A reference to something that is not there joins nothing. */
const linkedOf = (m: Json, named: ReadonlyMap<string, string>): FamilyMember['linked'] => {
  const links = (m.extension ?? []).flatMap((raw) => {
    const said = join.safeParse(raw).data
    const as = said !== undefined && Object.hasOwn(joins, said.url) ? joins[said.url as keyof typeof joins] : undefined
    const to = said?.extension.find((e) => e.url === 'reference')?.valueReference?.reference
    const of = named.get(to ?? '')
    return as === undefined || of === undefined ? [] : [{ as, of }]
  })
  return links.length === 0 ? undefined : links
}

const deceasedOf = (m: Json): FamilyMember['deceased'] => {
  const age: AgeRange | undefined = ageRangeOf({ age: m.deceasedAge, range: m.deceasedRange, words: m.deceasedString })
  const date = dateOf(m.deceasedDate)
  if (age !== undefined || date !== undefined) return givenOnly({ age, date }) as FamilyMember['deceased']
  return m.deceasedBoolean === true || text(m.deceasedString) !== undefined ? true : m.deceasedBoolean
}

const memberOf = (r: Resource, m: Json, named: ReadonlyMap<string, string>): FamilyMember => {
  const relation = coded(m.relationship)
  const kinship = kinshipOf(codings(m.relationship))
  const conditions = (m.condition ?? []).map((c, i) =>
    givenOnly({
      what: coded(c.code),
      codes: codings(c.code),
      onsetAge: ageRangeOf({ age: c.onsetAge, range: c.onsetRange, words: c.onsetString }),
      onset: dateOf(c.onsetPeriod?.start),
      outcome: text(conceptText(c.outcome)),
      contributedToDeath: c.contributedToDeath,
      ref: refTo(r, `condition[${i}].code`),
    }),
  )
  return givenOnly({
    relation,
    ...kinship,
    name: text(m.name),
    sex: sexes.find((sex) => m.sex?.coding?.some((c) => c.code === sex)) ?? kinship.sex,
    conditions,
    age: ageRangeOf({ age: m.ageAge, range: m.ageRange, words: m.ageString }),
    born: dateOf(m.bornDate ?? m.bornPeriod?.start),
    deceased: deceasedOf(m),
    partial: m.status === 'partial' ? (true as const) : undefined,
    healthUnknown: m.status === 'health-unknown' || m.dataAbsentReason !== undefined ? (true as const) : undefined,
    date: dateOf(m.date),
    ref: refTo(r, 'relationship'),
    linked: linkedOf(m, named),
    drawn: marksOf(m, drawnFamily.relative)[0]?.valueString,
  }) as FamilyMember
}

/**
 * The family as recorded; an entry that a saved drawing stands for is not told twice. A relative without conditions was named, not cleared: only `noneKnown`, the record's own statement, says that there is
 * nothing. `adoptive`: an adoptive parent is recorded, so that relatives by blood may be missing.
 */
export const readFamilyHistory = (resources: readonly Resource[], { problems }: Reading): FamilyHistory | undefined => {
  const told: FamilyMember[] = []
  const replaced = new Set<string>()
  let noneKnown: FamilyHistory['noneKnown']
  let drawn: FamilyHistory['drawn']
  const named = new Map(resources.flatMap((r) => r.answersTo.map((to) => [to, r.name] as const)))
  for (const r of resources) {
    if (r.type === 'Condition' || r.type === 'Observation') {
      const said = conceptText(concept.safeParse(r.json['code']).data).trim()
      const denied =
        hasCode(concept.safeParse(r.json['verificationStatus']).data, 'refuted') || r.json['valueBoolean'] === false
      if (saysNoFamilyHistory(said) && !denied) noneKnown = refTo(r, 'code')
      continue
    }
    if (r.type !== 'FamilyMemberHistory') continue
    const m = checkedOrLeft(familyMember, r, problems)
    if (m === undefined) continue
    for (const { valueReference } of marksOf(m, drawnFamily.insteadOf)) {
      const of = named.get(valueReference?.reference ?? '')
      if (of !== undefined && of !== r.name) replaced.add(of)
    }
    const family = marksOf(m, drawnFamily.family)[0]?.valueString
    if (family === undefined) told.push(memberOf(r, m, named))
    else drawn = { json: family, ref: refTo(r, 'relationship') }
  }
  const members = told.filter((m) => m.ref.kind !== 'fhir' || !replaced.has(m.ref.resource))
  const adoptive = members.find((m) => m.blood === false && m.parent === true)?.ref
  return members.length === 0 && noneKnown === undefined && drawn === undefined
    ? undefined
    : (givenOnly({
        members,
        noneKnown: members.some((m) => m.conditions.length > 0) ? undefined : noneKnown,
        adoptive,
        drawn,
      }) as FamilyHistory)
}
