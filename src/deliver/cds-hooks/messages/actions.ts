import type { Findings } from './findings.ts'
import { at, isObject, type JsonObject, reference, required } from './members.ts'

const types = ['create', 'update', 'delete']

/** One action. `described`: within a suggestion, where a description is needed; a system action may do without. */
export const checkAction = (action: JsonObject, path: string, described: boolean, f: Findings): void => {
  const type = action['type']
  if (typeof type !== 'string' || !types.includes(type))
    f.add(
      'action.type',
      at(path, 'type'),
      `type is ${JSON.stringify(type) ?? 'missing'}${typeof type === 'string' && types.includes(type.toLowerCase()) ? '; it is written in lower case' : ''}.`,
    )
  if (described || action['description'] !== undefined) required(action, 'description', path, 'action.description', f)
  const resource = action['resource']
  if (type === 'create' || type === 'update') {
    if (!isObject(resource) || typeof resource['resourceType'] !== 'string')
      f.add(
        'action.resource',
        at(path, 'resource'),
        typeof resource === 'string' ? 'resource is a text, not an object.' : 'There is no FHIR resource.',
      )
    else if (type === 'update' && typeof resource['id'] !== 'string')
      f.add('action.update-id', at(path, 'resource.id'), 'The resource to update has no id.')
  }
  if (type !== 'delete') return
  const target = action['resourceId']
  if (target === undefined && resource === undefined)
    return f.add('action.delete-target', at(path, 'resourceId'), 'resourceId is missing.')
  if (typeof target !== 'string' || !reference.test(target))
    f.add('action.resource-id', at(path, 'resourceId'), 'The target is not given as ResourceType/id in resourceId.')
}
