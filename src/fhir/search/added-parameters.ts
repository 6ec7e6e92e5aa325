import type { Resource, SearchParameter } from '@medplum/fhirtypes'
import type { ElementTypes } from '../pack/pack-content.ts'
import { compilePath } from './compile-path.ts'
import { interpretPath } from './interpret-path.ts'

const codeForm = /^[a-z][A-Za-z0-9_-]{0,63}$/
const longestExpression = 2_000

const isUsable = (elements: ElementTypes, { code, base, expression }: SearchParameter): boolean => {
  if (!codeForm.test(code) || expression === undefined || expression.length > longestExpression) return false
  try {
    for (const type of base ?? [])
      if (compilePath(elements, type, type, expression) === undefined) interpretPath(type, expression)
    return true
  } catch {
    return false
  }
}

/** The search parameters of guides that can be served: well named, and with an expression that can be evaluated. */
export const addedParameters = (guides: readonly Resource[], elements: ElementTypes): readonly SearchParameter[] =>
  guides.filter((g): g is SearchParameter => g.resourceType === 'SearchParameter' && isUsable(elements, g))
