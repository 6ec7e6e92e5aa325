import { entryOf } from './entry-of.ts'
import { before, checked, coded, codings, conceptText } from './check.ts'
import { asNeeded, dailyDose, doseText } from './dosage.ts'
import { meaningsOf } from './meanings.ts'
import { medicationTypes, type Reading, type Statement, statementReaders } from './medication-statements.ts'
import type { Coded, Medication } from './patient-view.ts'
import * as r4 from './r4.ts'
import { recogniseDrugs } from './recognise-drugs.ts'
import { placeIn, refTo, type Resource, text } from './resources.ts'

/** The recorded concept of the medicine, wherever it stands, and the path to it; also the ingredients of a referenced Medication. */
const conceptOf = (
  r: Resource,
  { resolve, problems }: Reading,
): { codes: readonly Coded[]; text: string; path: string } | undefined => {
  const own = r.json['medicationCodeableConcept']
  if (own !== undefined) {
    const c = own as r4.Concept
    return { codes: codings(c), text: conceptText(c), path: 'medication' }
  }
  const reference = r.json['medicationReference'] as { reference?: string; display?: string } | undefined
  if (reference === undefined) {
    problems.add(
      'record.missing',
      'error',
      placeIn(r, 'medication[x]'),
      `${r.name} does not say which medicine it is about.`,
      'Add medicationCodeableConcept or medicationReference in the source system.',
    )
    return undefined
  }
  const target = reference.reference === undefined ? undefined : resolve(r, reference.reference)
  if (target === undefined) {
    problems.add(
      'record.unresolved-reference',
      'warning',
      placeIn(r, 'medicationReference'),
      `${reference.reference ?? 'The reference'} is not in the record${reference.display === undefined ? '' : `; its name "${reference.display}" was read instead`}.`,
      'Export the Medication resources together with the orders.',
    )
    return reference.display === undefined
      ? { codes: [], text: reference.reference ?? 'medicine without a name', path: 'medication' }
      : { codes: [], text: reference.display, path: 'medication' }
  }
  const m = checked(r4.medication, target, problems)
  if (m === undefined) return undefined
  const parts = (m.ingredient ?? []).map((i) => i.itemCodeableConcept)
  return {
    codes: [...codings(m.code), ...parts.flatMap(codings)],
    text:
      text(conceptText(m.code)) ??
      parts
        .map(conceptText)
        .filter((t) => t !== '')
        .join(' / '),
    path: 'medication',
  }
}

const saidBy: Readonly<Record<string, NonNullable<Medication['saidBy']>>> = {
  MedicationRequest: 'order',
  MedicationStatement: 'statement',
  MedicationDispense: 'dispense',
  MedicationAdministration: 'administration',
}

const rank: Readonly<Record<Medication['status'], number>> = { active: 3, planned: 2, unknown: 1, stopped: 0 }

const medicationsOf = (r: Resource, reading: Reading): readonly { readonly m: Medication; readonly s: Statement }[] => {
  const s = entryOf(statementReaders, r.type)?.(r, reading)
  const concept = s === undefined ? undefined : conceptOf(r, reading)
  if (s === undefined || concept === undefined) return []
  const { terms, problems, resolve } = reading
  const asWritten = text(concept.text) ?? 'medicine without a name'
  const known = recogniseDrugs(concept.codes, concept.text, terms)
  const code = concept.codes.find((c) => c.code !== undefined)?.code
  if (known.disagrees)
    problems.add(
      'record.medicine-contradiction',
      'warning',
      placeIn(r, concept.path),
      `Code and text of "${asWritten}" name different medicines; each is on the list.`,
      'Ask which one is meant and mend the record.',
    )
  const none = known.drugs.length === 0
  const names = none ? [asWritten] : known.unknown
  for (const name of names)
    problems.add(
      'record.unknown-medicine',
      'warning',
      placeIn(r, concept.path),
      `The medicine "${name}"${none && code !== undefined ? ` (${code})` : ''} is not known; it was not assessed.`,
      'Check its spelling and code, or look it up by its ingredient.',
    )
  const reasonRef = (r.json['reasonReference'] as readonly { reference?: string }[] | undefined)?.[0]?.reference
  const reasonTarget = reasonRef === undefined ? undefined : resolve(r, reasonRef)
  const reason = s.reason?.concept ?? r4.concept.safeParse(reasonTarget?.json['code']).data
  const means = reason === undefined ? [] : meaningsOf('condition', codings(reason), conceptText(reason), terms)
  const dose = doseText(s.dosage)
  const single = known.drugs.length + names.length === 1
  const daily = single ? dailyDose(s.dosage, asWritten) : undefined
  const route = text(conceptText(s.dosage[0]?.route))
  const all = [
    ...known.drugs.map((d) => ({ drug: d.drug, by: d.by })),
    ...names.map((n) => ({ drug: { name: n.toLowerCase() }, by: undefined })),
  ]
  return all.map(({ drug, by }) => ({
    s,
    m: {
      drug,
      asWritten,
      status: s.status,
      ...(dose === undefined ? {} : { dose }),
      ...(daily === undefined ? {} : { dailyDose: daily }),
      ...(s.started === undefined ? {} : { started: s.started }),
      ...(s.status === 'stopped' && s.stopped !== undefined ? { stopped: s.stopped } : {}),
      ...(reason === undefined ? {} : { indication: coded(reason) }),
      ref: refTo(r, concept.path),
      ...(by === undefined ? {} : { recognisedBy: by }),
      ...(all.length > 1 ? { combinedWith: all.filter((x) => x.drug !== drug).map((x) => x.drug.name) } : {}),
      ...(route === undefined ? {} : { route }),
      ...(s.dosage.some(asNeeded) ? { asNeeded: true as const } : {}),
      ...(means.length === 0 ? {} : { means }),
      ...(saidBy[r.type] === undefined ? {} : { saidBy: saidBy[r.type] }),
      ...(s.intent === undefined ? {} : { intent: s.intent }),
      ...(s.whyStopped === undefined ? {} : { whyStopped: s.whyStopped }),
    } as Medication,
  }))
}

/**
 * The medicines of the record, one per ingredient, active ones first, each kind in the order of the record. Where several statements tell of one
 * ingredient, an order or a statement outweighs a dispense or an administration, then active outweighs planned, unknown and stopped, then the newer
 * one is taken; the others stay in `others`. A dispense that still lasts and is newer than a stopped order counts as taken. A stop told later than the order that still counts as active is reported, not followed.
 */
export const readMedications = (resources: readonly Resource[], reading: Reading): readonly Medication[] => {
  const byName = new Map<string, { m: Medication; s: Statement }[]>()
  for (const r of resources) {
    if (!medicationTypes.includes(r.type)) continue
    for (const one of medicationsOf(r, reading))
      byName.set(one.m.drug.name, [...(byName.get(one.m.drug.name) ?? []), one])
  }
  const merged = [...byName.values()].map((all) => {
    const sorted = [...all].sort(
      (a, b) =>
        b.s.weight - a.s.weight ||
        rank[b.m.status] - rank[a.m.status] ||
        (b.s.told ?? '').localeCompare(a.s.told ?? ''),
    )
    const first = sorted[0] as (typeof sorted)[number]
    const supplied = sorted.find(
      (o) => first.m.status === 'stopped' && o.m.status === 'active' && before(first.s.told ?? '', o.s.told ?? ''),
    )
    const lead = supplied ?? first
    const rest = sorted.filter((o) => o !== lead)
    const ended = rest.find(
      (o) =>
        o.s.weight === 2 &&
        o.m.status === 'stopped' &&
        lead.m.status === 'active' &&
        o.s.r.type === 'MedicationStatement' &&
        lead.s.told !== undefined &&
        o.s.told !== undefined &&
        before(lead.s.told, o.s.told),
    )
    if (ended !== undefined)
      reading.problems.add(
        'record.medicine-status-differs',
        'warning',
        placeIn(ended.s.r),
        `"${lead.m.asWritten}" counts as taken by ${lead.s.r.name}, but ${ended.s.r.name} says later that it is not; it stays on the list.`,
        'Ask the patient, and end the order if it is no longer taken.',
      )
    const starts = all
      .filter((o) => o.m.status === lead.m.status && o.m.started !== undefined)
      .map((o) => o.m.started ?? '')
      .sort()
    return {
      ...lead.m,
      ...(starts[0] === undefined ? {} : { started: starts[0] }),
      ...(rest.length === 0
        ? {}
        : {
            others: rest.map((o) => ({
              asWritten: o.m.asWritten,
              status: o.m.status,
              ref: o.m.ref,
              ...(o.s.told === undefined ? {} : { date: o.s.told }),
            })),
          }),
    }
  })
  return merged.sort((a, b) => rank[b.status] - rank[a.status])
}
