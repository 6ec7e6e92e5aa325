import type { Problem } from '../../../shared/problem.ts'
import { checkAction } from './actions.ts'
import { checkCard } from './card.ts'
import { findings } from './findings.ts'
import { isObject, noEmpties, objects } from './members.ts'

/** Judges what a service answers to a call with status 200. */
export const checkResponse = (value: unknown): readonly Problem[] => {
  const f = findings('response')
  if (!isObject(value)) {
    f.add('json.object', '', 'The answer is not a JSON object.')
    return f.all()
  }
  if (!Array.isArray(value['cards'])) f.add('response.cards', 'cards', 'cards is not an array.')
  else {
    const ids = new Set<unknown>()
    for (const [card, path] of objects(value, 'cards', '', f)) {
      checkCard(card, path, f)
      const id = card['uuid']
      if (id !== undefined && ids.has(id)) f.add('card.uuid-unique', `${path}.uuid`, 'Another card has this uuid.')
      ids.add(id)
    }
  }
  const actions = value['systemActions']
  if (actions !== undefined && !Array.isArray(actions))
    f.add('response.system-actions', 'systemActions', 'systemActions is not an array.')
  else for (const [action, path] of objects(value, 'systemActions', '', f)) checkAction(action, path, false, f)
  noEmpties(value, f, (path) => path === 'cards')
  return f.all()
}
