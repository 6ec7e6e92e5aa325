import type { SearchParameter as Published } from '@medplum/fhirtypes'
import type { SearchParameter } from '../definitions.ts'

type Byname = ReadonlyMap<string, SearchParameter>

const kinds = new Set<string>([
  'token',
  'reference',
  'date',
  'string',
  'quantity',
  'number',
  'uri',
  'composite',
  'special',
])

/** The branches of a union that start at the type; all of them when none names a type. */
const forType = (expression: string, type: string): string => {
  const branches = expression.split(' | ').map((b) => b.trim())
  const own = branches.filter(
    (b) => !/^\(?[A-Z]/.test(b) || new RegExp(`^\\(?(${type}|Resource|DomainResource)\\b`).test(b),
  )
  return own.join(' | ')
}

const read = (
  published: Published,
  type: string,
  byUrl: ReadonlyMap<string, Published>,
): SearchParameter | undefined => {
  if (published.expression === undefined || !kinds.has(published.type)) return undefined
  return {
    code: published.code,
    kind: published.type,
    expression: forType(published.expression, type),
    targets: published.target ?? [],
    components: (published.component ?? []).map(({ definition, expression }) => {
      const of = byUrl.get(definition ?? '')
      return { code: of?.code ?? '', kind: of?.type ?? 'token', expression: expression ?? '' }
    }),
    canonicalUrl: published.url ?? '',
  }
}

/** Every parameter by resource type and code. What guides add never takes the place of what FHIR R4 has under the same code. */
export const indexParameters = (
  base: readonly Published[],
  added: readonly Published[] = [],
): ReadonlyMap<string, Byname> => {
  const published = [...base, ...added]
  const byUrl = new Map(published.map((p) => [p.url ?? '', p]))
  const types = new Map<string, Map<string, SearchParameter>>()
  for (const one of published)
    for (const type of one.base ?? []) {
      const parameter = read(one, type, byUrl)
      if (parameter === undefined) continue
      const known = types.get(type) ?? new Map<string, SearchParameter>()
      if (!known.has(parameter.code)) known.set(parameter.code, parameter)
      types.set(type, known)
    }
  return types
}
