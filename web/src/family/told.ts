import type { Pedigree, PersonId } from '../../../src/clinical/family/index.ts'
import type { Audience } from '../../../src/shared/wording/catalogue.ts'
import type { FamilyFindings } from './family-findings.ts'

/** What every part of the page needs to tell of people: `nameOf` gives name and relation, `openPerson` shows somebody’s fields. */
export type Told = {
  readonly pedigree: Pedigree
  readonly names: ReadonlyMap<PersonId, string>
  readonly nameOf: (id: PersonId) => string
  readonly openPerson: (id: PersonId) => void
  readonly audience: Audience
}

/** `late`: a newer state of the pedigree is being computed. */
export type ToldFindings = Told & { readonly findings: FamilyFindings | undefined; readonly late: boolean }
