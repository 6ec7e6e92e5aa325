import type { Observation, Parameters } from '@medplum/fhirtypes'
import { alleleAnnotator, type TranscriptAnnotation } from '../../genome/annotation/index.ts'
import type { Build } from '../../genome/site.ts'
import { geneConcept, systems } from '../fhir/codes.ts'
import { uuidOf } from '../fhir/identity.ts'
import { molecularConsequence } from '../fhir/molecular-consequence.ts'
import { alleleId, type CarriedAllele, observationOf, subjectReference } from './archive-variants.ts'
import { sameSystem, type Token } from './coded.ts'
import { lookForVariant } from './look-for-variant.ts'
import { type Found, type OpenSubject, simpleVariantsIn } from './look-in-genome.ts'
import { answer, type Issue, type Refused } from './outcome.ts'
import type { OperationRequest } from './read-request.ts'
import { isTermOrBelow, ontologyTerm } from './sequence-ontology.ts'
import type { OperationContext } from './subject-genome.ts'
import { listPage, restingOn, resultParts, resultsById } from './subject-implications.ts'
import { placedVariants, unplacedIssue } from './subject-variants.ts'
import { isUnplaced, type WantedVariant } from './wanted-variant.ts'

/** Alleles of a genome that are read for one request at most. */
const readAtMost = 2_000

const isAskedFor = (told: TranscriptAnnotation, asked: readonly Token[]): boolean =>
  asked.length === 0 ||
  asked.some(
    (token) =>
      (token.system === undefined ||
        sameSystem(token.system, systems.so) ||
        sameSystem(token.system, 'http://sequenceontology.org')) &&
      told.terms.some((term) => isTermOrBelow(term, token.code)),
  )

type Told = { readonly observation: Observation; readonly allele: CarriedAllele }

const toldOf = (
  subject: string,
  allele: CarriedAllele,
  told: TranscriptAnnotation,
  sources: readonly string[],
): Told => ({
  allele,
  observation: molecularConsequence({
    id: uuidOf('consequence', alleleId(subject, allele), told.transcript),
    subject: subjectReference(subject),
    ...(allele.test.date === undefined ? {} : { at: allele.test.date }),
    derivedFrom: [{ reference: `Observation/${alleleId(subject, allele)}` }],
    note: [
      `Read against ${sources.join(', ')}.`,
      ...(told.notNamed === undefined ? [] : [`Not named: ${told.notNamed}`]),
      ...(told.impact === 'notKnown'
        ? ['The change lies in a coding part whose bases are not held; what it does is not known.']
        : []),
    ],
    gene: geneConcept(told.gene),
    transcript: told.transcript,
    ...(told.c === undefined ? {} : { c: told.c }),
    ...(told.p === undefined ? {} : { p: told.p }),
    terms: told.terms.map(ontologyTerm),
    impact: told.impact === 'notKnown' ? 'not known' : told.impact.toUpperCase(),
  }),
})

/** The alleles of a person's genomes that a request names, each once. */
const allelesOf = (
  subject: OpenSubject,
  wanted: readonly WantedVariant[],
  request: OperationRequest,
  context: OperationContext,
): { readonly alleles: readonly CarriedAllele[]; readonly issues: readonly Issue[]; readonly cut: boolean } => {
  const found = new Map<string, CarriedAllele>()
  const issues: Issue[] = []
  const add = (f: Found): void => {
    if (f.in === 'genome') found.set(alleleId(subject.id, f.allele), f.allele)
  }
  for (const item of wanted) {
    const known = lookForVariant(subject, item, context)
    known.found.forEach(add)
    issues.push(...known.issues)
  }
  for (const { span } of request.ranges)
    for (const one of simpleVariantsIn(subject, span, context)) {
      add(one.found)
      if (found.size >= readAtMost) break
    }
  return { alleles: [...found.values()], issues, cut: found.size >= readAtMost }
}

const listed = (places: readonly string[]): string => `${places.slice(0, 5).join(', ')}${places.length > 5 ? ' …' : ''}`

/** What the person's own alleles do to transcripts, as far as transcripts are loaded. */
export const ownConsequences = (
  subject: OpenSubject,
  wanted: readonly WantedVariant[],
  request: OperationRequest,
  context: OperationContext,
): { readonly told: readonly Told[]; readonly issues: readonly Issue[] } => {
  const { alleles, issues, cut } = allelesOf(subject, wanted, request, context)
  const annotators = new Map<Build, ReturnType<typeof alleleAnnotator>>()
  const unread: string[] = []
  const mistaken: string[] = []
  const told = alleles.flatMap((allele): readonly Told[] => {
    const genome = context.contexts[allele.build]
    if (genome === undefined) return []
    const annotator = annotators.get(allele.build) ?? alleleAnnotator(genome, { transcripts: 'preferred', vrs: false })
    annotators.set(allele.build, annotator)
    const { call, alt } = allele
    const { annotation } = annotator.ofBases({ chrom: call.chrom, pos: call.pos, ref: call.ref, alt })
    if (annotation.reference === 'mismatch') mistaken.push(`${call.chrom}:${call.pos}`)
    else if (annotation.transcripts.length === 0) unread.push(`${call.chrom}:${call.pos}`)
    return annotation.transcripts
      .filter((t) => isAskedFor(t, request.tokens.featureConsequences))
      .map((t) => toldOf(subject.id, allele, t, genome.sources))
  })
  return {
    told,
    issues: [
      ...issues,
      ...(mistaken.length === 0
        ? []
        : [
            {
              severity: 'warning',
              code: 'conflict',
              text: `The reference has another base than ${mistaken.length} of the variants state (${listed(mistaken)}), so what they do cannot be told.`,
            } as const,
          ]),
      ...(unread.length === 0
        ? []
        : [
            {
              severity: 'warning',
              code: 'incomplete',
              text: `No transcript that is loaded is near ${unread.length} of the variants (${listed(unread)}), so nothing can be said of what they do.`,
            } as const,
          ]),
      ...(cut
        ? [
            {
              severity: 'warning',
              code: 'too-costly',
              text: `More than ${readAtMost} variants lie on these ranges; the rest was not read. Ask for smaller ranges.`,
              expression: 'ranges',
            } as const,
          ]
        : []),
    ],
  }
}

/** `$find-subject-molecular-consequences`: those on record, then those read from the genome. */
export const findConsequences = (
  subject: OpenSubject,
  request: OperationRequest,
  context: OperationContext,
): Parameters | Refused => {
  const { items, refusal } = placedVariants(request, context)
  if (refusal !== undefined) return refusal
  const wanted = items.filter((i): i is WantedVariant => !isUnplaced(i))
  const recorded = restingOn(
    subject,
    'consequence',
    { variants: wanted, ranges: request.ranges, haplotypes: [] },
    [{ tokens: request.tokens.featureConsequences, components: ['feature-consequence'] }],
    context,
  )
  const own = ownConsequences(subject, wanted, request, context)
  const paged = listPage([...recorded, ...own.told.map((t) => t.observation)], request)
  if ('status' in paged) return paged
  const all = new Map(resultsById(subject))
  const page = new Set(paged.page)
  for (const { observation, allele } of own.told)
    if (page.has(observation)) all.set(alleleId(subject.id, allele), observationOf(subject.id, allele, context))
  return answer(
    [...resultParts('consequence', paged.page, all), ...paged.next],
    [...request.issues, ...items.filter(isUnplaced).map(unplacedIssue), ...own.issues],
  )
}
