import type { DatumRef } from '../shared/assessment.ts'
import { checked, coded, codings, conceptText, hasCode } from './check.ts'
import type { Reading } from './medication-statements.ts'
import type { Allergy } from './patient-view.ts'
import * as r4 from './r4.ts'
import { recogniseDrugs } from './recognise-drugs.ts'
import { placeIn, refTo, text, type Resource } from './resources.ts'
import { allergenGroupsOf, holdsPhrase, wordsOf, type Terms } from './terms.ts'

/** Words by which a record says that there is no allergy; a denial of food or other allergies alone says nothing about medicines. */
const none = /\bno (known )?(drug |medication |medicine )?allerg|\bnkd?a\b|^(nil|none)( known)?$/i
const otherNone = /\bno (known )?(food|environmental|latex|seasonal) allerg/i

const groupIn = (words: readonly string[], terms: Terms): string | undefined =>
  terms.allergens.find((a) => a.words.some((p) => holdsPhrase(words, p)))?.name

/**
 * Allergies and intolerances that still count: refuted and resolved ones are left out. `known none` is the statement that there are none
 * (an entry in those words, or an empty allergy list that gives "nil known" as its reason).
 */
export const readAllergies = (
  resources: readonly Resource[],
  reading: Reading,
): { readonly allergies: readonly Allergy[]; readonly knownNone?: DatumRef; readonly said: boolean } => {
  const { terms, problems } = reading
  const allergies: Allergy[] = []
  let knownNone: DatumRef | undefined
  let said = false
  for (const r of resources) {
    if (r.type === 'List') {
      const list = checked(r4.emptyList, r, problems)
      if (list !== undefined && hasCode(list.code, '48765-2') && hasCode(list.emptyReason, 'nilknown'))
        knownNone = refTo(r, 'emptyReason')
      continue
    }
    if (r.type !== 'AllergyIntolerance') continue
    const a = checked(r4.allergy, r, problems)
    if (a === undefined || hasCode(a.verificationStatus, 'refuted')) continue
    const substances = (a.reaction ?? []).map((x) => x.substance).filter((c) => c !== undefined)
    const concept = a.code ?? substances[0]
    const name = conceptText(concept)
    if (name === '') {
      problems.add(
        'record.missing',
        'error',
        placeIn(r, 'code'),
        `${r.name} does not say what the allergy is to.`,
        'Add AllergyIntolerance.code in the source system.',
      )
      continue
    }
    if (hasCode(a.clinicalStatus, 'resolved', 'inactive')) {
      said = true
      continue
    }
    const drugs = recogniseDrugs([...codings(concept), ...substances.flatMap(codings)], name, terms).drugs
    const drug = drugs[0]?.drug
    const inWords = groupIn(wordsOf(name), terms)
    const group = inWords ?? (drug === undefined ? undefined : allergenGroupsOf(drug, terms)[0])
    // "No known allergies except penicillin" is an allergy.
    const namesOne =
      drug !== undefined || (inWords !== undefined && /\b(except|but|other than|apart from|besides)\b/i.test(name))
    if (otherNone.test(name)) continue
    if (none.test(name) && !namesOne) {
      knownNone = refTo(r, 'code')
      continue
    }
    const kind = a.category?.[0]
    if (
      drug === undefined &&
      group === undefined &&
      (kind === undefined || kind === 'medication' || kind === 'biologic') &&
      !/\b(venom|pollen|dust|mite|latex|peanut|nut|egg|milk|fish|shellfish|soy|wheat|mould|mold|dander|food|cat|dog)/i.test(
        name,
      )
    )
      problems.add(
        'record.unknown-allergen',
        'warning',
        placeIn(r, 'code'),
        `The allergy to "${name}" names no medicine or group that is known; it was not checked against medicines.`,
        'Read it yourself before prescribing.',
      )
    const reaction = (a.reaction ?? [])
      .flatMap((x) => [...(x.manifestation ?? []).map(conceptText), text(x.description) ?? ''])
      .filter((t) => t !== '')
    const rest = {
      ...(reaction.length === 0 ? {} : { reaction: [...new Set(reaction)].join(', ') }),
      ref: refTo(r, a.code === undefined ? 'reaction[0].substance' : 'code'),
      ...(kind === undefined ? {} : { kind }),
      ...(a.criticality === 'low' || a.criticality === 'high' ? { criticality: a.criticality } : {}),
    }
    allergies.push({
      to: coded(concept),
      ...(drug === undefined ? {} : { drug }),
      ...(group === undefined ? {} : { drugClass: group }),
      ...rest,
    })
    // Of a product each ingredient may be the one that is not borne.
    for (const other of drugs.slice(1)) {
      const [of] = allergenGroupsOf(other.drug, terms)
      allergies.push({
        to: { display: `${conceptText(concept)} (${other.drug.name})` },
        drug: other.drug,
        ...(of === undefined ? {} : { drugClass: of }),
        ...rest,
      })
    }
  }
  const noneHolds = knownNone !== undefined && allergies.every((a) => a.kind === 'food' || a.kind === 'environment')
  return {
    allergies,
    said: said || allergies.length > 0 || knownNone !== undefined,
    ...(noneHolds && knownNone !== undefined ? { knownNone } : {}),
  }
}
