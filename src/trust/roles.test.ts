import { describe, expect, test } from 'vitest'
import { loadFhirDefinitions } from '../fhir/index.ts'
import type { Access, Actor, Right, Role } from './access.ts'
import { resourceGroups } from './resource-groups.ts'
import { accessOf } from './roles.ts'

const actor = (role: Role, reference?: string): Actor => ({
  id: 'a',
  name: 'A',
  role,
  purpose: 'TREAT',
  ...(reference === undefined ? {} : { reference }),
})

const access = (role: Role, scopes?: string, launchPatient?: string, reference?: string): Access =>
  accessOf({
    tenant: 'home',
    actor: actor(role, reference),
    ...(scopes === undefined ? {} : { scopes: scopes.split(' ') }),
    ...(launchPatient === undefined ? {} : { launchPatient }),
  })

/** Whose resources of the type the access reaches with the right, and under which conditions. */
const reach = (a: Access, right: Right, type: string) =>
  a.grants
    .filter((g) => g.rights.has(right) && (g.types === '*' || g.types.includes(type)))
    .map((g) => [g.patients, ...g.criteria])

describe('groups of resource types', () => {
  const definitions = loadFhirDefinitions()
  const groups = Object.values(resourceGroups).flat()

  test('every type of R4 is in exactly one', () => {
    expect([...groups].sort()).toEqual([...definitions.types].sort())
  })

  test('what can be narrowed to one patient is what can belong to one', () => {
    const owned = [...definitions.types].filter((t) => t !== 'AuditEvent' && definitions.belongsToPatients(t))
    expect([...resourceGroups.record].sort()).toEqual(owned.sort())
  })
})

describe('roles', () => {
  test('a clinician does everything clinical for every patient, and sees no audit', () => {
    const a = access('clinician')
    expect(reach(a, 'd', 'Observation')).toEqual([['all']])
    expect(reach(a, 'r', 'Task')).toEqual([['all']])
    expect(reach(a, 'r', 'AuditEvent')).toEqual([])
    expect(reach(a, 'u', 'ValueSet')).toEqual([])
  })

  test('a patient reads their own compartment and writes only what they said themselves', () => {
    const a = access('patient', undefined, undefined, 'Patient/p1')
    expect(reach(a, 'r', 'Condition')).toEqual([[['p1']]])
    expect(reach(a, 'c', 'Condition')).toEqual([])
    expect(reach(a, 'c', 'Observation')).toEqual([[['p1'], 'performer=Patient/p1']])
    expect(reach(a, 'c', 'QuestionnaireResponse')).toEqual([[['p1'], 'author=Patient/p1']])
    expect(reach(a, 'd', 'QuestionnaireResponse')).toEqual([])
  })

  test('a patient reaches nothing that belongs to no compartment but may be about somebody', () => {
    const a = access('patient', undefined, undefined, 'Patient/p1')
    for (const type of [...resourceGroups.unbound, ...resourceGroups.audit, ...resourceGroups.withheld])
      expect([type, reach(a, 'r', type)]).toEqual([type, []])
  })

  test('a patient account without a patient may do nothing', () => {
    expect(access('patient').grants).toEqual([])
    expect(access('patient', undefined, undefined, 'Practitioner/p1').grants).toEqual([])
    expect(access('patient', undefined, undefined, 'Patient/p1?x').grants).toEqual([])
  })

  test('a tumour board reads and never writes', () => {
    const a = access('tumourBoard')
    expect(reach(a, 's', 'MolecularSequence')).toEqual([['all']])
    expect(a.grants.flatMap((g) => [...g.rights]).filter((r) => r !== 'r' && r !== 's')).toEqual([])
  })

  test('an analyst and an administrator see no patient', () => {
    for (const role of ['analyst', 'administrator'] as const)
      for (const type of [...resourceGroups.record, ...resourceGroups.unbound])
        expect([role, type, reach(access(role), 'r', type)]).toEqual([role, type, []])
    expect(reach(access('administrator'), 's', 'AuditEvent')).toEqual([['all']])
    expect(reach(access('analyst'), 's', 'AuditEvent')).toEqual([])
  })
})

describe('roles met with scopes', () => {
  test('patient scopes narrow a clinician to the patient who is open', () => {
    const a = access('clinician', 'patient/*.rs', 'p1')
    expect(reach(a, 'r', 'Observation')).toEqual([[['p1']]])
    expect(reach(a, 'u', 'Observation')).toEqual([])
    expect(reach(a, 'r', 'Task')).toEqual([[['p1']]])
    expect(reach(a, 'r', 'DeviceMetric')).toEqual([])
    expect(reach(a, 'r', 'Medication')).toEqual([[['p1']]])
  })

  test('patient scopes change nothing of what all patients share', () => {
    const a = access('clinician', 'patient/*.cruds patient/Practitioner.cruds', 'p1')
    expect(reach(a, 'u', 'Observation')).toEqual([[['p1']]])
    for (const type of ['Practitioner', 'Organization', 'Medication', 'ValueSet'])
      for (const right of ['c', 'u', 'd'] as const)
        expect([type, right, reach(a, right, type)]).toEqual([type, right, []])
    expect(reach(a, 'r', 'Practitioner').length).toBeGreaterThan(0)
  })

  test('patient scopes without a patient give nothing', () => {
    expect(access('clinician', 'patient/*.cruds').grants).toEqual([])
  })

  test('a patient whose application claims another patient gets nothing', () => {
    const a = access('patient', 'patient/*.rs', 'p2', 'Patient/p1')
    expect(reach(a, 'r', 'Observation')).toEqual([])
  })

  test('user scopes give no more than the role', () => {
    expect(reach(access('patient', 'user/*.cruds', undefined, 'Patient/p1'), 'r', 'Observation')).toEqual([[['p1']]])
    expect(access('analyst', 'user/Observation.rs').grants).toEqual([])
    expect(reach(access('tumourBoard', 'user/*.cruds'), 'u', 'Observation')).toEqual([])
  })

  test('system scopes are for services, and services have no others', () => {
    expect(access('clinician', 'system/*.cruds').grants).toEqual([])
    expect(reach(access('service', 'system/Observation.rs'), 's', 'Observation')).toEqual([['all']])
    expect(access('service', 'user/*.rs patient/*.rs', 'p1').grants).toEqual([])
    expect(access('service', '').grants).toEqual([])
  })

  test('scopes add up, conditions of a scope and of the role both hold', () => {
    const both = access(
      'clinician',
      'patient/Observation.rs?category=laboratory patient/Observation.rs?category=vital-signs',
      'p1',
    )
    expect(reach(both, 's', 'Observation')).toEqual([
      [['p1'], 'category=laboratory'],
      [['p1'], 'category=vital-signs'],
    ])
    const own = access('patient', 'patient/Observation.c?category=survey', 'p1', 'Patient/p1')
    expect(reach(own, 'c', 'Observation')).toEqual([[['p1'], 'performer=Patient/p1', 'category=survey']])
  })

  test('identity scopes and malformed ones give nothing', () => {
    expect(access('clinician', 'openid fhirUser launch/patient patient/Observation.sr', 'p1').grants).toEqual([])
  })
})
