import type {
  OperationOutcome,
  OperationOutcomeIssue,
  Parameters,
  ParametersParameter,
  Resource,
} from '@medplum/fhirtypes'

/** Something the answer must say about itself. `expression`: the parameter it is about. */
export type Issue = {
  readonly severity: 'error' | 'warning' | 'information'
  readonly code: OperationOutcomeIssue['code']
  readonly text: string
  readonly expression?: string
}

export const outcomeOf = (issues: readonly Issue[]): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  issue: [...new Map(issues.map((i) => [JSON.stringify(i), i])).values()].map((i) => ({
    severity: i.severity,
    code: i.code,
    diagnostics: i.text,
    ...(i.expression === undefined ? {} : { expression: [i.expression] }),
  })),
})

/** A request that cannot be answered, all that is wrong with it, and the HTTP status. */
export type Refused = { readonly status: 400 | 404 | 422; readonly issues: readonly Issue[] }

export const isRefused = (value: object): value is Refused => 'status' in value && 'issues' in value

export const refused = (status: Refused['status'], issues: readonly Issue[]): Refused => ({ status, issues })

/** What is known of a thing that was asked for. */
export type Presence = 'present' | 'absent' | 'notKnown'

export const text = (name: string, valueString: string): ParametersParameter => ({ name, valueString })

export const held = (name: string, resource: Resource): ParametersParameter => ({ name, resource })

/**
 * `presence` as the guide has it, a boolean; where nobody looked it has no value and says that it is unknown, which is neither true nor false.
 */
export const presencePart = (presence: Presence): ParametersParameter =>
  presence === 'notKnown'
    ? ({
        name: 'presence',
        _valueBoolean: {
          extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }],
        },
      } as ParametersParameter)
    : { name: 'presence', valueBoolean: presence === 'present' }

/** What is wrong or open goes last, as a parameter of its own that a client of the guide passes over. */
export const answer = (parameter: readonly ParametersParameter[], issues: readonly Issue[]): Parameters => {
  const all = [...parameter, ...(issues.length === 0 ? [] : [held('outcome', outcomeOf(issues))])]
  return { resourceType: 'Parameters', ...(all.length === 0 ? {} : { parameter: all }) }
}
