import { expect, test } from 'vitest'
import { describeOnBoth } from '../../../test/postgres.ts'
import { serveFhir } from './served.test-support.ts'

const headers = { authorization: 'Bearer clinician', 'content-type': 'application/fhir+json' }

const potassium = (id: string, value: string): string =>
  `{"resourceType":"Observation","id":"${id}","status":"final","code":{"text":"K"},"subject":{"reference":"Patient/ann"},"valueQuantity":{"value":${value},"unit":"mmol/L"}}`

/** @source FHIR R4, datatypes: "0.010 is regarded as different to 0.01, and the original precision should be preserved" */
describeOnBoth('decimals keep the digits they were sent with', (open) => {
  const served = async () => {
    const { app } = await serveFhir(await open())
    const ask = async (method: 'GET' | 'PUT' | 'POST' | 'PATCH', path: string, payload?: string, type?: string) => {
      const told = await app.inject({
        method,
        url: `/fhir/${path}`,
        headers: { ...headers, ...(type === undefined ? {} : { 'content-type': type }) },
        ...(payload === undefined ? {} : { payload }),
      })
      expect(told.statusCode, told.body).toBeLessThan(300)
      return told.body
    }
    return { ask }
  }

  test.each(['4.00', '4', '0.010', '1.0e2', '12345678901234567890.10'])('%s', async (value) => {
    const { ask } = await served()
    const written = `"value":${value},`
    expect(await ask('PUT', 'Observation/k', potassium('k', value))).toContain(written)
    for (const path of [
      'Observation/k',
      'Observation/k/_history/1',
      'Observation/k/_history',
      'Observation?_id=k',
      'Observation?_id=k&_elements=value',
      'Patient/ann/$everything',
    ]) {
      if (path.startsWith('Patient')) await ask('PUT', 'Patient/ann', '{"resourceType":"Patient","id":"ann"}')
      expect(await ask('GET', path)).toContain(written)
    }
    expect(await ask('GET', 'Observation/k?_pretty=true')).toContain(`"value": ${value},`)
  })

  test('in a bundle whose links are put right, and after a patch of something else', async () => {
    const { ask } = await served()
    const bundle = `{"resourceType":"Bundle","type":"transaction","entry":[
      {"fullUrl":"urn:uuid:00000000-0000-4000-8000-000000000001","resource":{"resourceType":"Patient"},"request":{"method":"POST","url":"Patient"}},
      {"resource":${potassium('k', '3.70').replace('Patient/ann', 'urn:uuid:00000000-0000-4000-8000-000000000001')},"request":{"method":"PUT","url":"Observation/k"}}]}`
    expect(await ask('POST', '', bundle)).toContain('"value":3.70')
    await ask(
      'PATCH',
      'Observation/k',
      '[{"op":"replace","path":"/status","value":"amended"}]',
      'application/json-patch+json',
    )
    const read = await ask('GET', 'Observation/k')
    expect(read).toContain('"value":3.70')
    expect(read).toContain('"status":"amended"')
    expect(read).not.toContain('urn:uuid')
  })
})
