import { describe, expect, test } from 'vitest'
import { isScope, parseScope, scopesOf, withinScopes } from './scopes.ts'
import { scopeInWords } from './scope-words.ts'

const read = (scope: string) => {
  const parsed = parseScope(scope)
  return parsed && [parsed.context, parsed.type, [...parsed.rights].join(''), ...parsed.criteria]
}

describe('scopes', () => {
  // Examples of https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html
  test.each([
    ['patient/Observation.rs', ['patient', 'Observation', 'rs']],
    ['patient/*.cruds', ['patient', '*', 'cruds']],
    ['user/Appointment.cu', ['user', 'Appointment', 'cu']],
    ['system/*.rs', ['system', '*', 'rs']],
    ['patient/*.read', ['patient', '*', 'rs']],
    ['patient/Observation.write', ['patient', 'Observation', 'cud']],
    ['user/*.*', ['user', '*', 'cruds']],
    [
      'patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory',
      [
        'patient',
        'Observation',
        'rs',
        'category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory',
      ],
    ],
  ])('%s is read as the specification reads it', (scope, expected) => {
    expect(read(scope)).toEqual(expected)
  })

  test.each([
    'patient/Observation.sr',
    'patient/Observation.rr',
    'patient/Observation.',
    'patient/Observation',
    'patient/observation.rs',
    'patient/Observation.RS',
    'patient/Observation.x',
    'patients/Observation.rs',
    'patient/Observation.rs?',
    'patient/Observation.rs?category',
    'patient/Observation.rs?category=',
    'patient/Observation.rs?category=%zz',
    'patient/*.rs?category=laboratory',
    'patient/Observation.read?category=laboratory',
    ' patient/Observation.rs',
    'patient/Observation.rs patient/Condition.rs',
    'patient/../Observation.rs',
    'openid',
    '',
  ])('%j is no resource scope', (scope) => {
    expect(parseScope(scope)).toBeUndefined()
  })

  test('identity and launch scopes are known, others are not', () => {
    expect(['openid', 'fhirUser', 'launch/patient', 'offline_access', 'patient/*.rs'].every(isScope)).toBe(true)
    expect(['email', 'admin', 'patient/Observation.sr', '__proto__', 'constructor'].some(isScope)).toBe(false)
  })

  test('a list is split at spaces, each scope once', () => {
    expect(scopesOf(' openid  patient/*.rs openid ')).toEqual(['openid', 'patient/*.rs'])
  })

  test('what is within a registration', () => {
    expect(withinScopes('patient/Observation.r', ['patient/*.rs'])).toBe(true)
    expect(withinScopes('patient/Observation.rs?category=laboratory', ['patient/Observation.rs'])).toBe(true)
    expect(withinScopes('patient/Observation.read', ['patient/Observation.rs'])).toBe(true)
    expect(withinScopes('openid', ['openid'])).toBe(true)
  })

  test('what goes beyond a registration', () => {
    expect(withinScopes('patient/Observation.cruds', ['patient/*.rs'])).toBe(false)
    expect(withinScopes('user/Observation.r', ['patient/*.rs'])).toBe(false)
    expect(withinScopes('patient/*.rs', ['patient/Observation.rs'])).toBe(false)
    expect(withinScopes('patient/Observation.rs', ['patient/Observation.rs?category=laboratory'])).toBe(false)
    // Two narrow scopes are not the wide one: what is granted must lie within one.
    expect(withinScopes('patient/Observation.rs', ['patient/Observation.r', 'patient/Observation.s'])).toBe(false)
    expect(withinScopes('offline_access', ['openid'])).toBe(false)
  })

  test('scopes are told in words', () => {
    expect(scopeInWords('patient/Observation.rs')).toBe(
      'read and search measurements and laboratory results of this patient',
    )
    expect(scopeInWords('user/*.cruds')).toBe(
      'read, search, add, change and delete everything in the record of every patient you may see',
    )
    expect(scopeInWords('patient/CarePlan.u?status=active')).toBe(
      'change CarePlan entries of this patient, only where status=active',
    )
    expect(scopeInWords('email')).toBeUndefined()
  })
})
