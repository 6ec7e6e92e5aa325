import { bad, problem, type Result } from '../../../shared/problem.ts'
import { readCanRisk } from './canrisk.ts'
import type { FamilyFormat, FamilyRead } from './family-read.ts'
import { readGa4gh } from './ga4gh.ts'
import { readPed } from './ped.ts'

/** Which format a text is, by its content; undefined when it is none of them. */
export const familyFormatOf = (text: string): FamilyFormat | undefined => {
  const start = text.replace(/^\uFEFF/, '').trimStart()
  if (/^##\s*CanRisk/i.test(start)) return 'canrisk'
  if (start.startsWith('{') || start.startsWith('[')) {
    if (/"resourceType"\s*:/.test(start)) return 'fhir'
    return /"(individuals|relationships)"\s*:/.test(start) ? 'ga4gh' : undefined
  }
  const row = start.split(/\r\n|\n|\r/).find((line) => line.trim() !== '' && !line.startsWith('#'))
  return row !== undefined && row.trim().split(/\s+/).length >= 6 ? 'ped' : undefined
}

/** Families of a text file in a format other than FHIR, whose records are opened by the record room. */
export const readFamilies = (
  text: string,
  source: string,
  format?: Exclude<FamilyFormat, 'fhir'>,
): Result<readonly FamilyRead[]> => {
  const is = format ?? familyFormatOf(text)
  if (is === 'canrisk') return readCanRisk(text, source)
  if (is === 'ga4gh') return readGa4gh(text, source)
  if (is === 'ped') return readPed(text, source)
  return bad([
    problem(
      'family-format-unknown',
      source,
      'The file is not a pedigree in a format that is known here.',
      'Give a PED, CanRisk or GA4GH Pedigree file, or name the format with --from.',
    ),
  ])
}
