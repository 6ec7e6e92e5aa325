import { brokenInvariants } from './profile-invariants.ts'
import type { Problem } from '../../shared/problem.ts'
import { requiredElements } from './datatypes.ts'
import type { Definitions, ElementDefinition, ElementNode } from './profile-definitions.ts'
import {
  checkDatatype,
  demanded,
  type Fields,
  isFields,
  many,
  type Report,
  type Value,
  valuesOf,
} from './profile-values.ts'
import { belongs, type Coding } from './terminology.ts'

export type Resolve = (reference: string) => Fields | undefined

type Check = {
  readonly definitions: Definitions
  readonly resolve: Resolve
  readonly root: Fields
  readonly report: Report
}

const typesOf = (definition: ElementDefinition): readonly string[] => (definition.type ?? []).map((t) => t.code)

const profilesOf = (resource: Fields): readonly string[] => {
  const meta = resource['meta']
  return isFields(meta) ? many(meta['profile']).filter((p) => typeof p === 'string') : []
}

const referenceOf = (value: unknown): string | undefined => {
  const reference = isFields(value) ? value['reference'] : undefined
  return typeof reference === 'string' ? reference : undefined
}

const coreProfile = 'http://hl7.org/fhir/StructureDefinition/'

const isTarget = (target: Fields, profile: string, definitions: Definitions): boolean => {
  if (profile === `${coreProfile}Resource`) return true
  if (profile.startsWith(coreProfile)) return target['resourceType'] === profile.slice(coreProfile.length)
  const known = definitions.profiles.get(profile)
  if (known === undefined) return true
  return target['resourceType'] === known.type && profilesOf(target).includes(profile)
}

const checkReference = (value: unknown, definition: ElementDefinition, path: string, check: Check): void => {
  const targets = (definition.type ?? []).flatMap((t) => t.targetProfile ?? [])
  const reference = referenceOf(value)
  if (targets.length === 0 || reference === undefined) return
  const found = check.resolve(reference)
  const named = /^([A-Z][A-Za-z]+)\/[^/]+$/.exec(reference)?.[1]
  const target = found ?? (named === undefined ? undefined : { resourceType: named })
  if (target === undefined) return
  const possible = targets.filter((t) => found !== undefined || t.startsWith(coreProfile))
  if (found === undefined && possible.length < targets.length) return
  if (!possible.some((t) => isTarget(target, t, check.definitions)))
    check.report(
      path,
      'fhir.reference-target',
      `${reference} is none of ${targets.map((t) => t.slice(t.lastIndexOf('/') + 1)).join(', ')}`,
    )
}

const checkBinding = (value: unknown, definition: ElementDefinition, path: string, check: Check): void => {
  const { binding } = definition
  if (binding?.strength !== 'required' || binding.valueSet === undefined) return
  const codings: readonly Coding[] =
    typeof value === 'string'
      ? [{ code: value }]
      : isFields(value)
        ? 'coding' in value
          ? many(value['coding']).filter(isFields)
          : [value as Coding]
        : []
  const answers = codings.map((c) => belongs(c, binding.valueSet ?? '', check.definitions))
  if (!answers.some((a) => a !== false))
    check.report(path, 'fhir.binding', `no code is of the required value set ${binding.valueSet}`)
}

const checkInvariants = (value: unknown, definition: ElementDefinition, path: string, check: Check): void => {
  for (const broken of brokenInvariants(value, definition, check.root))
    check.report(path, 'fhir.invariant', `${broken.key} does not hold: ${broken.expression}`)
}

const atPath = (value: unknown, path: string): readonly unknown[] =>
  path === '$this'
    ? [value]
    : path
        .split('.')
        .reduce<readonly unknown[]>((vs, name) => vs.flatMap((v) => (isFields(v) ? many(v[name]) : [])), [value])

const isOfSlice = (value: Value, slice: ElementNode, by: ElementNode, check: Check): boolean =>
  (by.definition.slicing?.discriminator ?? []).every(({ type, path }) => {
    if (type === 'type') return value.type !== undefined && typesOf(slice.definition).includes(value.type)
    if (type === 'profile') {
      const reference = referenceOf(value.value)
      const target = reference === undefined ? undefined : check.resolve(reference)
      const profiles = (slice.definition.type ?? []).flatMap((t) => t.targetProfile ?? [])
      return (
        target !== undefined &&
        profiles.some(
          (p) =>
            profilesOf(target).includes(p) || (p.startsWith(coreProfile) && isTarget(target, p, check.definitions)),
        )
      )
    }
    const child = slice.children.find((c) => c.name === path)
    const test = path === '$this' ? demanded(slice.definition) : child && demanded(child.definition)
    if (test !== undefined) return atPath(value.value, path).some(test)
    const urls = (slice.definition.type ?? []).flatMap((t) => t.profile ?? [])
    return path === 'url' && isFields(value.value) && urls.includes(String(value.value['url']))
  })

const countFits = (count: number, definition: ElementDefinition): string | undefined => {
  if (count < (definition.min ?? 0)) return `${count} given, at least ${definition.min} needed`
  if (definition.max !== undefined && definition.max !== '*' && count > Number(definition.max))
    return `${count} given, at most ${definition.max} allowed`
  return undefined
}

const placeOf = (path: string, value: Value): string =>
  `${path}.${value.key}${value.index === undefined ? '' : `[${value.index}]`}`

const checkValue = (value: Value, node: ElementNode, path: string, check: Check, base: boolean): void => {
  const { definition } = node
  if (value.key.startsWith('_')) return
  const test = demanded(definition)
  if (test !== undefined && !test(value.value))
    check.report(path, 'fhir.fixed-value', `is not the value that the profile demands`)
  if (base && value.type !== undefined) checkDatatype(value.value, value.type, path, check.report)
  checkBinding(value.value, definition, path, check)
  if (typesOf(definition).includes('Reference')) checkReference(value.value, definition, path, check)
  checkInvariants(value.value, definition, path, check)
  if (isFields(value.value) && node.children.length > 0) checkChildren(value.value, node, path, check, base)
  if (typesOf(definition).includes('Extension') && isFields(value.value)) checkExtension(value.value, path, check)
}

const checkExtension = (extension: Fields, path: string, check: Check): void => {
  const profile = check.definitions.profiles.get(String(extension['url']))
  if (profile === undefined) return
  checkInvariants(extension, profile.root.definition, path, check)
  checkChildren(extension, profile.root, path, check, true)
}

const checkSlices = (values: readonly Value[], node: ElementNode, path: string, check: Check): void => {
  const taken = new Set<Value>()
  for (const slice of node.slices) {
    const inside = values.filter((v) => !taken.has(v) && isOfSlice(v, slice, node, check))
    for (const value of inside) {
      taken.add(value)
      checkValue(value, slice, placeOf(path, value), check, false)
    }
    const wrong = countFits(inside.length, slice.definition)
    if (wrong !== undefined) check.report(`${path}.${node.name}:${slice.slice}`, 'fhir.cardinality', wrong)
  }
  if (node.definition.slicing?.rules === 'closed')
    for (const value of values)
      if (!taken.has(value)) check.report(placeOf(path, value), 'fhir.slicing', 'fits no slice of a closed list')
}

const checkKnown = (holder: Fields, node: ElementNode, path: string, check: Check): void => {
  const names = new Set(['resourceType', 'id'])
  const choices: string[] = []
  for (const child of node.children) {
    if (child.name.endsWith('[x]')) choices.push(child.name.slice(0, -3))
    names.add(child.name)
  }
  for (const key of Object.keys(holder)) {
    const name = key.replace(/^_/, '')
    if (names.has(name)) continue
    const choice = choices.find((c) => name.startsWith(c) && /^[A-Z]/.test(name.slice(c.length)))
    const child = node.children.find((c) => c.name === `${choice}[x]`)
    const type = name.slice(choice?.length ?? 0)
    if (choice === undefined) check.report(`${path}.${key}`, 'fhir.unknown-element', `there is no element ${name} here`)
    else if (!typesOf(child?.definition ?? node.definition).some((t) => t.toLowerCase() === type.toLowerCase()))
      check.report(`${path}.${key}`, 'fhir.type', `${type} is not among the allowed types`)
  }
}

const checkChildren = (holder: Fields, node: ElementNode, path: string, check: Check, base: boolean): void => {
  if (base) checkKnown(holder, node, path, check)
  for (const child of node.children) {
    const values = valuesOf(holder, child.name, typesOf(child.definition))
    const wrong = countFits(values.length, child.definition)
    if (wrong !== undefined) check.report(`${path}.${child.name}`, 'fhir.cardinality', wrong)
    const listed = (child.definition.base?.max ?? child.definition.max ?? '1') !== '1'
    for (const value of values) {
      if (listed !== (value.index !== undefined) && !value.key.startsWith('_'))
        check.report(placeOf(path, value), 'fhir.type', listed ? 'is not a list' : 'is a list')
      checkValue(value, child, placeOf(path, value), check, base)
    }
    if (child.slices.length > 0) checkSlices(values, child, path, check)
  }
}

const checkWithoutProfile = (resource: Fields, type: string, check: Check): void => {
  for (const name of requiredElements[type] ?? []) {
    const stem = name.replace('[x]', '')
    const there = Object.keys(resource).some((k) => (name === stem ? k === name : k.startsWith(stem)))
    if (!there) check.report(`${type}.${name}`, 'fhir.cardinality', '0 given, at least 1 needed')
  }
}

/**
 * Problems of one resource against the profiles that it claims in `meta.profile`; a claimed profile that is not loaded is a problem too.
 * Cardinality, types, fixed values and patterns, slices, required bindings, reference targets and invariants are checked; extensible and
 * weaker bindings are not. A resource without a claim is only held to the required elements of its base type.
 * `resolve` finds what a reference points to; one that resolves to nothing is judged by the type that it names.
 */
export const validateResource = (
  resource: Fields,
  definitions: Definitions,
  resolve: Resolve = () => undefined,
): readonly Problem[] => {
  const problems: Problem[] = []
  const seen = new Set<string>()
  const type = String(resource['resourceType'])
  const report: Report = (path, code, message) => {
    const key = `${path} ${code} ${message}`
    if (seen.has(key)) return
    seen.add(key)
    problems.push({
      code,
      severity: 'error',
      at: { path },
      message: `${path}: ${message}.`,
      remedy: 'Correct the resource, or drop the claim to the profile.',
    })
  }
  const check: Check = { definitions, resolve, root: resource, report }
  checkWithoutProfile(resource, type, check)
  for (const url of profilesOf(resource)) {
    const profile = definitions.profiles.get(url)
    if (profile === undefined) report(`${type}.meta.profile`, 'fhir.unknown-profile', `${url} is not loaded`)
    else if (profile.type !== type)
      report(`${type}.meta.profile`, 'fhir.type', `${url} is a profile of ${profile.type}`)
    else {
      checkInvariants(resource, profile.root.definition, type, check)
      checkChildren(resource, profile.root, type, check, true)
    }
  }
  return problems
}

const inner = (resource: Fields): readonly Fields[] => {
  const entries = many(resource['entry']).filter(isFields)
  const parts = (of: Fields): readonly Fields[] =>
    many(of['parameter'] ?? of['part'])
      .filter(isFields)
      .flatMap((p) => [...many(p['resource']).filter(isFields), ...parts(p)])
  return [...entries.flatMap((e) => many(e['resource']).filter(isFields)), ...parts(resource)]
}

/** Problems of a Bundle or Parameters and of every resource inside; references resolve within the Bundle first. Any other resource is checked alone. */
export const validateAll = (
  resource: Fields,
  definitions: Definitions,
  resolve: Resolve = () => undefined,
): readonly { readonly resource: Fields; readonly problems: readonly Problem[] }[] => {
  const local = new Map<string, Fields>()
  for (const entry of many(resource['entry']).filter(isFields)) {
    const content = entry['resource']
    if (!isFields(content)) continue
    if (typeof entry['fullUrl'] === 'string') local.set(entry['fullUrl'], content)
    local.set(`${String(content['resourceType'])}/${String(content['id'])}`, content)
  }
  const within: Resolve = (reference) => local.get(reference) ?? resolve(reference)
  return [resource, ...inner(resource)].map((r) => ({
    resource: r,
    problems: validateResource(r, definitions, within),
  }))
}
