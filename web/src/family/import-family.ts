import { familyFormatOf, familyOfRecord, type Pedigree, readFamilies } from '../../../src/clinical/family/index.ts'
import { bad, ok, problem, type Result } from '../../../src/shared/problem.ts'
import { parseInstant } from '../../../src/shared/instant.ts'
import { termsReleases } from './family-tables.ts'

/** More text than any family needs. */
const mostBytes = 20_000_000

type Opened = { readonly pedigree: Pedigree; readonly families: number }

const fromFhir = async (text: string, source: string): Promise<Result<Opened>> => {
  const { compileTerms, openRecord } = await import('../../../src/record/index.ts')
  const [terms] = await termsReleases(new AbortController().signal)
  const at = parseInstant(new Date().toISOString())
  if (terms === undefined || at === undefined) throw new Error('no terms')
  const view = await openRecord(text, { at, terms: compileTerms(terms), source })
  if (!view.ok) return view
  const { pedigree, problems } = familyOfRecord(view.value)
  return ok({ pedigree, families: 1 }, [...view.problems, ...problems])
}

/** The family of a file, read in the page. Of several families the first. */
export const importFamily = async (file: File): Promise<Result<Opened>> => {
  if (file.size > mostBytes)
    return bad([
      problem('family-file-too-large', file.name, 'The file has more than 20 MB.', 'Choose a file of one family.'),
    ])
  const text = await file.text()
  if (familyFormatOf(text) === 'fhir')
    return fromFhir(text, file.name).catch(() =>
      bad([
        problem(
          'family-file-not-read',
          file.name,
          'The terms that a FHIR record is read with could not be loaded.',
          'Check the connection to Attune and try again.',
        ),
      ]),
    )
  const read = readFamilies(text, file.name)
  if (!read.ok) return read
  const [first] = read.value
  return first === undefined
    ? bad([problem('family-file-empty', file.name, 'There is no family in the file.', 'Choose another file.')])
    : ok({ pedigree: first.pedigree, families: read.value.length }, read.problems)
}
