import type { OperationOutcomeIssue } from '@medplum/fhirtypes'
import { issue } from '../outcome.ts'
import type { AllowedCodes, Member } from './element-index.ts'

/** What one resource may amount to before anything else looks at it. */
export const limits = { depth: 64, values: 500_000, issues: 100 } as const

/** A resource that may contain others, with every `#id` in it. `from`: the id of the contained resource it stands in, empty for none. */
export type Container = {
  readonly resource: Readonly<Record<string, unknown>>
  readonly place: string
  readonly references: readonly { readonly place: string; readonly id: string; readonly from: string }[]
}

/** What the walk found besides faults: the types of all resources inside, every narrative, every resource that could contain others. */
export type Shape = {
  readonly issues: readonly OperationOutcomeIssue[]
  /** Nothing more may be done with it: it is no resource, or too deep or too large. */
  readonly unusable: boolean
  /** Where an object stands in the place of a primitive or the other way: what looks further must do without these. */
  readonly misfits: readonly Misfit[]
  readonly types: ReadonlySet<string>
  readonly narratives: readonly { readonly place: string; readonly div: string }[]
  readonly containers: readonly Container[]
}

/** Names and indexes in the JSON; whether a resource belongs there. */
export type Misfit = { readonly at: readonly (string | number)[]; readonly place: string; readonly isResource: boolean }

type Fields = Readonly<Record<string, unknown>>

const memberForm = /^_?[A-Za-z][A-Za-z0-9]*$/

/** Names of primitive datatypes begin with a small letter. */
const isComplex = (type: string): boolean => type.charCodeAt(0) < 97

const nameOfType = (type: string): string => type.slice(type.lastIndexOf('.') + 1).replace('String', 'string')

const idForm = /^[A-Za-z0-9\-.]{1,64}$/
const idNeeds = 'letters, digits, "-" and ".", at most 64'

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `value` for `valueQuantity`, `birthDate` for `_birthDate`; what is no name stands in backticks. */
const fhirPathName = (key: string, known: ReadonlyMap<string, Member> | undefined): string => {
  if (!/^\w+$/.test(key)) return `\`${key.slice(0, 60).replace(/[`\\]/g, '?')}\``
  const name = memberForm.test(key) && key.startsWith('_') ? key.slice(1) : key
  const choice = known?.get(name)?.choice ?? ''
  return choice === '' ? name : choice.slice(0, -'[x]'.length)
}

const codeFault = (value: unknown, { coded, bare, valueSet }: AllowedCodes): string | undefined => {
  const name = valueSet.slice(valueSet.lastIndexOf('/') + 1)
  if (typeof value === 'string')
    return bare.has(value) ? undefined : `"${value.slice(0, 40)}" is not a code of ${name}. Use one of its codes.`
  if (!isFields(value)) return undefined
  if (value['extension'] !== undefined) return undefined
  const codings = Array.isArray(value['coding']) ? value['coding'] : 'code' in value ? [value] : []
  const there = codings.some((c) => isFields(c) && coded.has(`${String(c['system'])}|${String(c['code'])}`))
  return there || 'value' in value ? undefined : `None of the codings is of ${name}, which this element needs. Add one.`
}

/**
 * One pass over the JSON of a resource, before any other code sees it: depth and size, nulls and empty values, names that are no elements, two
 * spellings of one choice, extensions, and codes outside a required value set that can be listed.
 */
export const jsonShape = (
  resource: unknown,
  members: (type: string) => ReadonlyMap<string, Member> | undefined,
  isType: (type: string) => boolean,
): Shape => {
  const issues: OperationOutcomeIssue[] = []
  const types = new Set<string>()
  const narratives: { place: string; div: string }[] = []
  const containers: (Container & { readonly references: { place: string; id: string; from: string }[] })[] = []
  let container: (typeof containers)[number] | undefined
  const path: (string | number)[] = []
  /** The names on the path as FHIRPath has them. */
  const shown: string[] = []
  const misfits: Misfit[] = []
  let unusable = false
  let values = 0
  let inside = ''

  const place = (): string => shown.join('')
  const enter = (key: string | number, name: string): void => {
    path.push(key)
    shown.push(name)
  }
  const leave = (): void => {
    path.pop()
    shown.pop()
  }
  const report = (code: OperationOutcomeIssue['code'], text: string): void => {
    if (issues.length < limits.issues) issues.push(issue('error', code, text, place()))
  }
  const stop = (code: OperationOutcomeIssue['code'], text: string): void => {
    if (!unusable) issues.push(issue('fatal', code, text, place()))
    unusable = true
  }

  const mismatch = (text: string, type: string): void => {
    report('structure', text)
    misfits.push({ at: [...path], place: place(), isResource: type === 'Resource' })
  }

  const checkExtension = (extension: Fields): void => {
    const nested = Array.isArray(extension['extension'])
    const valued = Object.keys(extension).some((k) => /^_?value[A-Z]/.test(k))
    if (typeof extension['url'] !== 'string') report('required', 'An extension needs its url.')
    else if (nested === valued)
      report('invariant', 'An extension holds either a value or further extensions, not both and not neither.')
  }

  const checkMember = (key: string, value: unknown, holder: Fields, known: ReadonlyMap<string, Member>): string => {
    if (key === 'resourceType') return ''
    const name = key.startsWith('_') ? key.slice(1) : key
    const member = known.get(name)
    if (member === undefined) {
      report('structure', `FHIR R4 has no element "${name.slice(0, 60)}" here. Take it out, or correct its name.`)
      return ''
    }
    if (member.choice !== '' && name === key)
      for (const [other, of] of known)
        if (of.choice === member.choice && other !== name && other in holder) {
          if (other < name) report('structure', `Only one of ${other} and ${name} can be given. Take one out.`)
          break
        }
    if (member.codes !== undefined && key === name)
      for (const one of Array.isArray(value) ? value : [value]) {
        const fault = isComplex(member.type) === isFields(one) ? codeFault(one, member.codes) : undefined
        if (fault !== undefined) report('code-invalid', fault)
      }
    return key === name ? member.type : ''
  }

  const walkObject = (value: Fields, type: string, depth: number, under: string): void => {
    const keys = Object.keys(value)
    if (keys.length === 0 && depth > 0) return report('structure', 'An object may not be empty. Leave the element out.')
    const resourceType = value['resourceType']
    let own = type
    const outer = container
    if (type === 'Resource' || depth === 0) {
      if (typeof resourceType !== 'string' || !isType(resourceType))
        return depth === 0
          ? stop('structure', 'This is no resource of FHIR R4: give a resourceType that FHIR R4 has.')
          : mismatch('Give a resourceType that FHIR R4 has.', type)
      types.add(resourceType)
      own = resourceType
      if (typeof value['id'] === 'string' && !idForm.test(value['id']))
        issues.push(issue('error', 'value', `An id has ${idNeeds}.`, `${place()}.id`))
      if (under !== 'contained') containers.push((container = { resource: value, place: place(), references: [] }))
    } else if (resourceType !== undefined) report('structure', 'Only a resource has a resourceType. Take it out.')
    if (type === 'Extension') checkExtension(value)
    if (type === 'Narrative' && typeof value['div'] === 'string')
      narratives.push({ place: `${place()}.div`, div: value['div'] })
    if (type === 'Reference' && typeof value['reference'] === 'string' && value['reference'].startsWith('#'))
      container?.references.push({ place: `${place()}.reference`, id: value['reference'].slice(1), from: inside })
    const known = members(own)
    for (const key of keys) {
      if (unusable) return
      enter(key, `.${fhirPathName(key, known)}`)
      if (!memberForm.test(key) || key in Object.prototype)
        report('structure', 'This is no name of an element. Take it out.')
      else
        walk(value[key], known === undefined ? '' : checkMember(key, value[key], value, known), depth + 1, value, key)
      leave()
    }
    container = outer
  }

  const partner = (holder: Fields, key: string, index: number): boolean => {
    const other = holder[key.startsWith('_') ? key.slice(1) : `_${key}`]
    return Array.isArray(other) && other[index] !== undefined && other[index] !== null
  }

  const walk = (value: unknown, type: string, depth: number, holder: Fields, key: string): void => {
    if (++values > limits.values) return stop('too-long', `A resource may hold ${limits.values} values. Split it.`)
    if (depth > limits.depth) return stop('too-long', `A resource may be nested ${limits.depth} deep.`)
    if (value === null || value === undefined)
      return report('structure', 'null may not stand here. Leave the element out.')
    if (Array.isArray(value)) {
      if (value.length === 0) return report('structure', 'A list may not be empty. Leave the element out.')
      for (let i = 0; i < value.length && !unusable; i++) {
        enter(i, `[${i}]`)
        const outer = inside
        if (key === 'contained') inside = isFields(value[i]) ? String((value[i] as Fields)['id']) : ''
        if (value[i] === null && partner(holder, key, i)) values++
        else if (Array.isArray(value[i])) report('structure', 'A list may not stand in a list.')
        else walk(value[i], type, depth + 1, holder, key)
        inside = outer
        leave()
      }
    } else if (type !== '' && isComplex(type) !== (typeof value === 'object'))
      mismatch(
        isComplex(type) ? 'A JSON object belongs here.' : `A JSON value of type ${nameOfType(type)} belongs here.`,
        type,
      )
    else if (typeof value === 'object') walkObject(value as Fields, type, depth, key)
    else if (value === '') report('value', 'A text may not be empty. Leave the element out.')
    else if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed()))
      report('value', 'A text may hold neither the character NUL nor half of a surrogate pair. Take it out.')
  }

  const named = isFields(resource) ? resource['resourceType'] : undefined
  shown.push(typeof named === 'string' && isType(named) ? named : 'Resource')
  if (!isFields(resource)) stop('structure', 'A resource is a JSON object.')
  else {
    values++
    walkObject(resource, '', 0, '')
  }
  return { issues, unusable, misfits, types, narratives, containers }
}
