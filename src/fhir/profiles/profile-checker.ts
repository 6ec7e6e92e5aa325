import type { ElementDefinition, OperationOutcomeIssue, Resource, StructureDefinition } from '@medplum/fhirtypes'
import { issue } from '../outcome.ts'
import { elementTree, type ElementNode } from './element-tree.ts'
import { brokenInvariants } from './profile-invariants.ts'
import { demanded, type Fields, isFields, many, type Value, valuesOf } from './profile-values.ts'
import { isOfSlice, type SliceMeans } from './slices.ts'
import { type Belongs, codingsOf } from './value-set-members.ts'

/** Finds what a literal reference leads to, as far as the caller has it. */
export type Resolve = (reference: string) => Resource | undefined

/** What profiles are checked with. `baseKeys`: invariants of FHIR R4 itself, which every resource has been held to already. */
export type ProfileMeans = {
  readonly profile: (url: string) => StructureDefinition | undefined
  readonly belongs: Belongs
  readonly baseKeys: ReadonlySet<string>
}

const core = 'http://hl7.org/fhir/StructureDefinition/'
const mostIssues = 100

const typesOf = (definition: ElementDefinition): readonly string[] => (definition.type ?? []).map((t) => t.code)
const nameOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1)

const countFault = (count: number, { min = 0, max = '*' }: ElementDefinition): string | undefined => {
  if (count < min) return `The profile needs at least ${min} here; ${count} given.`
  if (max !== '*' && count > Number(max)) return `The profile allows at most ${max} here; ${count} given.`
  return undefined
}

/** Whether an element at the top has another value than the profile demands there: then a resource cannot fit it, claimed or not. */
const cannotBe = (resource: Fields, profile: StructureDefinition): boolean =>
  (elementTreeOf(profile)?.children ?? []).some(({ name, definition }) => {
    const test = demanded(definition)
    return test !== undefined && resource[name] !== undefined && !test(resource[name])
  })

/** How a resource fits one profile: counts, demanded values, slices, required value sets, reference targets, extensions, the profile's own invariants. */
export const checkProfile = (
  resource: Resource,
  profile: StructureDefinition,
  means: ProfileMeans,
  resolve: Resolve,
): readonly OperationOutcomeIssue[] => {
  const issues: OperationOutcomeIssue[] = []
  const told = new Set<string>()
  const report = (place: string, code: OperationOutcomeIssue['code'], text: string): void => {
    if (told.has(`${place} ${text}`) || issues.length >= mostIssues) return
    told.add(`${place} ${text}`)
    issues.push(issue('error', code, text, place))
  }
  const root = resource as unknown as Fields
  const target = (value: unknown): Fields | undefined => {
    const reference = isFields(value) ? value['reference'] : undefined
    if (typeof reference !== 'string') return undefined
    if (reference.startsWith('#'))
      return many(root['contained']).find((c): c is Fields => isFields(c) && c['id'] === reference.slice(1))
    return resolve(reference) as Fields | undefined
  }
  const isA = (found: Fields, url: string): boolean | undefined => {
    if (url === `${core}Resource`) return true
    if (url.startsWith(core)) return found['resourceType'] === nameOf(url)
    const claimed = isFields(found['meta']) ? many(found['meta']['profile']).map((p) => String(p).split('|')[0]) : []
    if (claimed.includes(url)) return true
    const known = means.profile(url)
    if (known === undefined) return undefined
    return known.type !== found['resourceType'] || cannotBe(found, known) ? false : undefined
  }
  const claims: SliceMeans['claims'] = (value, urls) => {
    const found = isFields(value) && 'resourceType' in value ? value : target(value)
    if (found === undefined) return undefined
    const answers = urls.map((url) => isA(found, url))
    return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false
  }
  const sliceMeans: SliceMeans = { belongs: means.belongs, claims }

  const checkReference = (value: unknown, definition: ElementDefinition, place: string): void => {
    const targets = (definition.type ?? []).flatMap((t) => (t.code === 'Reference' ? (t.targetProfile ?? []) : []))
    const reference = isFields(value) ? value['reference'] : undefined
    if (targets.length === 0 || typeof reference !== 'string') return
    const named = /^([A-Z][A-Za-z]+)\/[^/]+$/.exec(reference)?.[1]
    const found = target(value) ?? (named === undefined ? undefined : { resourceType: named })
    if (found !== undefined && targets.every((t) => isA(found, t) === false))
      report(place, 'structure', `The profile wants a reference to ${targets.map(nameOf).join(', ')} here.`)
  }

  const checkBinding = (value: unknown, { binding }: ElementDefinition, place: string): void => {
    const { valueSet } = binding ?? {}
    if (binding?.strength !== 'required' || valueSet === undefined) return
    const codings = codingsOf(value)
    if (codings.length > 0 && codings.every((c) => means.belongs(c, valueSet) === false))
      report(place, 'code-invalid', `No code given is of the value set ${valueSet}, which the profile needs here.`)
  }

  const checkExtension = (extension: Fields, place: string): void => {
    const of = means.profile(String(extension['url']))
    const tree = of && elementTreeOf(of)
    if (tree === undefined) return
    checkInvariants(extension, tree.definition, place)
    checkChildren(extension, tree, place)
  }

  const checkInvariants = (value: unknown, definition: ElementDefinition, place: string): void => {
    for (const { key, human } of brokenInvariants(value, definition, resource, means.baseKeys))
      report(place, 'invariant', `The rule ${key} of the profile does not hold: ${human}`)
  }

  const checkValue = (value: Value, node: ElementNode): void => {
    if (value.bare) return
    const { definition } = node
    const test = demanded(definition)
    if (test !== undefined && !test(value.value))
      report(value.place, 'value', 'The profile demands another value here.')
    checkBinding(value.value, definition, value.place)
    checkReference(value.value, definition, value.place)
    checkInvariants(value.value, definition, value.place)
    if (!isFields(value.value)) return
    if (node.children.length > 0) checkChildren(value.value, node, value.place)
    if (typesOf(definition).includes('Extension')) checkExtension(value.value, value.place)
  }

  const checkSlices = (values: readonly Value[], node: ElementNode, place: string): void => {
    const taken = new Set<Value>()
    let unsure = false
    for (const slice of node.slices) {
      const judged = values
        .filter((v) => !taken.has(v))
        .map((v) => ({ value: v, is: isOfSlice(v, slice, node, sliceMeans) }))
      const inside = judged.filter((j) => j.is === true).map((j) => j.value)
      const open = judged.some((j) => j.is === undefined)
      unsure ||= open
      for (const value of inside) {
        taken.add(value)
        checkValue(value, slice)
      }
      const wrong =
        open && inside.length < (slice.definition.min ?? 0) ? undefined : countFault(inside.length, slice.definition)
      if (wrong !== undefined) report(place, 'structure', `${wrong.slice(0, -1)} of the kind "${slice.slice}".`)
    }
    if (node.definition.slicing?.rules === 'closed' && !unsure)
      for (const value of values)
        if (!taken.has(value)) report(value.place, 'structure', 'The profile allows none but its own kinds here.')
  }

  const checkTypes = (holder: Fields, child: ElementNode, place: string): void => {
    if (!child.name.endsWith('[x]')) return
    const stem = child.name.slice(0, -3)
    const allowed = typesOf(child.definition).map((t) => `${stem}${t.charAt(0).toUpperCase()}${t.slice(1)}`)
    for (const key of Object.keys(holder))
      if (key.startsWith(stem) && /^[A-Z]/.test(key.slice(stem.length)) && !allowed.includes(key))
        report(`${place}.${key}`, 'structure', `The profile allows only ${allowed.join(', ')} here.`)
  }

  const checkChildren = (holder: Fields, node: ElementNode, place: string): void => {
    for (const child of node.children) {
      checkTypes(holder, child, place)
      const values = valuesOf(holder, child.name, typesOf(child.definition), place)
      const wrong = countFault(values.length, child.definition)
      if (wrong !== undefined) report(`${place}.${child.name}`, 'structure', wrong)
      for (const value of values) checkValue(value, child)
      if (child.slices.length > 0) checkSlices(values, child, `${place}.${child.name}`)
    }
  }

  const tree = elementTreeOf(profile)
  if (tree === undefined) return []
  checkInvariants(resource, tree.definition, resource.resourceType)
  checkChildren(root, tree, resource.resourceType)
  return issues
}

const trees = new WeakMap<StructureDefinition, ElementNode>()

const elementTreeOf = (definition: StructureDefinition): ElementNode | undefined => {
  const made = trees.get(definition) ?? elementTree(definition)
  if (made !== undefined) trees.set(definition, made)
  return made
}
