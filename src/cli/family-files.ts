import { openPerson } from '../assess/index.ts'
import {
  type CanRiskFactors,
  familyFormatOf,
  familyInputOf,
  familyOfRecord,
  type FamilyFormat,
  type FamilyInput,
  readFamilies,
} from '../clinical/family/index.ts'
import type { Release } from '../knowledge/release.ts'
import { nodeInflate } from '../genome/node/index.ts'
import { sha256Of } from '../shared/sha256.ts'
import type { Instant } from '../shared/instant.ts'
import { bad, hasError, ok, problem, type Problem, type Result } from '../shared/problem.ts'

export type Opened = FamilyInput & { readonly canrisk?: CanRiskFactors }

export const formats: readonly FamilyFormat[] = ['ped', 'canrisk', 'ga4gh', 'fhir']

/** Families of one text, whatever its format. A record is one family. */
export const openFamilies = async (
  text: string,
  source: string,
  from: FamilyFormat | undefined,
  knowledge: readonly Release[],
  at: Instant,
): Promise<Result<readonly Opened[]>> => {
  const format = from ?? familyFormatOf(text)
  if (format !== 'fhir') {
    const read = readFamilies(text, source, format)
    return read.ok
      ? ok(
          read.value.map(({ pedigree, canrisk }) => ({
            pedigree,
            aside: [],
            lipid: {},
            ...(canrisk === undefined ? {} : { canrisk }),
          })),
          read.problems,
        )
      : read
  }
  const person = await openPerson(
    { record: { name: source, text, sha256: sha256Of(text) } },
    { at, knowledge, inflate: nodeInflate },
  )
  if (!person.ok) return person
  const { view } = person.value
  if (view.familyHistory === undefined)
    return bad([
      ...person.problems,
      problem(
        'no-family-history',
        source,
        'The record says nothing of the family.',
        'Add FamilyMemberHistory resources, or give a pedigree.',
      ),
    ])
  const { problems } = familyOfRecord(view)
  return ok([familyInputOf(view)], [...person.problems, ...problems])
}

export const worst = (problems: readonly Problem[]): number =>
  hasError(problems) ? 2 : problems.some((p) => p.severity !== 'info') ? 1 : 0
