import type { Operation } from '@medplum/core'
import type { Patient } from '@medplum/fhirtypes'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeOnBoth } from '../../../test/postgres.ts'
import { openFor, refusalOf } from './repository.test-support.ts'
import type { AttuneRepository } from './repository.ts'

type Step =
  | { readonly kind: 'put'; readonly id: string; readonly family: string; readonly ifMatch: string | undefined }
  | { readonly kind: 'patch'; readonly id: string; readonly family: string; readonly ifMatch: string | undefined }
  | { readonly kind: 'delete'; readonly id: string; readonly ifMatch: string | undefined }
  | { readonly kind: 'transaction'; readonly steps: readonly Step[]; readonly fails: boolean }

/** A resource as a plain map knows it: the families of its versions; undefined for a tombstone. */
type Model = Map<string, (string | undefined)[]>

const id = fc.constantFrom('a', 'b', 'c')
const family = fc.constantFrom('Ng', 'Lovelace', 'Ålesund', '')
const ifMatch = fc.option(fc.constantFrom('1', '2', '3'), { nil: undefined, freq: 3 })

const plain: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), id, family, ifMatch }),
  fc.record({ kind: fc.constant('patch' as const), id, family, ifMatch }),
  fc.record({ kind: fc.constant('delete' as const), id, ifMatch }),
)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: plain },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('transaction' as const),
      steps: fc.array(plain, { maxLength: 4 }),
      fails: fc.boolean(),
    }),
  },
)

const patient = (id: string, family: string): Patient => ({
  resourceType: 'Patient',
  id,
  active: true,
  name: [{ family: family === '' ? 'None' : family }],
})

/** What the step answers by the model, which it changes: 0 or a status. */
const expected = (model: Model, step: Exclude<Step, { kind: 'transaction' }>): number => {
  const versions = model.get(step.id)
  const current = versions?.at(-1)
  const matches = step.ifMatch === undefined || String(versions?.length) === step.ifMatch
  if (step.kind === 'put') {
    if (step.ifMatch !== undefined && (current === undefined || !matches)) return 412
    model.set(step.id, [...(versions ?? []), step.family === '' ? 'None' : step.family])
    return 0
  }
  if (versions === undefined) return 404
  if (step.kind === 'delete') {
    if (current === undefined) return 0
    if (!matches) return 412
    versions.push(undefined)
    return 0
  }
  if (current === undefined) return 410
  if (!matches) return 412
  if (step.family === '') return 422
  versions.push(step.family)
  return 0
}

const performed = (repository: AttuneRepository, step: Exclude<Step, { kind: 'transaction' }>): Promise<number> => {
  const options = step.ifMatch === undefined ? {} : { ifMatch: step.ifMatch }
  if (step.kind === 'put') return refusalOf(repository.put(patient(step.id, step.family), options))
  if (step.kind === 'delete') return refusalOf(repository.deleteResource('Patient', step.id, options))
  const patch: Operation[] = [
    step.family === ''
      ? { op: 'replace', path: '/name/7/family', value: 'x' }
      : { op: 'replace', path: '/name/0/family', value: step.family },
  ]
  return refusalOf(repository.patchResource('Patient', step.id, patch, options))
}

const stop = new Error('stop')

const runStep = async (repository: AttuneRepository, model: Model, step: Step): Promise<void> => {
  if (step.kind !== 'transaction') {
    const wanted = expected(model, step)
    expect(await performed(repository, step)).toBe(wanted)
    return
  }
  const before = structuredClone(model)
  const work = repository.withTransaction(async (tx) => {
    for (const inner of step.steps) await runStep(tx, model, inner)
    if (step.fails) throw stop
  })
  if (!step.fails) return work
  await expect(work).rejects.toBe(stop)
  model.clear()
  for (const [key, versions] of before) model.set(key, versions)
}

const sameAs = async (repository: AttuneRepository, model: Model): Promise<void> => {
  for (const [id, versions] of model) {
    const current = versions.at(-1)
    if (current === undefined) expect(await refusalOf(repository.readResource('Patient', id))).toBe(410)
    else expect((await repository.readResource<Patient>('Patient', id)).name?.[0]?.family).toBe(current)
    for (const [i, family] of versions.entries()) {
      const read = repository.readVersion<Patient>('Patient', id, String(i + 1))
      if (family === undefined) expect(await refusalOf(read)).toBe(410)
      else expect((await read).name?.[0]?.family).toBe(family)
    }
    const { entries } = await repository.history({ type: 'Patient', id, count: 1000 })
    expect(entries.map((e) => (e.resource as Patient | undefined)?.name?.[0]?.family)).toEqual(versions.toReversed())
  }
  for (const family of ['Ng', 'Lovelace', 'Ålesund', 'None']) {
    const found = await repository.searchText('Patient', `family:exact=${family}&_sort=_id`, { strict: true })
    const living = [...model].filter(([, versions]) => versions.at(-1) === family).map(([id]) => id)
    expect(found.entry?.map((e) => e.resource?.id) ?? []).toEqual(living.toSorted())
  }
  const all = await repository.searchText('Patient', '_summary=count', { strict: true })
  expect(all.total).toBe([...model.values()].filter((versions) => versions.at(-1) !== undefined).length)
}

describeOnBoth('whatever is done in whatever order', (open, dialect) => {
  test('the store answers as a plain map of versions does', { timeout: 120_000 }, async () => {
    let run = 0
    const as = openFor(await open())
    const all = { tenant: '', actor: { id: 'a', name: 'a', role: 'clinician', purpose: 'TREAT' }, grants: [] } as const
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const grants = [
          { types: '*', rights: new Set(['c', 'r', 'u', 'd', 's']), patients: 'all', criteria: [] },
        ] as never
        const repository = as({ ...all, tenant: `t${run++}`, grants })
        const model: Model = new Map()
        for (const one of steps) await runStep(repository, model, one)
        await sameAs(repository, model)
      }),
      { numRuns: dialect === 'sqlite' ? 100 : 25 },
    )
  })
})
