import type { Observation, Parameters } from '@medplum/fhirtypes'
import Fastify, { type FastifyInstance } from 'fastify'
import { expect, test } from 'vitest'
import { describeOnBoth } from '../../../test/postgres.ts'
import { packArchive } from '../../genome/archive/index.ts'
import { nodeDeflate } from '../../genome/archive/node/index.ts'
import { memorySource } from '../../genome/index.ts'
import { nodeInflate } from '../../genome/node/index.ts'
import { loadFhirDefinitions } from '../../fhir/index.ts'
import { loadRelease } from '../../knowledge/folder.ts'
import { compileTerms } from '../../record/index.ts'
import type { Instant } from '../../shared/instant.ts'
import { type Database, genomeStore, openRepository, peopleStore } from '../../store/index.ts'
import type { Access, AuditEntry, Grant, Right, Role } from '../../trust/index.ts'
import { genomicsOperationRoutes, operationKnowledge, personSubjects } from './index.ts'

const baseUrl = 'http://attune.test/fhir'
const at = '2026-11-22T09:00:00Z' as Instant
const rights = (letters: string): ReadonlySet<Right> => new Set(letters.split('') as Right[])
const everything: Grant = { types: '*', rights: rights('cruds'), patients: 'all', criteria: [] }

const accessOf = (id: string, grants: readonly Grant[], role: Role = 'clinician'): Access => ({
  tenant: 'home',
  actor: { id, name: id, role, reference: `Practitioner/${id}`, purpose: 'TREAT' },
  grants,
})

const callers: Readonly<Record<string, Access>> = {
  clinician: accessOf('clinician', [everything]),
  onlyAnn: accessOf('onlyAnn', [{ ...everything, patients: ['ann'] }]),
  laboratory: accessOf('laboratory', [
    { types: ['Patient'], rights: rights('rs'), patients: 'all', criteria: [] },
    { types: ['Observation'], rights: rights('rs'), patients: 'all', criteria: ['category=laboratory'] },
  ]),
  vitals: accessOf('vitals', [
    { types: ['Patient'], rights: rights('rs'), patients: 'all', criteria: [] },
    { types: ['Observation'], rights: rights('rs'), patients: 'all', criteria: ['category=vital-signs'] },
  ]),
  conditions: accessOf('conditions', [
    { types: ['Patient', 'Condition'], rights: rights('rs'), patients: 'all', criteria: [] },
  ]),
  analyst: accessOf('analyst', [everything], 'analyst'),
}

const knowledge = operationKnowledge()
const terms = compileTerms(loadRelease('attune-terms'))
const definitions = loadFhirDefinitions()

const vcf = (rows: readonly string[]): string =>
  `##fileformat=VCFv4.3\n##reference=GRCh38\n##FORMAT=<ID=GT,Number=1,Type=String,Description="g">\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS1\n${rows.map((r) => r.replaceAll(' ', '\t')).join('\n')}\n`

const packed = async (rows: readonly string[]): Promise<Uint8Array> => {
  const parts: Uint8Array[] = []
  const done = await packArchive(
    memorySource('a.vcf', vcf(rows)),
    { inflate: nodeInflate, deflate: nodeDeflate, build: 'GRCh38', exact: true },
    (b) => void parts.push(b.slice()),
  )
  if (!done.ok) throw new Error(JSON.stringify(done.problems))
  return new Uint8Array(Buffer.concat(parts))
}

type Served = { readonly app: FastifyInstance; readonly audited: AuditEntry[] }

/** Ann and Bea, both with the same variant of LDLR; Ann's laboratory says something of her too. */
const served = async (database: Database): Promise<Served> => {
  let n = 0
  const newId = (): string => `made-${++n}`
  const openRecord = (access: Access) =>
    openRepository({ database, definitions, access, now: () => at, newId, baseUrl, pageKey: new Uint8Array(32) })
  const record = openRecord(callers['clinician'] as Access)
  const genomes = genomeStore(database, 'home')
  for (const id of ['ann', 'bea']) {
    await record.put({ resourceType: 'Patient', id })
    await genomes.save(id, {
      name: `${id}.vcf`,
      sha256: `${id}0`.padEnd(64, '0'),
      build: 'GRCh38',
      added: at,
      archive: await packed(['chr19 11089560 . G A 50 PASS . GT 0/1']),
    })
  }
  const ofLaboratory: Observation = {
    resourceType: 'Observation',
    id: 'lab-1',
    status: 'final',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
    ],
    code: { coding: [{ system: 'http://loinc.org', code: '84413-4' }] },
    subject: { reference: 'Patient/ann' },
    valueCodeableConcept: { text: 'CYP2C19 *2/*2' },
    component: [
      {
        code: { coding: [{ system: 'http://loinc.org', code: '48018-6' }] },
        valueCodeableConcept: { text: 'CYP2C19' },
      },
    ],
  }
  await record.put(ofLaboratory)
  const audited: AuditEntry[] = []
  const app = Fastify({ logger: false })
  await app.register(
    async (scope) =>
      genomicsOperationRoutes(scope, {
        ...knowledge,
        terms,
        subjects: personSubjects({ genomes, report: (person) => peopleStore(database, 'home').report(person) }),
        openRecord,
        authenticate: async (request) => callers[request.headers.authorization?.replace('Bearer ', '') ?? ''],
        audit: { append: async (entry) => void audited.push(entry) },
        now: () => at,
        newId,
        baseUrl,
      }),
    { prefix: '/fhir' },
  )
  return { app, audited }
}

describeOnBoth('genomics operations over HTTP', (open) => {
  const range = 'ranges=NC_000019.10:11089362-11133829'
  const get = (app: FastifyInstance, url: string, caller = 'clinician', headers = {}) =>
    app.inject({ method: 'GET', url: `/fhir/${url}`, headers: { authorization: `Bearer ${caller}`, ...headers } })

  test('answer GET and POST alike, on the base and on Patient, from the genome in the store', async () => {
    const { app } = await served(await open())
    const answers = await Promise.all([
      get(app, `$find-subject-variants?subject=ann&${range}&includeVariants=true`),
      get(app, `Patient/$find-subject-variants?subject=Patient/ann&${range}&includeVariants=true`),
      app.inject({
        method: 'POST',
        url: '/fhir/$find-subject-variants',
        headers: { authorization: 'Bearer clinician', 'content-type': 'application/fhir+json' },
        payload: JSON.stringify({
          resourceType: 'Parameters',
          parameter: [
            { name: 'subject', valueString: 'ann' },
            { name: 'ranges', valueString: 'NC_000019.10:11089362-11133829' },
            { name: 'includeVariants', valueBoolean: true },
          ],
        }),
      }),
      app.inject({
        method: 'POST',
        url: '/fhir/$find-subject-variants',
        headers: { authorization: 'Bearer clinician', 'content-type': 'application/x-www-form-urlencoded' },
        payload: `subject=ann&${range}&includeVariants=true`,
      }),
    ])
    expect(answers.map((a) => a.statusCode)).toEqual([200, 200, 200, 200])
    expect(new Set(answers.map((a) => a.body)).size).toBe(1)
    const told = JSON.parse(answers[0]?.body ?? '') as Parameters
    expect(told.parameter?.[0]?.part?.find((p) => p.name === 'presence')?.valueBoolean).toBe(true)
    expect(answers[0]?.headers['content-type']).toContain('application/fhir+json')
  })

  test('a patient the caller may not see is answered as one who is not there, byte for byte', async () => {
    const { app, audited } = await served(await open())
    const hidden = await get(app, `$find-subject-variants?subject=bea&${range}`, 'onlyAnn')
    const nobody = await get(app, `$find-subject-variants?subject=nob&${range}`, 'onlyAnn')
    expect([hidden.statusCode, nobody.statusCode]).toEqual([404, 404])
    expect(hidden.body).toBe(nobody.body)
    expect(audited.map((e) => [e.action, e.outcome, e.patients])).toEqual([
      ['execute', 'failure', []],
      ['execute', 'failure', []],
    ])
    const counted = await get(
      app,
      `$find-population-specific-variants?variants=NC_000019.10:11089559:G:A&includePatientList=true`,
      'onlyAnn',
    )
    const told = JSON.parse(counted.body) as Parameters
    expect(told.parameter?.[0]?.part?.filter((p) => p.name === 'subject').map((p) => p.valueString)).toEqual(['ann'])
    expect(told.parameter?.[0]?.part?.find((p) => p.name === 'denominator')?.valueQuantity?.value).toBe(1)
  })

  test('a caller sees of a person what was granted: laboratory results and so the genome, vital signs and no genome, nothing', async () => {
    const { app } = await served(await open())
    const presence = async (caller: string) => {
      const answer = await get(app, `$find-subject-variants?subject=ann&${range}`, caller)
      return [
        answer.statusCode,
        (JSON.parse(answer.body) as Parameters).parameter?.[0]?.part?.find((p) => p.name === 'presence')?.valueBoolean,
      ]
    }
    expect(await presence('laboratory')).toEqual([200, true])
    expect(await presence('vitals')).toEqual([200, undefined])
    expect((await presence('conditions'))[0]).toBe(403)
    expect((await get(app, `$find-subject-variants?subject=ann&${range}`, 'stranger')).statusCode).toBe(401)
    const haplotypes = async (caller: string) =>
      (await get(app, '$find-subject-haplotypes?subject=ann&genes=CYP2C19', caller)).body.includes('*2/*2')
    expect([await haplotypes('laboratory'), await haplotypes('vitals')]).toEqual([true, false])
  })

  test('counts are exact to whoever cares for the people, and coarse to an analyst', async () => {
    const { app } = await served(await open())
    const url = '$find-population-specific-variants?variants=NC_000019.10:11089559:G:A&includePatientList=true'
    const exact = JSON.parse((await get(app, url)).body) as Parameters
    expect(exact.parameter?.[0]?.part?.find((p) => p.name === 'numerator')?.valueQuantity).toEqual({ value: 2 })
    const coarse = await get(app, url, 'analyst')
    expect(coarse.statusCode).toBe(422)
    expect(coarse.body).not.toContain('ann')
  })

  test('what is wrong with a request comes back all at once, and every request of a known caller leaves one audit entry', async () => {
    const { app, audited } = await served(await open())
    const bad = await get(app, '$find-subject-variants?ranges=chr1:1-2,NC_000001.11:9-3')
    expect(bad.statusCode).toBe(400)
    expect((JSON.parse(bad.body) as { issue: readonly unknown[] }).issue.length).toBe(3)
    expect(
      (
        await get(app, `$find-subject-variants?subject=ann&${range}&colour=red`, 'clinician', {
          prefer: 'handling=strict',
        })
      ).statusCode,
    ).toBe(400)
    expect((await get(app, `$find-subject-variants?subject=ann&${range}&colour=red`)).statusCode).toBe(200)
    const broken = await app.inject({
      method: 'POST',
      url: '/fhir/$find-subject-variants',
      headers: { authorization: 'Bearer clinician', 'content-type': 'application/fhir+json' },
      payload: '{"resourceType":',
    })
    expect([broken.statusCode, broken.json().resourceType]).toEqual([400, 'OperationOutcome'])
    expect(audited.map((e) => [e.outcome, e.entity, e.patients])).toEqual([
      ['failure', '$find-subject-variants', []],
      ['failure', '$find-subject-variants', []],
      ['success', '$find-subject-variants', ['ann']],
      ['failure', '$find-subject-variants', []],
    ])
  })

  test('the utilities tell coordinates, genes, variants on both builds, HLA names and codes of medicines', async () => {
    const { app } = await served(await open())
    const told = async (url: string) => (await get(app, `utilities/${url}`)).json()
    expect(await told('$get-feature-coordinates?chromosome=chrM')).toMatchObject({ build37RefSeq: 'NC_012920.1' })
    expect(await told('$get-feature-coordinates?gene=LDLR')).toMatchObject([
      { geneSymbol: 'LDLR', build38Coordinates: 'NC_000019.10:11089361-11133829' },
    ])
    expect(await told('$find-the-gene?range=NC_000019.9:11200235-11200236')).toMatchObject([{ geneSymbol: 'LDLR' }])
    expect(await told('$normalize-variant?variant=NC_000019.9:g.11200236G%3EA')).toMatchObject({
      GRCh37: [{ spdi: 'NC_000019.9:11200235:G:A' }],
      GRCh38: [{ spdi: 'NC_000019.10:11089559:G:A' }],
    })
    expect(await told('$normalize-hla?allele=A*01:01:01:01')).toMatchObject({ twoFields: 'HLA-A*01:01' })
    expect((await get(app, 'utilities/$normalize-hla?allele=B14')).statusCode).toBe(422)
    expect(await told('$translate-terminology?code=clopidogrel')).toMatchObject([{ rxnorm: { code: '32968' } }])
    expect((await get(app, 'utilities/$get-feature-coordinates')).statusCode).toBe(400)
  })
})
