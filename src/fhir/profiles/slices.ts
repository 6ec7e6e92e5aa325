import type { ElementDefinition } from '@medplum/fhirtypes'
import type { ElementNode } from './element-tree.ts'
import { demanded, type Fields, isFields, many, type Value } from './profile-values.ts'
import { type Belongs, codingsOf } from './value-set-members.ts'

/** What a slice is told by, besides the value itself. `claims`: whether what a reference leads to is of a profile; undefined where it is not known. */
export type SliceMeans = {
  readonly belongs: Belongs
  readonly claims: (reference: unknown, profiles: readonly string[]) => boolean | undefined
}

const at = (value: unknown, path: string): readonly unknown[] =>
  path === '$this'
    ? [value]
    : path
        .split('.')
        .reduce<readonly unknown[]>(
          (vs, name) => vs.flatMap((v) => (isFields(v) ? many(memberOf(v, name)) : [])),
          [value],
        )

const memberOf = (holder: Fields, name: string): unknown => {
  if (name in holder) return holder[name]
  const choice = Object.keys(holder).find((k) => k.startsWith(name) && /^[A-Z]/.test(k.slice(name.length)))
  return choice === undefined ? undefined : holder[choice]
}

const nodeAt = (slice: ElementNode, path: string): ElementNode | undefined =>
  path === '$this'
    ? slice
    : path
        .split('.')
        .reduce<ElementNode | undefined>(
          (node, name) => node?.children.find((c) => c.name === name || c.name === `${name}[x]`),
          slice,
        )

const typesOf = (definition: ElementDefinition): readonly string[] => (definition.type ?? []).map((t) => t.code)

/** A slice whose discriminator is the url of an extension, or of an element whose values are bound, or said by what lies deeper. */
const byValue = (value: Value, slice: ElementNode, path: string, { belongs }: SliceMeans): boolean | undefined => {
  const node = nodeAt(slice, path)
  const found = at(value.value, path)
  const test = node && demanded(node.definition)
  if (test !== undefined) return found.some(test)
  const urls = (slice.definition.type ?? []).flatMap((t) => t.profile ?? [])
  if (path === 'url' && urls.length > 0) return found.some((url) => urls.includes(String(url)))
  const { binding } = node?.definition ?? {}
  if (binding?.strength === 'required' && binding.valueSet !== undefined) {
    const answers = found.flatMap(codingsOf).map((c) => belongs(c, binding.valueSet ?? ''))
    return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false
  }
  const deeper = (node?.children ?? []).flatMap((child) => {
    const wanted = demanded(child.definition)
    return wanted === undefined ? [] : [{ name: child.name, wanted }]
  })
  if (deeper.length === 0) return undefined
  return found.some((v) => deeper.every(({ name, wanted }) => at(v, name.replace('[x]', '')).some(wanted)))
}

/** Whether a value belongs to a slice; undefined where that cannot be told from the value and what is loaded. */
export const isOfSlice = (
  value: Value,
  slice: ElementNode,
  by: ElementNode,
  means: SliceMeans,
): boolean | undefined => {
  const answers = (by.definition.slicing?.discriminator ?? []).map(({ type, path }): boolean | undefined => {
    if (type === 'value' || type === 'pattern') return byValue(value, slice, path, means)
    const plain = path.replace(/\.?resolve\(\)$/, '') || '$this'
    const node = nodeAt(slice, plain)
    if (type === 'type') {
      const wanted = typesOf(node?.definition ?? slice.definition)
      if (plain === '$this' && value.type !== undefined) return wanted.includes(value.type)
      return at(value.value, plain).some((v) => isFields(v) && wanted.includes(String(v['resourceType'])))
    }
    if (type === 'exists') return at(value.value, plain).length > 0 === (node?.definition.max !== '0')
    const profiles = (node?.definition.type ?? []).flatMap((t) => [...(t.targetProfile ?? []), ...(t.profile ?? [])])
    const judged = at(value.value, plain).map((v) => means.claims(v, profiles))
    return judged.includes(true) ? true : judged.includes(undefined) ? undefined : false
  })
  return answers.includes(false) ? false : answers.includes(undefined) || answers.length === 0 ? undefined : true
}
