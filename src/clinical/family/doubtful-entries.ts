import type { FamilyMember } from '../../record/index.ts'
import type { Problem } from '../../shared/problem.ts'
import { checkPedigree } from './check-pedigree.ts'
import { diseaseWords } from './disease-codes.ts'
import { withoutOldAges } from './old-ages.ts'
import type { FamilyDisease, Pedigree, Relative } from './pedigree.ts'
import { isAge } from './relative-fields.ts'

const sexOf: Readonly<Partial<Record<FamilyDisease, Relative['sex']>>> = {
  'ovarian-cancer': 'female',
  'endometrial-cancer': 'female',
  'prostate-cancer': 'male',
}

/** A cancer of the other sex's organ is kept in its words and counts for nothing: the sex is wrong, or the disease, or whose it is. */
const inWords = (p: Relative): Relative => ({
  ...p,
  diagnoses: p.diagnoses.map((d) => {
    if (typeof d.disease !== 'string' || p.sex === 'unknown') return d
    const of = sexOf[d.disease]
    return of === undefined || of === p.sex ? d : { ...d, disease: { other: diseaseWords(d.disease) } }
  }),
})

const told = (code: string, at: Relative['ref'], message: string, remedy: string): readonly Problem[] => [
  { code, severity: 'warning', at: at?.kind === 'fhir' ? { source: at.resource, path: at.path } : {}, message, remedy },
]

/**
 * A family as a record tells it, without what one entry about a relative cannot mean, so that one slip does not keep the whole family from being judged; each is told. What
 * the entries say against each other stays, and is told as the reason why the family is not judged.
 */
export const withoutContradictions = (
  pedigree: Pedigree,
): { readonly pedigree: Pedigree; readonly problems: readonly Problem[] } => {
  const people = withoutOldAges(pedigree.people).map((p) => (p.id === pedigree.proband ? p : inWords(p)))
  const changed = people.filter((p) => JSON.stringify(p.diagnoses) !== JSON.stringify(before(pedigree, p.id)))
  const mended = { ...pedigree, people }
  const refs = new Map(people.map((p) => [p.id, p.ref]))
  return {
    pedigree: mended,
    problems: [
      ...changed.flatMap((p) =>
        told(
          'relative-disease-of-other-sex',
          p.ref,
          `A relative recorded as ${p.sex} has a cancer of the other sex; it is not counted.`,
          'Correct the sex of the relative or the disease.',
        ),
      ),
      ...checkPedigree(mended)
        .filter((p) => p.severity === 'error')
        .flatMap((p) =>
          told(
            p.code,
            refs.get(/^people\[(.*)\]$/.exec(p.at.path ?? '')?.[1] ?? ''),
            `${p.message} The family is not judged until this is clear.`,
            p.remedy,
          ),
        ),
    ],
  }
}

const before = (pedigree: Pedigree, id: string): Relative['diagnoses'] =>
  pedigree.people.find((p) => p.id === id)?.diagnoses ?? []

/** Ages of a relative that nobody can have: left out, and told. */
export const impossibleAges = (members: readonly FamilyMember[]): readonly Problem[] =>
  members.flatMap((m) => {
    const death = typeof m.deceased === 'object' ? m.deceased.age : undefined
    const wrong = [m.age, death, ...m.conditions.map((c) => c.onsetAge)].some((age) => age !== undefined && !isAge(age))
    return wrong
      ? told(
          'relative-age-impossible',
          m.ref,
          `An age of a relative (${m.relation.display}) cannot be; it is left out.`,
          'Give ages in years from 0 to 122, the lower end first.',
        )
      : []
  })
