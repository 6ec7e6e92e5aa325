import type { Findings } from './findings.ts'
import { at, fhirId, isObject, type JsonObject, objects, reference } from './members.ts'

/** What a hook's context holds. `users`: types of `userId`; without it the hook has none. */
type ContextShape = {
  readonly users?: readonly string[]
  readonly encounter: 'optional' | 'required'
  readonly bundle?: string
  readonly selections?: true
  readonly dispatch?: true
}

const anyone = ['Practitioner', 'PractitionerRole', 'Patient', 'RelatedPerson']
const professionals = ['Practitioner', 'PractitionerRole']

/** @source CDS Hooks Library: the context tables of each hook */
const shapes: Readonly<Record<string, ContextShape>> = {
  'patient-view': { users: anyone, encounter: 'optional' },
  'order-select': { users: professionals, encounter: 'optional', bundle: 'draftOrders', selections: true },
  'order-sign': { users: professionals, encounter: 'optional', bundle: 'draftOrders' },
  'order-dispatch': { encounter: 'optional', dispatch: true },
  'encounter-start': { users: professionals, encounter: 'required' },
  'encounter-discharge': { users: professionals, encounter: 'required' },
  'appointment-book': { users: anyone, encounter: 'optional', bundle: 'appointments' },
}

const checkUser = (context: JsonObject, users: readonly string[], hook: string, f: Findings): void => {
  const user = context['userId']
  const parts = typeof user === 'string' ? reference.exec(user) : null
  if (parts === null)
    return f.add(
      'context.user-id',
      'context.userId',
      user === undefined ? 'context.userId is missing.' : 'context.userId is not ResourceType/id.',
    )
  if (!users.includes(parts[1] ?? ''))
    f.add('context.user-type', 'context.userId', `${hook} is not called for a ${parts[1]}.`)
}

const inBundle = (bundle: unknown, f: Findings, path: string): ReadonlySet<string> => {
  const names = new Set<string>()
  if (!isObject(bundle) || bundle['resourceType'] !== 'Bundle') {
    f.add('context.bundle', path, bundle === undefined ? `${path} is missing.` : `${path} is not a FHIR Bundle.`)
    return names
  }
  for (const [entry, place] of objects(bundle, 'entry', path, f)) {
    const resource = entry['resource']
    if (!isObject(resource) || typeof resource['resourceType'] !== 'string')
      f.add('context.bundle', at(place, 'resource'), 'This entry holds no resource.')
    else names.add(`${resource['resourceType']}/${String(resource['id'])}`)
  }
  return names
}

const checkDispatch = (context: JsonObject, f: Findings): void => {
  const orders = context['dispatchedOrders'] ?? (context['order'] === undefined ? undefined : [context['order']])
  if (!Array.isArray(orders) || orders.length === 0 || orders.some((o) => typeof o !== 'string' || !reference.test(o)))
    f.add('context.dispatch', 'context.dispatchedOrders', 'dispatchedOrders does not list orders as ResourceType/id.')
  if (typeof context['performer'] !== 'string' || !reference.test(context['performer']))
    f.add('context.dispatch', 'context.performer', 'performer is not ResourceType/id.')
}

/** Judges the context of a hook of the library; the context of another hook is not known and passes. */
export const checkContext = (hook: string, context: JsonObject, f: Findings): void => {
  const shape = shapes[hook]
  if (shape === undefined) return
  if (shape.users !== undefined) checkUser(context, shape.users, hook, f)
  if (typeof context['patientId'] !== 'string' || !fhirId.test(context['patientId']))
    f.add(
      'context.patient-id',
      'context.patientId',
      context['patientId'] === undefined ? 'context.patientId is missing.' : 'context.patientId is not a FHIR id.',
    )
  const encounter = context['encounterId']
  if (shape.encounter === 'required' || (encounter !== undefined && encounter !== null))
    if (typeof encounter !== 'string' || !fhirId.test(encounter))
      f.add(
        'context.encounter-id',
        'context.encounterId',
        encounter === undefined ? 'context.encounterId is missing.' : 'context.encounterId is not a FHIR id.',
      )
  const drafts =
    shape.bundle === undefined ? new Set<string>() : inBundle(context[shape.bundle], f, at('context', shape.bundle))
  if (shape.selections) {
    const selections = context['selections']
    if (!Array.isArray(selections) || selections.length === 0)
      f.add('context.selections', 'context.selections', 'selections is not an array with entries.')
    else
      selections.forEach((s: unknown, i) => {
        if (typeof s !== 'string' || !reference.test(s))
          f.add('context.selections', `context.selections[${i}]`, 'This selection is not ResourceType/id.')
        else if (!drafts.has(s))
          f.add('context.selection-dangling', `context.selections[${i}]`, `${s} is not among the draft orders.`)
      })
  }
  if (shape.dispatch) checkDispatch(context, f)
}
