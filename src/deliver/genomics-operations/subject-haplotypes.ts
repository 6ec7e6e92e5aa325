import type { Observation, Parameters, ParametersParameter } from '@medplum/fhirtypes'
import { kindOf, type Token } from './coded.ts'
import { haplotypeFits, haplotypeName, haplotypeNamesOf, hasCode, isOfGene } from './haplotype-name.ts'
import type { OpenSubject } from './look-in-genome.ts'
import { answer, held, type Issue, type Presence, presencePart, text } from './outcome.ts'
import type { OperationRequest } from './read-request.ts'

export type NamedResult = { readonly kind: 'genotype' | 'haplotype'; readonly observation: Observation }

/** Genotypes and haplotypes of a person; one that could not be told stands among them with its reason. */
export const namedResults = (subject: OpenSubject): readonly NamedResult[] =>
  subject.results.flatMap(({ observation }) => {
    const kind = kindOf(observation)
    return kind === 'genotype' || kind === 'haplotype' ? [{ kind, observation }] : []
  })

const hasValue = ({ observation }: NamedResult): boolean => observation.valueCodeableConcept !== undefined

const unknownIssue = (about: string, why: string): Issue => ({
  severity: 'warning',
  code: 'incomplete',
  text: `Not known: ${why}`,
  expression: about,
})

const parts = (results: readonly NamedResult[]): readonly ParametersParameter[] =>
  results.map((r) => held(r.kind, r.observation))

/** `$find-subject-haplotypes` */
export const findHaplotypes = (subject: OpenSubject, request: OperationRequest): Parameters => {
  const all = namedResults(subject)
  const issues: Issue[] = [...request.issues]
  const out = request.tokens.genes.map((gene): ParametersParameter => {
    const found = all.filter((r) => isOfGene(r.observation, gene))
    if (!found.some(hasValue))
      issues.push(unknownIssue(gene.text, 'no genotype of this gene is on record, which says nothing of what it is.'))
    return { name: 'haplotypes', part: [text('geneItem', gene.text), ...parts(found.filter(hasValue))] }
  })
  return answer(out, issues)
}

/** What is known of one haplotype or genotype, and the results that show it. A gene that was never typed is not known; so is one told less finely than asked. */
export const lookForHaplotype = (
  subject: OpenSubject,
  token: Token,
): { readonly presence: Presence; readonly results: readonly NamedResult[]; readonly issues: readonly Issue[] } => {
  const all = namedResults(subject).filter(hasValue)
  const asked = haplotypeName(token.code)
  const fits = all.map((result) => {
    if (hasCode(result.observation, token)) return 'same'
    const names = asked === undefined ? [] : haplotypeNamesOf(result.observation)
    const each = asked === undefined ? [] : names.map((n) => haplotypeFits(n, asked))
    return each.includes('same') ? 'same' : each.includes('perhaps') ? 'perhaps' : 'other'
  })
  const results = all.filter((_, i) => fits[i] === 'same')
  if (results.length > 0) return { presence: 'present', results, issues: [] }
  const perhaps = fits.includes('perhaps')
  const typed =
    asked !== undefined &&
    all.some((r) => r.kind === 'genotype' && haplotypeNamesOf(r.observation).some((n) => n.gene === asked.gene))
  if (typed && !perhaps) return { presence: 'absent', results, issues: [] }
  return {
    presence: 'notKnown',
    results,
    issues: [
      unknownIssue(
        token.text,
        perhaps
          ? 'the result on record leaves several alleles open, or is told less finely than asked.'
          : 'no genotype of this gene is on record.',
      ),
    ],
  }
}

/** `$find-subject-specific-haplotypes` */
export const findSpecificHaplotypes = (subject: OpenSubject, request: OperationRequest): Parameters => {
  const issues: Issue[] = [...request.issues]
  const out = request.tokens.haplotypes.map((token): ParametersParameter => {
    const known = lookForHaplotype(subject, token)
    issues.push(...known.issues)
    return {
      name: 'haplotypes',
      part: [text('haplotypeItem', token.text), presencePart(known.presence), ...parts(known.results)],
    }
  })
  return answer(out, issues)
}
