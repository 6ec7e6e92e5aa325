import type { Access, Actor, Grant, Right, Role } from './access.ts'
import { resourceGroups } from './resource-groups.ts'
import { parseScope, type ResourceScope } from './scopes.ts'

const { record, unbound, directory, knowledge } = resourceGroups
const rights = (letters: string): ReadonlySet<Right> => new Set(letters.split('') as Right[])
const [all, look] = [rights('cruds'), rights('rs')]

const grant = (
  types: Grant['types'],
  may: ReadonlySet<Right>,
  patients: Grant['patients'] = 'all',
  criteria: readonly string[] = [],
): Grant => ({ types, rights: may, patients, criteria })

const ownId = (reference: string | undefined): string | undefined =>
  /^Patient\/([A-Za-z0-9.-]{1,64})$/.exec(reference ?? '')?.[1]

/** What a patient may write of their own: answers they gave, and what they observed themselves. */
const patientGrants = (own: string): readonly Grant[] => [
  grant(record, look, [own]),
  grant([...directory, ...knowledge], look),
  grant(['QuestionnaireResponse'], rights('cu'), [own], [`author=Patient/${own}`]),
  grant(['Observation'], rights('cu'), [own], [`performer=Patient/${own}`]),
]

const byRole: Readonly<Record<Exclude<Role, 'patient'>, readonly Grant[]>> = {
  clinician: [grant([...record, ...unbound, ...directory], all), grant(knowledge, look)],
  tumourBoard: [grant([...record, ...unbound, ...directory, ...knowledge], look)],
  analyst: [grant(knowledge, look)],
  administrator: [grant(['AuditEvent', ...directory, ...knowledge], look)],
  service: [grant([...record, ...unbound, ...directory, ...knowledge], all), grant(['AuditEvent'], look)],
}

/** What a role may do whatever the application: the upper bound of every scope. A patient without a record of their own may do nothing. */
export const grantsOfRole = (role: Role, reference?: string): readonly Grant[] => {
  if (role !== 'patient') return byRole[role]
  const own = ownId(reference)
  return own === undefined ? [] : patientGrants(own)
}

const meet = <T extends string>(
  a: readonly T[] | '*' | 'all',
  b: readonly T[] | '*' | 'all',
): readonly T[] | '*' | 'all' => {
  if (typeof a === 'string') return b
  if (typeof b === 'string') return a
  const other = new Set(b)
  return a.filter((x) => other.has(x))
}

const both = (a: Grant, b: Grant): Grant => ({
  types: meet(a.types, b.types) as Grant['types'],
  rights: new Set([...a.rights].filter((r) => b.rights.has(r))),
  patients: meet(a.patients, b.patients) as Grant['patients'],
  criteria: [...new Set([...a.criteria, ...b.criteria])],
})

const givesSomething = (g: Grant): boolean => g.types.length > 0 && g.rights.size > 0 && g.patients.length > 0

const grantOfScope = (scope: ResourceScope, role: Role, launchPatient: string | undefined): readonly Grant[] => {
  const types = scope.type === '*' ? ('*' as const) : [scope.type]
  if ((scope.context === 'system') !== (role === 'service')) return []
  if (scope.context !== 'patient') return [grant(types, scope.rights, 'all', scope.criteria)]
  if (launchPatient === undefined) return []
  // What belongs to nobody is there to be understood with the patient's data; an application for one patient changes none of it.
  const looks = new Set([...scope.rights].filter((r) => look.has(r)))
  return [
    grant(meet(types, record) as readonly string[], scope.rights, [launchPatient], scope.criteria),
    grant(meet(types, [...directory, ...knowledge]) as readonly string[], looks, [launchPatient], scope.criteria),
  ]
}

/** `scopes`: what was granted to the application; undefined for Attune's own pages, where the role alone bounds. */
export type AccessRequest = {
  readonly tenant: string
  readonly actor: Actor
  readonly scopes?: readonly string[]
  readonly launchPatient?: string
}

/**
 * What one request may see and do: what the role may, met with every scope in turn. Malformed scopes, scopes without resources,
 * `patient/` scopes without a patient in context, and `system/` scopes of anybody but a service give nothing.
 */
export const accessOf = ({ tenant, actor, scopes, launchPatient }: AccessRequest): Access => {
  const ofRole = grantsOfRole(actor.role, actor.reference)
  if (scopes === undefined) return { tenant, actor, grants: ofRole }
  const ofScopes = scopes.flatMap((text) => {
    const scope = parseScope(text)
    return scope === undefined ? [] : grantOfScope(scope, actor.role, launchPatient)
  })
  return { tenant, actor, grants: ofScopes.flatMap((s) => ofRole.map((r) => both(r, s))).filter(givesSomething) }
}
