import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Pedigree, Relative } from '../../clinical/family/index.ts'
import type { ReportDocument } from '../../deliver/report/index.ts'
import { type DemoServer, demoServer } from '../demo-server.test-support.ts'

let server: DemoServer
let clinician: Awaited<ReturnType<DemoServer['as']>>
beforeAll(async () => {
  server = await demoServer()
  clinician = await server.as('clinician')
}, 120_000)
afterAll(() => server.stop())

const subject = { reference: 'Patient/fam' }
const member = (id: string, code: string, fields: object = {}) => ({
  resourceType: 'FamilyMemberHistory',
  id,
  status: 'completed',
  patient: subject,
  relationship: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code }] },
  ...fields,
})
const breast = { condition: [{ code: { text: 'Breast cancer' }, onsetAge: { value: 45, unit: 'a', code: 'a' } }] }

/** A person whose mother and brother another system recorded. */
const begin = async (id: string): Promise<void> => {
  const bundle = {
    resourceType: 'Bundle',
    type: 'collection',
    entry: [
      { resourceType: 'Patient', id, name: [{ text: id }], gender: 'female', birthDate: '1990-05-05' },
      { ...member(`${id}-m`, 'MTH', breast), patient: { reference: `Patient/${id}` } },
      { ...member(`${id}-b`, 'BRO'), patient: { reference: `Patient/${id}` } },
    ].map((resource) => ({ resource })),
  }
  const answer = await clinician('/api/import?name=fam.json', {
    method: 'POST',
    payload: JSON.stringify(bundle),
    headers: { 'content-type': 'application/octet-stream' },
  })
  expect(answer.statusCode).toBe(200)
}

const familyOf = async (id: string) => {
  const document = (await clinician(`/api/people/${id}/report`)).json<ReportDocument>()
  const family = document.early?.family
  if (family === undefined) throw new Error('the report says nothing of the family')
  return family
}

const save = (id: string, payload: object) => clinician(`/api/people/${id}/family`, { method: 'PUT', payload })

const entries = async (id: string) => {
  const answer = await clinician(`/fhir/FamilyMemberHistory?patient=Patient/${id}&_count=100`)
  return (answer.json<{ entry?: { resource: { id: string; identifier?: { system: string }[] } }[] }>().entry ?? []).map(
    (e) => e.resource,
  )
}

const aunt: Relative = {
  id: 'aunt',
  name: 'Ada',
  sex: 'female',
  gender: 'woman',
  father: 'mgf',
  mother: 'mgm',
  age: [58, 60],
  born: 1966,
  diagnoses: [{ disease: 'ovarian-cancer', onset: [51, 51] }, { disease: { other: 'Thyroid cancer' } }],
  surgery: [{ what: 'hysterectomy', age: 40 }],
  tests: [
    { gene: 'BRCA2', result: 'negative', method: 'known-variant' },
    { gene: 'BRCA1', result: 'positive', method: 'search', variant: 'c.68_69del' },
  ],
  notes: 'lives abroad',
}

const drawn = ({ people, ...rest }: Pedigree): Pedigree => ({
  ...rest,
  people: [
    ...people.map((p) => (p.id === 'mother' ? { ...p, father: 'mgf', mother: 'mgm' } : p)),
    { id: 'mgf', sex: 'male', diagnoses: [], healthUnknown: true },
    { id: 'mgm', sex: 'female', diagnoses: [], dead: true },
    aunt,
    { id: 'partner', sex: 'male', diagnoses: [] },
    { id: 'partners-father', sex: 'male', diagnoses: [{ disease: 'stroke' }] },
    { id: 'child', sex: 'unknown', father: 'partner', mother: 'proband', diagnoses: [], pregnancy: 'ongoing' },
  ].map((p) => (p.id === 'partner' ? { ...p, father: 'partners-father' } : p)) as readonly Relative[],
  couples: [{ partners: ['mgf', 'mgm'], separated: true }],
  asked: ['parents', 'siblings'],
})

const bare = ({ people, ...rest }: Pedigree) => ({
  ...rest,
  people: people
    .map(({ ref: __, diagnoses, tests, ...p }) => ({
      ...p,
      diagnoses: diagnoses.map(({ ref: ___, ...d }) => d),
      ...(tests === undefined ? {} : { tests: tests.map(({ ref: ___, ...t }) => t) }),
    }))
    .toSorted((a, b) => a.id.localeCompare(b.id)),
})

describe('saving a drawn family', () => {
  test('it comes back as it was drawn, with everything that FHIR has no words for', async () => {
    await begin('comes-back')
    const pedigree = drawn((await familyOf('comes-back')).pedigree)
    const answer = await save('comes-back', pedigree)
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { saved: 9, removed: 0 }])
    const again = await familyOf('comes-back')
    expect(bare(again.pedigree)).toEqual(bare(pedigree))
    expect(again.aside).toEqual([])
  })

  test('entries of other sources stay untouched, and nobody is told twice', async () => {
    await begin('untouched')
    const before = (await clinician('/fhir/FamilyMemberHistory/untouched-m')).json<{ meta: { versionId: string } }>()
    await save('untouched', drawn((await familyOf('untouched')).pedigree))
    const after = (await clinician('/fhir/FamilyMemberHistory/untouched-m')).json<{ meta: { versionId: string } }>()
    expect(after).toEqual(before)
    const { pedigree } = await familyOf('untouched')
    const ill = pedigree.people.filter((p) => p.diagnoses.some((d) => d.disease === 'breast-cancer'))
    expect(ill.map((p) => p.id)).toEqual(['mother'])
  })

  test('saving again replaces: who was taken out is gone, and the entry they stood for is told as not in the drawing', async () => {
    await begin('replaces')
    await save('replaces', drawn((await familyOf('replaces')).pedigree))
    const { pedigree } = await familyOf('replaces')
    const brother = pedigree.people.find((p) => p.sex === 'male' && p.mother === 'mother')
    const less = { ...pedigree, people: pedigree.people.filter((p) => p.id !== 'aunt' && p.id !== brother?.id) }
    const answer = await save('replaces', less)
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { saved: 7, removed: 2 }])
    const again = await familyOf('replaces')
    expect(again.pedigree.people.map((p) => p.id)).not.toContain('aunt')
    expect(again.aside).toMatchObject([
      { because: 'not-in-drawing', ref: { resource: 'FamilyMemberHistory/replaces-b' } },
    ])
    const ours = (await entries('replaces')).filter((r) =>
      r.identifier?.some((i) => i.system === 'urn:attune:pedigree'),
    )
    expect(ours).toHaveLength(6)
  })

  test('a family that contradicts itself is refused with everything that is wrong, and nothing is written', async () => {
    await begin('refused')
    const { pedigree } = await familyOf('refused')
    const wrong = {
      ...pedigree,
      people: pedigree.people.map((p) =>
        p.id === 'mother' ? { ...p, age: [20, 20], sex: 'male', diagnoses: [{ disease: 'ovarian-cancer' }] } : p,
      ),
    }
    const answer = await save('refused', wrong)
    expect(answer.statusCode).toBe(422)
    expect(answer.json<{ problems: { code: string }[] }>().problems.map((p) => p.code)).toEqual(
      expect.arrayContaining(['parent-of-other-sex', 'parent-not-older', 'disease-of-other-sex']),
    )
    expect(await entries('refused')).toHaveLength(2)
  })

  test('what is no pedigree is refused with the place of each fault', async () => {
    const answer = await save('comes-back', {
      id: 'x',
      proband: 'a',
      people: [{ id: 'a', sex: 'f', more: 1 }],
      couples: 7,
    })
    expect(answer.statusCode).toBe(422)
    const paths = answer.json<{ problems: { at: { path: string } }[] }>().problems.map((p) => p.at.path)
    expect(paths).toEqual(expect.arrayContaining(['people.0.sex', 'people.0.diagnoses', 'couples']))
  })

  test('a relative does not stand for an entry of somebody else', async () => {
    await begin('theirs')
    await begin('others')
    const { pedigree } = await familyOf('theirs')
    const ref = { kind: 'fhir', resource: 'FamilyMemberHistory/others-m', path: 'relationship' }
    const claimed = { ...pedigree, people: pedigree.people.map((p) => (p.id === 'mother' ? { ...p, ref } : p)) }
    expect((await save('theirs', claimed)).statusCode).toBe(200)
    expect(JSON.stringify(await entries('theirs'))).not.toContain('others-m')
  })

  test('only clinicians save, others are told no, and both leave an entry', async () => {
    const { pedigree } = await familyOf('comes-back')
    const board = await server.as('tumour-board')
    const answer = await board('/api/people/comes-back/family', { method: 'PUT', payload: pedigree })
    expect(answer.statusCode).toBe(403)
    const patient = await server.as('patient')
    expect((await patient('/api/people/comes-back/family', { method: 'PUT', payload: pedigree })).statusCode).toBe(404)
    const seen = (await clinician('/api/people/comes-back/accesses')).json<{
      accesses: { action: string; entity: string; outcome: string }[]
    }>().accesses
    const updates = seen.filter((a) => a.entity === 'family').map((a) => `${a.action} ${a.outcome}`)
    expect(updates).toEqual(expect.arrayContaining(['update success', 'update failure']))
  })
})
