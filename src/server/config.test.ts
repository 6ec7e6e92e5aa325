import { describe, expect, test } from 'vitest'
import { plainConfig, readConfig } from './config.ts'

const read = (config: unknown) => readConfig('attune.json', JSON.stringify(config))
const problemsOf = (config: unknown) => read(config).problems.map((p) => [p.at.path, p.code] as const)

describe('the configuration file', () => {
  test('may leave out everything', () => {
    const config = read({})
    expect(config.ok && config.value).toEqual(plainConfig)
  })

  test('an electronic record, an identity provider and a CDS client come through as they stand', () => {
    const config = read({
      tenant: 'north',
      ehrs: [{ iss: 'https://ehr.example/fhir', clientId: 'attune' }],
      identityProvider: {
        issuer: 'https://id.example',
        audience: 'attune',
        clientId: 'web',
        claims: { role: 'realm.roles' },
        roles: { doctor: 'clinician' },
      },
      cdsHooks: { clients: [{ iss: 'https://ehr.example', name: 'EHR', keys: { keys: [{ kty: 'EC', kid: '1' }] } }] },
      origins: ['https://app.example'],
      metricsToken: '0123456789abcdef',
    })
    if (!config.ok) throw new Error(JSON.stringify(config.problems))
    const { signIn, cdsHooks, origins } = config.value
    expect(signIn.ehrs?.[0]?.iss).toBe('https://ehr.example/fhir')
    expect([signIn.identityProvider?.roles['doctor'], cdsHooks.clients?.[0]?.keys?.keys.length]).toEqual([
      'clinician',
      1,
    ])
    expect([signIn.tenant, origins]).toEqual(['north', ['https://app.example']])
  })

  test('everything wrong is told at once, each with its place', () => {
    expect(
      problemsOf({
        ehrs: [{ iss: 'file:///etc/passwd', clientId: '' }],
        origins: ['https://app.example/path'],
        metricsToken: 'short',
        colour: 'teal',
      }).map(([path]) => path),
    ).toEqual(expect.arrayContaining(['ehrs[0].iss', 'ehrs[0].clientId', 'origins[0]', 'metricsToken', undefined]))
  })

  test('a private key in the list of public ones is refused', () => {
    expect(
      problemsOf({
        cdsHooks: { clients: [{ iss: 'x', name: 'x', keys: { keys: [{ kty: 'EC', kid: '1', d: 's' }] } }] },
      }),
    ).toEqual([['cdsHooks.clients[0].keys.keys[0]', 'config']])
  })

  test('a role that does not exist is refused', () => {
    const identityProvider = { issuer: 'https://id.example', audience: 'a', clientId: 'b', claims: { role: 'r' } }
    expect(problemsOf({ identityProvider: { ...identityProvider, roles: { boss: 'root' } } })).toEqual([
      ['identityProvider.roles.boss', 'config'],
    ])
  })

  test('proxies are addresses and networks', () => {
    const config = read({ proxies: ['127.0.0.1', '10.0.0.0/8', 'fd00::/8', '::1'] })
    expect(config.ok && config.value.proxies).toEqual(['127.0.0.1', '10.0.0.0/8', 'fd00::/8', '::1'])
    const wrong = ['proxy.example', '10.0.0.0/33', '10.0.0.0/0', '1.2.3.4/8/8', 'fd00::/129', '', 'loopback']
    expect(problemsOf({ proxies: wrong }).map(([path]) => path)).toEqual(wrong.map((_, i) => `proxies[${i}]`))
  })

  test('records and identity providers are asked by https, or on this machine, and each stands once', () => {
    const ehr = (iss: string) => ({ iss, clientId: 'attune' })
    expect(problemsOf({ ehrs: [ehr('http://ehr.example/fhir'), ehr('http://127.0.0.1:9/fhir')] })).toEqual([
      ['ehrs[0].iss', 'config'],
    ])
    expect(problemsOf({ ehrs: [ehr('https://ehr.example'), ehr('https://ehr.example')] })).toEqual([['ehrs', 'config']])
  })

  test('what is not JSON is told', () => {
    expect(readConfig('attune.json', '{').problems.map((p) => p.message)).toEqual(['The configuration is not JSON.'])
  })
})
