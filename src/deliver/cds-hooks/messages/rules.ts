/** Release of CDS Hooks that a rule comes from. What 3.0 added is judged only where a message uses it. */
export type CdsVersion = '2.0.1' | '3.0'

/** `error`: the specification says SHALL or MUST; `warning`: SHOULD or RECOMMENDED. `section`: its heading in the specification. */
export type Rule = {
  readonly level: 'error' | 'warning'
  readonly section: string
  readonly version: CdsVersion
  readonly says: string
}

const shall = (section: string, says: string, version: CdsVersion = '2.0.1'): Rule => ({
  level: 'error',
  section,
  version,
  says,
})
const should = (section: string, says: string, version: CdsVersion = '2.0.1'): Rule => ({
  level: 'warning',
  section,
  version,
  says,
})

const json = 'Use of JSON'
const discovery = 'Discovery'
const prefetch = 'Prefetch tokens'
const call = 'Calling a CDS Service'
const access = 'Passing the Access Token to the CDS Service'
const hooks = 'Hooks (hook library)'
const card = 'Card Attributes'
const source = 'Source'
const suggestion = 'Suggestion'
const action = 'Action'
const link = 'Link'
const coding = 'Coding'
const feedback = 'Feedback'

/**
 * Every rule that a message is held against, by the code its breaches carry.
 * @source HL7 CDS Hooks 2.0.1 and the 3.0 ballot (https://cds-hooks.hl7.org), CDS Hooks Library for the contexts
 */
export const rules = {
  'json.object': shall(json, 'A message is a JSON object.'),
  'json.type': shall(json, 'A member has the type that its definition gives.'),
  'json.empty': shall(json, 'null, "", [] and {} are not sent, unless the definition of the member says so.'),
  'json.extension': shall('Extensions', 'An extension is a JSON object.'),

  'discovery.services': shall(discovery, 'services is an array, and is there.'),
  'discovery.hook': shall(discovery, 'A service names its hook.'),
  'discovery.id': shall(discovery, 'A service has an id, which is one segment of its address.'),
  'discovery.description': shall(discovery, 'A service has a description.'),
  'discovery.title': should(discovery, 'A service has a title for people.'),
  'discovery.unique': shall(discovery, 'One id stands once for each hook.'),
  'discovery.hook-name': should('Hook name is expressed as noun-verb', 'A hook is named noun-verb in lower case.'),
  'discovery.prefetch': shall('Prefetch Template', 'prefetch maps keys to templates, which are strings.'),
  'discovery.version': should(discovery, 'version says which release of the specification is implemented.', '3.0'),
  'prefetch.query': shall('Prefetch Template', 'A template is a FHIR read or search, relative to the FHIR server.'),
  'prefetch.token': shall(prefetch, 'A token is a path into the context or one of the four identifiers of the user.'),
  'prefetch.token-path': shall(
    'Prefetch tokens containing Simpler FHIRPath',
    'A path uses element names, ofType() of a resource type, resolve(), today() and days only.',
    '3.0',
  ),
  'prefetch.token-order': shall(
    'Simpler FHIRPath support for Querystring Syntax',
    '%name means another prefetch template, and templates do not depend on each other in a circle.',
    '3.0',
  ),
  'prefetch.restricted': should(
    'Prefetch query restrictions',
    'A template keeps to reads, references, token equality, the date prefixes eq lt gt le ge, _count and _sort.',
  ),

  'request.hook': shall(call, 'hook is there.'),
  'request.hook-of-service': shall(call, 'A service is called with a hook that it is registered for.'),
  'request.hook-instance': shall(call, 'hookInstance is there.'),
  'request.hook-instance-uuid': shall('hookInstance', 'hookInstance is a UUID.'),
  'request.context': shall(call, 'context is an object, and is there.'),
  'request.fhir-server': shall(call, 'fhirServer is an absolute http(s) address.'),
  'request.fhir-server-https': should(call, 'fhirServer is https where real data is exchanged.'),
  'request.fhir-server-for-token': shall(call, 'fhirAuthorization comes with fhirServer.'),
  'request.authorization': shall(
    access,
    'fhirAuthorization has access_token, token_type, expires_in, scope and subject.',
  ),
  'request.token-type': shall(access, 'token_type is Bearer.'),
  'request.authorization-patient': should(access, 'A token with patient/ scopes names its patient.'),
  'request.prefetch': shall('Prefetch Template', 'prefetch maps keys to FHIR resources or null.'),

  'context.user-id': shall(hooks, 'context.userId is there, as [ResourceType]/[id].'),
  'context.user-type': shall(hooks, 'context.userId is of a type that the hook allows.'),
  'context.patient-id': shall(hooks, 'context.patientId is there and is the id alone.'),
  'context.encounter-id': shall(hooks, 'context.encounterId, where it is given or needed, is an id.'),
  'context.selections': shall(hooks, 'order-select lists its selections as [ResourceType]/[id].'),
  'context.selection-dangling': shall(hooks, 'Every selection is one of the draft orders.'),
  'context.bundle': shall(hooks, 'Orders and appointments come as a FHIR Bundle of resources.'),
  'context.dispatch': shall(hooks, 'order-dispatch names the dispatched orders and the performer.'),

  'response.cards': shall('HTTP Response', 'cards is an array, and is there even when it is empty.'),
  'response.system-actions': shall('System Action', 'systemActions is an array of actions.'),
  'card.summary': shall(card, 'A card has a summary.'),
  'card.summary-length': shall(card, 'A summary is shorter than 140 characters.'),
  'card.indicator': shall(card, 'indicator is info, warning or critical.'),
  'card.uuid-unique': shall(card, 'The uuid of a card is its own.'),
  'card.selection-behavior': shall(card, 'Suggestions come with selectionBehavior at-most-one or any.'),
  'card.override-display': shall(card, 'An override reason has a display text.'),
  'source.label': shall(source, 'A card has a source with a label.'),
  'source.url': shall(source, 'url and icon of a source are absolute http(s) addresses.'),
  'coding.code': shall(coding, 'A coding has a code.'),
  'coding.system': shall(coding, 'A coding has a system.'),
  'suggestion.label': shall(suggestion, 'A suggestion has a label.'),
  'suggestion.uuid-unique': shall(suggestion, 'The uuid of a suggestion is its own.'),
  'suggestion.recommended': shall(
    suggestion,
    'Several suggestions are recommended only where any number may be taken.',
  ),
  'suggestion.action-selection': shall(suggestion, 'actionSelectionBehavior is all, any or at-most-one.', '3.0'),
  'action.type': shall(action, 'type is create, update or delete.'),
  'action.description': shall(action, 'An action of a suggestion has a description.'),
  'action.resource': shall(action, 'create and update carry a FHIR resource as an object.'),
  'action.update-id': shall(action, 'The resource of an update has its id.'),
  'action.delete-target': shall(action, 'delete says what is to be deleted.'),
  'action.resource-id': should(action, 'delete names its target by resourceId as [ResourceType]/[id].'),
  'link.label': shall(link, 'A link has a label.'),
  'link.type': shall(link, 'type is absolute or smart.'),
  'link.url': shall(link, 'url is an absolute http(s) address.'),
  'link.app-context': shall(link, 'appContext goes with smart links only.'),

  'feedback.list': shall(feedback, 'feedback is an array with at least one entry.'),
  'feedback.card': shall(feedback, 'An entry names its card.'),
  'feedback.outcome': shall(feedback, 'outcome is accepted or overridden.'),
  'feedback.accepted': shall('Suggestion accepted', 'accepted comes with the ids of the accepted suggestions.'),
  'feedback.timestamp': shall(feedback, 'outcomeTimestamp is a time with its offset, as in RFC 3339.'),
  'feedback.timestamp-utc': shall(feedback, 'outcomeTimestamp is in UTC.'),
  'feedback.reason': shall('OverrideReason', 'overrideReason holds a coded reason or a comment.'),
} as const satisfies Readonly<Record<string, Rule>>

export type RuleId = keyof typeof rules

const ruleTable: Readonly<Record<string, Rule | undefined>> = rules

/** The rule behind the code of a Problem; undefined for a code of another table. */
export const ruleOf = (code: string): Rule | undefined =>
  code.startsWith('cds-hooks.') ? ruleTable[code.slice('cds-hooks.'.length)] : undefined
