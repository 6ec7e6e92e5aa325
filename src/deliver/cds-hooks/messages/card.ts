import { checkAction } from './actions.ts'
import { checkCoding, checkOverrideReason } from './coding.ts'
import type { Findings } from './findings.ts'
import { at, isObject, type JsonObject, objects, optional, required, webAddress } from './members.ts'

/** A summary has fewer characters than this. */
export const summaryLimit = 140

const checkSource = (card: JsonObject, path: string, f: Findings): void => {
  const place = at(path, 'source')
  const source = card['source']
  if (!isObject(source)) return f.add('source.label', place, 'source is missing.')
  required(source, 'label', place, 'source.label', f)
  for (const key of ['url', 'icon'])
    if (source[key] !== undefined && webAddress(source[key]) === undefined)
      f.add('source.url', at(place, key), `${key} is not an absolute http(s) address.`)
  checkCoding(source['topic'], at(place, 'topic'), f)
}

const checkLink = (link: JsonObject, path: string, f: Findings): void => {
  required(link, 'label', path, 'link.label', f)
  if (webAddress(link['url']) === undefined)
    f.add('link.url', at(path, 'url'), 'url is not an absolute http(s) address.')
  if (link['type'] !== 'absolute' && link['type'] !== 'smart')
    f.add('link.type', at(path, 'type'), `type is ${JSON.stringify(link['type']) ?? 'missing'}.`)
  if (link['appContext'] !== undefined && link['type'] !== 'smart')
    f.add('link.app-context', at(path, 'appContext'), 'appContext stands on a link that is not a SMART link.')
  optional(link, 'appContext', path, 'string', f)
  optional(link, 'autolaunchable', path, 'boolean', f)
}

const checkSuggestions = (card: JsonObject, path: string, f: Findings): void => {
  const suggestions = objects(card, 'suggestions', path, f)
  const behavior = card['selectionBehavior']
  const known = behavior === 'at-most-one' || behavior === 'any'
  if ((suggestions.length > 0 || behavior !== undefined) && !known)
    f.add(
      'card.selection-behavior',
      at(path, 'selectionBehavior'),
      behavior === undefined ? 'selectionBehavior is missing.' : `selectionBehavior is ${JSON.stringify(behavior)}.`,
    )
  const ids = new Set<unknown>()
  for (const [s, place] of suggestions) {
    required(s, 'label', place, 'suggestion.label', f)
    const id = optional(s, 'uuid', place, 'string', f)
    if (id !== undefined && ids.has(id))
      f.add('suggestion.uuid-unique', at(place, 'uuid'), 'Another suggestion has this uuid.')
    ids.add(id)
    optional(s, 'isRecommended', place, 'boolean', f)
    const choice = s['actionSelectionBehavior']
    if (choice !== undefined && !(['all', 'any', 'at-most-one'] as readonly unknown[]).includes(choice))
      f.add(
        'suggestion.action-selection',
        at(place, 'actionSelectionBehavior'),
        `actionSelectionBehavior is ${JSON.stringify(choice)}.`,
      )
    for (const [action, where] of objects(s, 'actions', place, f)) checkAction(action, where, true, f)
  }
  if (behavior !== 'any' && suggestions.filter(([s]) => s['isRecommended'] === true).length > 1)
    f.add(
      'suggestion.recommended',
      at(path, 'suggestions'),
      'More than one suggestion is recommended, but only one may be taken.',
    )
}

/** One card. */
export const checkCard = (card: JsonObject, path: string, f: Findings): void => {
  const summary = required(card, 'summary', path, 'card.summary', f)
  const length = summary === undefined ? 0 : Array.from(summary).length
  if (length >= summaryLimit) f.add('card.summary-length', at(path, 'summary'), `The summary has ${length} characters.`)
  if (!['info', 'warning', 'critical'].includes(String(card['indicator'])))
    f.add('card.indicator', at(path, 'indicator'), `indicator is ${JSON.stringify(card['indicator']) ?? 'missing'}.`)
  optional(card, 'uuid', path, 'string', f)
  optional(card, 'detail', path, 'string', f)
  checkSource(card, path, f)
  checkSuggestions(card, path, f)
  objects(card, 'overrideReasons', path, f).forEach(([reason, place]) => checkOverrideReason(reason, place, f))
  objects(card, 'links', path, f).forEach(([link, place]) => checkLink(link, place, f))
}
