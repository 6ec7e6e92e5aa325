import type { DatumRef } from '../../shared/assessment.ts'
import type { FamilyStanding, Outcome } from '../../shared/disease-risk.ts'
import { diagnosesOf, type FamilyFacts, familyFacts } from './criteria/family-facts.ts'
import type { FamilyDisease, Pedigree } from './pedigree.ts'

const diseases: readonly (readonly [Outcome, readonly FamilyDisease[]])[] = [
  ['breast-cancer', ['breast-cancer']],
  ['ovarian-cancer', ['ovarian-cancer']],
  ['endometrial-cancer', ['endometrial-cancer']],
  ['prostate-cancer', ['prostate-cancer']],
  ['pancreatic-cancer', ['pancreatic-cancer']],
  ['colorectal-cancer', ['colorectal-cancer']],
  ['lung-cancer', ['lung-cancer']],
  ['coronary-heart-disease', ['coronary-heart-disease']],
  ['stroke', ['stroke']],
  ['type-2-diabetes', ['type-2-diabetes']],
]

const standingOf = ({ relatives }: FamilyFacts, outcome: Outcome, of: readonly FamilyDisease[]): FamilyStanding => {
  const found = relatives.flatMap(({ person, relation }) => {
    const [first] = diagnosesOf(person, ...of).toSorted((a, b) => (a.onset?.[0] ?? 999) - (b.onset?.[0] ?? 999))
    if (first === undefined || relation.degree === undefined) return []
    const degree = Math.max(1, relation.degree) as 1 | 2 | 3
    const refs = [first.ref ?? person.ref].filter((r): r is DatumRef => r !== undefined)
    return [
      {
        refs,
        relative: {
          degree,
          ...(relation.side === 'maternal' || relation.side === 'paternal' ? { side: relation.side } : {}),
          ...(person.sex === 'unknown' ? {} : { sex: person.sex }),
          ...(first.onset === undefined ? {} : { age: first.onset }),
        },
      },
    ]
  })
  return {
    outcome,
    known: relatives.some((r) => !r.person.healthUnknown),
    affected: found.map((f) => f.relative),
    basis: found.flatMap((f) => f.refs),
  }
}

/**
 * What the family says of each disease that other fields of medicine ask about: relatives by blood up to the third degree who had it. `known` is false
 * where nothing is known of anybody's health. Identical twins count as first degree. No log ratio: those come with the models that publish them.
 */
export const familyStandings = (pedigree: Pedigree): readonly FamilyStanding[] => {
  const facts = familyFacts(pedigree)
  return facts === undefined ? [] : diseases.map(([outcome, of]) => standingOf(facts, outcome, of))
}
