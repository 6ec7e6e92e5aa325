/** How a parameter is read. `list`: given several times, or with commas between. */
export type ParameterKind =
  | 'subject'
  | 'variants'
  | 'ranges'
  | 'tokens'
  | 'period'
  | 'sourceClass'
  | 'boolean'
  | 'count'
  | 'cursor'

export type OperationParameter = { readonly name: string; readonly kind: ParameterKind; readonly required?: true }

const filters: readonly OperationParameter[] = [
  { name: 'testIdentifiers', kind: 'tokens' },
  { name: 'testDateRange', kind: 'period' },
  { name: 'specimenIdentifiers', kind: 'tokens' },
  { name: 'genomicSourceClass', kind: 'sourceClass' },
]

/** Paging is ours: the guide has none, and an answer without bounds serves nobody. */
const paging: readonly OperationParameter[] = [
  { name: '_count', kind: 'count' },
  { name: '_cursor', kind: 'cursor' },
]

const subject: OperationParameter = { name: 'subject', kind: 'subject', required: true }
const sought = (name: string, kind: ParameterKind): OperationParameter => ({ name, kind, required: true })
const given = (name: string, kind: ParameterKind): OperationParameter => ({ name, kind })

const ofSubject = (...own: readonly OperationParameter[]): readonly OperationParameter[] => [
  subject,
  ...own,
  ...filters,
  ...paging,
]

const ofPopulation = (...own: readonly OperationParameter[]): readonly OperationParameter[] => [
  ...own,
  given('genomicSourceClass', 'sourceClass'),
  given('includePatientList', 'boolean'),
  ...paging,
]

const includeVariants = given('includeVariants', 'boolean')
const variants = given('variants', 'variants')
const ranges = given('ranges', 'ranges')
const haplotypes = given('haplotypes', 'tokens')
const treatments = given('treatments', 'tokens')
const conditions = given('conditions', 'tokens')
const featureConsequences = given('featureConsequences', 'tokens')

/**
 * The operations of Genomics Reporting 3.0.0 with their parameters.
 * @source OperationDefinitions of hl7.fhir.uv.genomics-reporting 3.0.0
 */
export const operationTable = {
  'find-subject-variants': ofSubject(sought('ranges', 'ranges'), includeVariants, given('includePhasing', 'boolean')),
  'find-subject-specific-variants': ofSubject(sought('variants', 'variants')),
  'find-subject-structural-intersecting-variants': ofSubject(sought('ranges', 'ranges'), includeVariants),
  'find-subject-structural-subsuming-variants': ofSubject(sought('ranges', 'ranges'), includeVariants),
  'find-subject-haplotypes': ofSubject(sought('genes', 'tokens')),
  'find-subject-specific-haplotypes': ofSubject(sought('haplotypes', 'tokens')),
  'find-subject-tx-implications': ofSubject(variants, ranges, haplotypes, treatments, conditions),
  'find-subject-dx-implications': ofSubject(variants, ranges, conditions),
  'find-subject-molecular-consequences': ofSubject(variants, ranges, featureConsequences),
  'find-study-metadata': [subject, ...filters.filter((f) => f.name !== 'genomicSourceClass'), ranges, ...paging],
  'find-population-specific-variants': ofPopulation(sought('variants', 'variants')),
  'find-population-structural-intersecting-variants': ofPopulation(sought('ranges', 'ranges')),
  'find-population-structural-subsuming-variants': ofPopulation(sought('ranges', 'ranges')),
  'find-population-specific-haplotypes': ofPopulation(sought('haplotypes', 'tokens')),
  'find-population-tx-implications': ofPopulation(variants, haplotypes, treatments, conditions),
  'find-population-dx-implications': ofPopulation(variants, haplotypes, conditions),
  'find-population-molecular-consequences': ofPopulation(variants, featureConsequences),
} as const satisfies Readonly<Record<string, readonly OperationParameter[]>>

export type OperationName = keyof typeof operationTable

export const operationNames = Object.keys(operationTable) as readonly OperationName[]

export const isOperation = (name: string): name is OperationName => Object.hasOwn(operationTable, name)

export const isOfPopulation = (name: OperationName): boolean => name.startsWith('find-population-')
