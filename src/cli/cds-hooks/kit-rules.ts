/** What a check of behaviour rests on. `must`: breaking it is a violation; `should`: it is told, and the exit code stays 0. */
export type KitRule = { readonly level: 'must' | 'should'; readonly section: string; readonly says: string }

const must = (section: string, says: string): KitRule => ({ level: 'must', section, says })
const should = (section: string, says: string): KitRule => ({ level: 'should', section, says })

const call = 'Calling a CDS Service'
const trust = 'Trusting CDS Clients'

/**
 * How a service behaves, beside what its messages say.
 * @source HL7 CDS Hooks 2.0.1 and the 3.0 ballot; where those leave the reaction to a faulty call open, breaking the rule is advised against only
 */
export const serviceRules = {
  'service.discovery': must('Discovery', 'GET {base}/cds-services answers 200 with a JSON object.'),
  'service.content-type': must('Use of JSON', 'Answers are JSON and say so.'),
  'service.preflight': should(
    'Cross-Origin Resource Sharing',
    'A preflight is answered without a token and lets Authorization and Content-Type pass.',
  ),
  'service.cors-header': should('Cross-Origin Resource Sharing', 'An answer may be read by the page that called.'),
  'service.call': must('HTTP Status Codes', 'A call with everything that was asked for is answered with 200.'),
  'service.minimal-call': must(
    'Prefetch Template',
    'A call without prefetch and without fhirServer is answered with 200 or 412.',
  ),
  'service.prefetch-null': must('Prefetch Template', 'Prefetched null means nothing found: 200 or 412.'),
  'service.prefetch-outcome': must(
    'Prefetch Template',
    'A prefetched OperationOutcome is a failure, not data: 200 or 412.',
  ),
  'service.unknown-members': must(
    'Extensions',
    'Unknown members and extensions do not change whether a call is answered.',
  ),
  'service.repeated-call': must('hookInstance', 'The same call again is answered again.'),
  'service.no-fault': must('HTTP Status Codes', 'A faulty call never makes a fault of the server (5xx).'),
  'service.refuses': should(call, 'A call that lacks what is REQUIRED is refused with 4xx.'),
  'service.unknown-id': must(call, 'There is nothing under the id of no service: 4xx.'),
  'service.outcome': should('Returning OperationOutcome', 'A refusal carries an OperationOutcome.'),
  'service.speed': should('Providing FHIR Resources to a CDS Service', 'An answer takes about 500 ms at most.'),
  'service.undeclared-3.0': should('Suggestion', 'actionSelectionBehavior is sent to clients that declared it only.'),
  'service.feedback': must('Feedback', 'Feedback on a card is taken (2xx), also told twice.'),
  'service.feedback-unknown': should('Feedback', 'Feedback on an unknown card is taken (2xx).'),
  'service.feedback-refuses': should('Feedback', 'Feedback without card or outcome is refused with 4xx.'),
  'service.token-needed': should(trust, 'A call without token is refused.'),
  'service.token-garbage': must(trust, 'A token that is none is refused.'),
  'service.token-unsigned': must('JWT Signing Algorithm', 'alg none is refused.'),
  'service.token-symmetric': must('JWT Signing Algorithm', 'A symmetric alg is refused.'),
  'service.token-expired': must(trust, 'An expired token is refused.'),
  'service.token-audience': must(trust, 'A token for another address is refused.'),
  'service.token-foreign-key': must(trust, 'A token signed by another key is refused.'),
  'service.token-replay': must(trust, 'A token is taken once.'),
} as const satisfies Readonly<Record<string, KitRule>>

/** How a client behaves, as far as a service that it calls can see. */
export const clientRules = {
  'client.discovery': should('Discovery', 'The client reads the discovery endpoint.'),
  'client.path': must(call, 'Calls go to {base}/cds-services/{id} by POST.'),
  'client.content-type': must('Use of JSON', 'Calls are JSON and say so.'),
  'client.hook-instance': must('hookInstance', 'Every call has a hookInstance of its own.'),
  'client.prefetch-own': must('Prefetch Template', 'Only what the service asked for is prefetched.'),
  'client.prefetch-shape': must(
    'Prefetch Template',
    'What is prefetched is what the template asks for: a resource for a read, a Bundle for a search.',
  ),
  'client.prefetch-patient': must('Prefetch Template', 'The prefetched Patient is the patient of the context.'),
  'client.token': should(trust, 'A call carries a bearer token.'),
  'client.token-header': must(trust, 'The token’s header has alg, typ JWT and kid; alg is neither none nor symmetric.'),
  'client.token-claims': must(trust, 'The token has iss, aud, exp, iat and jti.'),
  'client.token-audience': must(trust, 'aud is the address that is called.'),
  'client.token-life': should(trust, 'The token is not expired and lives five minutes at most.'),
  'client.token-once': must(trust, 'jti is new with every call.'),
} as const satisfies Readonly<Record<string, KitRule>>

const kitRules: Readonly<Record<string, KitRule | undefined>> = { ...serviceRules, ...clientRules }

export const kitRuleOf = (rule: string): KitRule | undefined => kitRules[rule]
