import type { Coding, Parameters, ParametersParameter } from '@medplum/fhirtypes'
import { coding, concept, systems } from '../fhir/codes.ts'
import { testCoverage } from './coverage.ts'
import type { OpenSubject } from './look-in-genome.ts'
import { answer, type Issue, type Refused, text } from './outcome.ts'
import { regionsText, type Span, union } from './place.ts'
import type { OperationRequest } from './read-request.ts'
import type { GenomeTest, OperationContext } from './subject-genome.ts'
import { listPage } from './subject-implications.ts'

/** @source LOINC answer list LL1040-6 */
const builds = { GRCh37: 'LA14029-5', GRCh38: 'LA26806-2' } as const

/** The kinds of change that stand in an archive's rows or could have: small ones always, structural ones where the file has such rows. */
const changeTypesOf = (test: GenomeTest): readonly Coding[] => {
  if (test.changeTypes !== undefined || test.archive === undefined) return test.changeTypes ?? []
  const small: readonly (readonly [string, string])[] = [
    ['SO:0001483', 'SNV'],
    ['SO:0002007', 'MNV'],
    ['SO:1000032', 'delins'],
  ]
  const all =
    test.archive.directory.kinds.symbolic > 0 ? [...small, ['SO:0001537', 'structural_variant'] as const] : small
  return all.map(([code, name]) => coding(systems.so, code, name))
}

const listText = (spans: readonly Span[] | undefined): string => (spans === undefined ? 'unknown' : regionsText(spans))

const regionParts = (
  test: GenomeTest,
  request: OperationRequest,
  context: OperationContext,
  issues: Issue[],
): readonly ParametersParameter[] => {
  if (request.ranges.length === 0) return []
  const own: Span[] = []
  for (const { text: asked, span } of request.ranges) {
    const lifted = test.build === undefined ? undefined : context.bridge.span(span, test.build)
    if (lifted === undefined)
      issues.push({
        severity: 'warning',
        code: 'incomplete',
        text: `${asked} could not be carried over to the build of test ${test.id}; what it studied there is not told.`,
        expression: 'ranges',
      })
    else own.push(lifted)
  }
  const told = union(own).map((span) => testCoverage(test, span))
  if (own.length === 0 || told.includes(undefined))
    return [text('regionStudied', 'unknown'), text('uncallableRegions', 'unknown')]
  const studied = union(told.flatMap((t) => t?.studied ?? []))
  const silent =
    test.archive !== undefined &&
    test.archive.directory.read.format === 'vcf' &&
    test.archive.directory.callable === undefined
  const stated = test.archive !== undefined || test.uncallable !== undefined
  return [
    text('regionStudied', silent ? 'unknown' : listText(studied)),
    text('uncallableRegions', stated ? listText(union(told.flatMap((t) => t?.uncallable ?? []))) : 'unknown'),
  ]
}

/** A file does not say when it was made; the guide wants a date all the same. */
const unknownDate = {
  name: 'testDate',
  _valueDateTime: {
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }],
  },
} as ParametersParameter

/** `$find-study-metadata`: each test once; with ranges, what of them it studied, on its own build. */
export const findStudyMetadata = (
  subject: OpenSubject,
  request: OperationRequest,
  context: OperationContext,
): Parameters | Refused => {
  const issues: Issue[] = [...request.issues]
  const paged = listPage(subject.tests, request)
  if ('status' in paged) return paged
  const tests = paged.page.map((test): ParametersParameter => {
    const types = changeTypesOf(test)
    return {
      name: 'tests',
      part: [
        text('testId', test.id),
        test.date === undefined ? unknownDate : { name: 'testDate', valueDateTime: test.date },
        ...(test.specimen === undefined ? [] : [text('specimenId', test.specimen)]),
        ...(test.build === undefined
          ? []
          : [{ name: 'genomicBuild', valueCodeableConcept: concept(systems.loinc, builds[test.build], test.build) }]),
        ...(types.length === 0 ? [] : [{ name: 'dnaChangeType', valueCodeableConcept: { coding: [...types] } }]),
        ...regionParts(test, request, context, issues),
      ],
    }
  })
  return answer([...tests, ...paged.next], issues)
}
