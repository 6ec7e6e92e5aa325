import type { Observation, Range } from '@medplum/fhirtypes'
import { buildOfAccession, canonicalContig } from '../../genome/identity/index.ts'
import { changeOf, isBases } from '../../genome/normalise/index.ts'
import type { Build } from '../../genome/site.ts'
import type { VariantPresence } from '../fhir/variant-observation.ts'
import type { PlacedChange } from './bridge.ts'
import { codeOf, componentsOf, conceptsOf, kindOf, textOf } from './coded.ts'
import type { Span } from './place.ts'
import type { OperationContext, RecordedResult, SourceClass } from './subject-genome.ts'
import { isUnplaced, readWanted } from './wanted-variant.ts'

/**
 * A variant that stands in the record. `changes`: what it is on each build it could be placed on. `inner`, `outer`: where a structural variant surely and at most lies.
 * `names`: the descriptions it carries, as written.
 */
export type RecordedVariant = {
  readonly result: RecordedResult
  readonly presence: VariantPresence
  readonly sourceClass?: SourceClass
  readonly changes: readonly PlacedChange[]
  readonly inner?: Span
  readonly outer?: Span
  readonly names: readonly string[]
}

const presences: Readonly<Record<string, VariantPresence>> = {
  'LA9633-4': 'present',
  'LA9634-2': 'absent',
  'LA18198-4': 'notCalled',
}

/** Present unless it says otherwise: a variant without a value is the finding itself in STU3; one whose value is something else is not called. */
const presenceOf = ({ valueCodeableConcept, dataAbsentReason }: Observation): VariantPresence => {
  if (dataAbsentReason !== undefined) return 'notCalled'
  if (valueCodeableConcept === undefined) return 'present'
  for (const { code } of valueCodeableConcept.coding ?? []) {
    const known = presences[code ?? '']
    if (known !== undefined) return known
  }
  return 'notCalled'
}

export const sourceClassOf = (observation: Observation): SourceClass | undefined => {
  const code = codeOf(observation, '48002-0')
  return code === 'LA6683-2' ? 'germline' : code === 'LA6684-0' ? 'somatic' : undefined
}

const placeOf = (observation: Observation): { readonly build: Build; readonly chrom: string } | undefined => {
  const accession = codeOf(observation, '48013-7') ?? ''
  const chrom = canonicalContig(accession)
  const build = chrom === 'chrM' ? 'GRCh38' : buildOfAccession(accession)
  return chrom === undefined || build === undefined ? undefined : { build, chrom }
}

/** 0 for counting from 0, 1 for counting from 1; undefined when it is not said, as then the place is not known to the base. */
const countedFrom = (observation: Observation): 0 | 1 | undefined => {
  const code = codeOf(observation, '92822-6')
  return code === 'LA30100-4' || code === 'LA30101-2' ? 0 : code === 'LA30102-0' ? 1 : undefined
}

const spanOf = (
  observation: Observation,
  range: Range | undefined,
  at: { readonly build: Build; readonly chrom: string },
): Span | undefined => {
  const from = countedFrom(observation)
  const [low, high] = [range?.low?.value, range?.high?.value]
  if (from === undefined || low === undefined) return undefined
  const start = low - from
  return { ...at, start, end: Math.max(start + 1, high ?? start + 1) }
}

const rangeOf = (observation: Observation, code: string): Range | undefined =>
  componentsOf(observation, code).find((c) => c.valueRange !== undefined)?.valueRange

/** Kinds of change that are told by a stretch and not by bases. @source Sequence Ontology */
const stretchKinds = new Set([
  'SO:0000159',
  'SO:0000667',
  'SO:0001019',
  'SO:1000035',
  'SO:1000036',
  'SO:0001742',
  'SO:0001743',
])

/** Reads an Observation as a variant; undefined when it is none, or is not valid any more. */
export const recordedVariant = (result: RecordedResult, context: OperationContext): RecordedVariant | undefined => {
  const { observation } = result
  if (kindOf(observation) !== 'variant') return undefined
  const at = placeOf(observation)
  const [ref, alt] = [textOf(observation, '69547-8')?.toUpperCase(), textOf(observation, '69551-0')?.toUpperCase()]
  const exact = at === undefined ? undefined : spanOf(observation, rangeOf(observation, '81254-5'), at)
  const inner = at === undefined ? undefined : spanOf(observation, rangeOf(observation, '81302-2'), at)
  const outer = at === undefined ? undefined : spanOf(observation, rangeOf(observation, '81301-4'), at)
  const names = ['81290-9', '81252-9', '48004-6'].flatMap((code) =>
    conceptsOf(observation, code).flatMap((c) => c.coding?.flatMap((k) => k.code ?? []) ?? c.text ?? []),
  )
  const spelled =
    at !== undefined && exact !== undefined && ref !== undefined && alt !== undefined && isBases([ref, alt])
  const changes = spelled
    ? [{ ...at, ...changeOf(exact.start, ref, alt) }]
    : names.slice(0, 8).reduce<readonly PlacedChange[]>((found, name) => {
        if (found.length > 0 || !name.includes(':')) return found
        const wanted = readWanted(name, context)
        return isUnplaced(wanted) || wanted.meaning !== 'one' ? found : Object.values(wanted.on).flat()
      }, [])
  const isStretch = inner !== undefined || outer !== undefined || stretchKinds.has(codeOf(observation, '48019-4') ?? '')
  const sourceClass = sourceClassOf(observation)
  const certain = inner ?? exact
  const atMost = outer ?? inner ?? exact
  return {
    result,
    presence: presenceOf(observation),
    ...(sourceClass === undefined ? {} : { sourceClass }),
    changes,
    ...(changes.length === 0 && isStretch && certain !== undefined ? { inner: certain } : {}),
    ...(changes.length === 0 && isStretch && atMost !== undefined ? { outer: atMost } : {}),
    names,
  }
}
