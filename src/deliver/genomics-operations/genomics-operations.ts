import type { Parameters } from '@medplum/fhirtypes'
import { openSubject } from './look-in-genome.ts'
import { isOfPopulation } from './operation-table.ts'
import { isRefused, refused, type Refused } from './outcome.ts'
import { type CountPolicy, findInPopulation } from './population.ts'
import type { OperationRequest } from './read-request.ts'
import { filtered } from './result-filter.ts'
import { findStudyMetadata } from './study-metadata.ts'
import { findConsequences } from './subject-consequences.ts'
import type { HeldSubject, OperationContext, SubjectGenome } from './subject-genome.ts'
import { findHaplotypes, findSpecificHaplotypes } from './subject-haplotypes.ts'
import { findImplications } from './subject-implications.ts'
import { findSpecificVariants, findStructuralVariants, findSubjectVariants } from './subject-variants.ts'

/** The persons a caller may see. One who is not there and one who may not be seen are the same. */
export type Persons = {
  readonly subject: (id: string) => Promise<HeldSubject | undefined>
  readonly subjects: () => AsyncIterable<HeldSubject>
  readonly counts: CountPolicy
}

const ofSubject = (
  subject: SubjectGenome,
  request: OperationRequest,
  context: OperationContext,
): Parameters | Refused => {
  const left = filtered(subject, request.filter)
  const open = openSubject(left.subject, context)
  const asked = { ...request, issues: [...request.issues, ...left.issues] }
  switch (request.operation) {
    case 'find-subject-variants':
      return findSubjectVariants(open, asked, context)
    case 'find-subject-specific-variants':
      return findSpecificVariants(open, asked, context)
    case 'find-subject-structural-intersecting-variants':
      return findStructuralVariants(open, asked, 'intersecting', context)
    case 'find-subject-structural-subsuming-variants':
      return findStructuralVariants(open, asked, 'subsuming', context)
    case 'find-subject-haplotypes':
      return findHaplotypes(open, asked)
    case 'find-subject-specific-haplotypes':
      return findSpecificHaplotypes(open, asked)
    case 'find-subject-tx-implications':
      return findImplications(open, asked, 'therapeutic', context)
    case 'find-subject-dx-implications':
      return findImplications(open, asked, 'diagnostic', context)
    case 'find-subject-molecular-consequences':
      return findConsequences(open, asked, context)
    default:
      return findStudyMetadata(open, asked, context)
  }
}

/** Answers the operations of Genomics Reporting from persons' own genomes and records, read against one set of transcripts, sequences and chains. */
export const genomicsOperations = (context: OperationContext) => ({
  run: async (request: OperationRequest, persons: Persons): Promise<Parameters | Refused> => {
    if (isOfPopulation(request.operation)) return findInPopulation(request, persons.subjects(), persons.counts, context)
    const subject = await persons.subject(request.subject)
    if (subject === undefined)
      return refused(404, [
        { severity: 'error', code: 'not-found', text: 'There is no such patient.', expression: 'subject' },
      ])
    return subject.use((open) => ofSubject(open, request, context))
  },
})

export { isRefused }
