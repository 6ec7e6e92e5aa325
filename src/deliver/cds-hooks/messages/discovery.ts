import type { Problem } from '../../../shared/problem.ts'
import { checkTemplates } from '../prefetch/check-templates.ts'
import { findings } from './findings.ts'
import { at, isObject, noEmpties, objects, optional, required } from './members.ts'

/** Judges what a discovery endpoint answers. */
export const checkDiscovery = (value: unknown): readonly Problem[] => {
  const f = findings('discovery')
  if (!isObject(value)) {
    f.add('json.object', '', 'The answer is not a JSON object.')
    return f.all()
  }
  if (!Array.isArray(value['services'])) f.add('discovery.services', 'services', 'services is not an array.')
  else {
    const seen = new Set<string>()
    for (const [service, path] of objects(value, 'services', '', f)) {
      const hook = required(service, 'hook', path, 'discovery.hook', f)
      if (hook !== undefined && !/^[a-z0-9]+(?:[.-][a-z0-9-]+)+$/i.test(hook))
        f.add('discovery.hook-name', at(path, 'hook'), 'The name of the hook is not noun-verb.')
      const id = required(service, 'id', path, 'discovery.id', f)
      if (id !== undefined && /[/?#\s]/.test(id))
        f.add('discovery.id', at(path, 'id'), 'The id cannot stand as one segment of an address.')
      required(service, 'description', path, 'discovery.description', f)
      if (service['title'] === undefined) f.add('discovery.title', at(path, 'title'), 'title is missing.')
      optional(service, 'title', path, 'string', f)
      optional(service, 'usageRequirements', path, 'string', f)
      if (service['version'] !== undefined && typeof service['version'] !== 'string')
        f.add('discovery.version', at(path, 'version'), 'version is not a text.')
      const key = `${String(hook)} ${String(id)}`
      if (seen.has(key)) f.add('discovery.unique', at(path, 'id'), 'The same id stands twice for one hook.')
      seen.add(key)
      checkTemplates(service['prefetch'], at(path, 'prefetch'), f)
    }
  }
  noEmpties(value, f, (path) => path === 'services')
  return f.all()
}
