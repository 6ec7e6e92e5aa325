import type { OperationOutcomeIssue, Parameters, Resource } from '@medplum/fhirtypes'
import { outcomeOfIssues } from '../../fhir/index.ts'
import type { Answer } from './answer.ts'
import { fault, issue, quoted } from './fault.ts'
import type { Interaction } from './interactions.ts'
import { demandType } from './rights.ts'

const modes = ['create', 'update', 'delete', 'profile'] as const
type Mode = (typeof modes)[number]

type Question = { readonly resource: unknown; readonly mode: Mode | undefined; readonly profiles: readonly string[] }

const isObject = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null && !Array.isArray(x)

const modeOf = (text: string | null | undefined): Mode | undefined => {
  if (text === null || text === undefined) return undefined
  const mode = modes.find((m) => m === text)
  if (mode === undefined) throw fault(400, 'value', `mode ${quoted(text)} is none of ${modes.join(', ')}.`, 'http.mode')
  return mode
}

/** What is to be validated: the body itself, or the `resource` of Parameters, with `mode` and `profile` beside it or in the query. */
const questionOf = (i: Interaction): Question => {
  const query = new URLSearchParams(i.query)
  const asked = isObject(i.body) && i.body['resourceType'] === 'Parameters' && i.type !== 'Parameters'
  const given = asked ? ((i.body as unknown as Parameters).parameter ?? []) : []
  const one = (name: string) => given.find((p) => p.name === name)
  const profiles = [
    ...query.getAll('profile'),
    ...given.flatMap((p) => (p.name === 'profile' ? [p.valueUri ?? p.valueCanonical ?? ''] : [])),
  ].filter((p) => p !== '')
  const mode = modeOf(one('mode')?.valueCode ?? query.get('mode'))
  return { resource: asked ? one('resource')?.resource : i.body, mode, profiles }
}

const wrongPlace = (i: Interaction, resource: Resource, mode: Mode | undefined): readonly OperationOutcomeIssue[] => {
  const issues: OperationOutcomeIssue[] = []
  if (i.type !== '' && resource.resourceType !== i.type)
    issues.push(
      issue('invalid', `The resource is ${quoted(resource.resourceType)}, the address says ${i.type}.`, 'resourceType'),
    )
  if (mode === 'update' && i.id !== '' && resource.id !== i.id)
    issues.push(
      issue('invalid', 'For an update the id in the resource must be the one in the address.', `${i.type}.id`),
    )
  return issues
}

/**
 * `$validate`: what would refuse the resource and how well it fits the profiles, the ones it claims or the ones asked for. Answers 200
 * whatever is found; nothing is written. Of an instance without a body the stored resource is validated.
 */
export const validate = async (i: Interaction): Promise<Answer> => {
  if (i.type !== '' && !i.definitions.types.has(i.type))
    throw fault(404, 'not-supported', `There is no resource type ${quoted(i.type)} in FHIR R4.`)
  const { resource, mode, profiles } = questionOf(i)
  if (i.id !== '' && (resource === undefined || mode === 'delete')) {
    demandType(i.definitions, i.access, mode === 'delete' ? 'd' : 'r', i.type)
    const stored = await i.repository.readResource(i.type, i.id)
    const issues =
      mode === 'delete'
        ? []
        : [
            ...i.definitions.faultsOf(stored),
            ...i.definitions.findingsOf(stored, profiles.length === 0 ? undefined : profiles),
          ]
    return { status: 200, body: outcomeOfIssues(issues) }
  }
  if (!isObject(resource) || typeof resource['resourceType'] !== 'string')
    throw fault(
      400,
      'required',
      'There is no resource to validate: send it as the body, or as the resource of Parameters.',
    )
  const typed = resource as unknown as Resource
  const faults = [...wrongPlace(i, typed, mode), ...i.definitions.faultsOf(resource)]
  const fits = faults.some((f) => f.severity === 'error' || f.severity === 'fatal')
    ? []
    : i.definitions.findingsOf(typed, profiles.length === 0 ? undefined : profiles)
  const issues = [...faults, ...fits]
  return { status: 200, body: outcomeOfIssues(issues) }
}
