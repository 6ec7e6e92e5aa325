import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Result } from '../../shared/problem.ts'
import { checkPedigree } from './check-pedigree.ts'
import {
  addChild,
  addHalfSibling,
  addParents,
  addPartner,
  addSibling,
  addTwin,
  type Edited,
  newPedigree,
  removePerson,
  setFields,
  setParents,
} from './edit-pedigree.ts'
import type { Pedigree, Relative } from './pedigree.ts'
import { relationsOf, relationWords } from './relation.ts'

const start = newPedigree('f', { id: 'me', sex: 'female', age: [40, 40], diagnoses: [] })

const after = (result: Result<Edited>): Pedigree => {
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value.pedigree
}

const words = (pedigree: Pedigree, id: string): string | undefined => {
  const relation = relationsOf(pedigree)?.of('me', id)
  return relation && relationWords(relation)
}

const last = (result: Result<Edited>): string | undefined => {
  const [id = ''] = result.ok ? result.value.added : []
  return words(after(result), id)
}

describe('editing a pedigree', () => {
  test('adds relatives that are what they are called, and leaves the pedigree before as it was', () => {
    const before = JSON.stringify(start)
    expect(last(addSibling(start, 'me', 'male'))).toBe('brother')
    expect(last(addTwin(start, 'me', 'identical'))).toBe('identical twin sister')
    expect(last(addHalfSibling(start, 'me', 'mother', 'female'))).toBe('half-sister (same mother)')
    expect(last(addChild(start, 'me', { sex: 'male' }))).toBe('son')
    expect(last(addPartner(start, 'me'))).toBe('partner')
    const parents = after(addParents(start, 'me'))
    const mother = parents.people.find((p) => p.sex === 'female' && p.id !== 'me')?.id ?? ''
    expect(last(addSibling(parents, mother, 'female'))).toBe('mother’s sister')
    expect(JSON.stringify(start)).toBe(before)
  })

  test('knows nothing of the health of somebody new until it is said', () => {
    const { people } = after(addSibling(start, 'me', 'male'))
    const brother = people.at(-1) as Relative
    expect(brother.healthUnknown).toBe(true)
    const told = after(setFields(after(addSibling(start, 'me', 'male')), brother.id, { diagnoses: [] }))
    expect(told.people.at(-1)?.healthUnknown).toBeUndefined()
  })

  test('gives siblings the parents that come with the first of them', () => {
    const one = after(addSibling(start, 'me'))
    const two = after(addSibling(one, 'me'))
    expect(two.people).toHaveLength(5)
  })

  test('refuses what cannot be, and says why', () => {
    const codes = (r: Result<Edited>): readonly string[] => r.problems.map((p) => p.code)
    expect(codes(removePerson(start, 'me'))).toEqual(['proband-stays'])
    expect(codes(setFields(start, 'me', { diagnoses: [{ disease: 'prostate-cancer' }] }))).toEqual([
      'disease-of-other-sex',
    ])
    expect(codes(setFields(start, 'me', { diagnoses: [{ disease: 'breast-cancer', onset: [50, 50] }] }))).toEqual([
      'disease-after-age',
    ])
    const child = after(addChild(start, 'me'))
    const kid = child.people.find((p) => p.mother === 'me')?.id ?? ''
    expect(codes(setParents(child, 'me', { mother: kid }))).toContain('own-ancestor')
    const grand = after(addParents(after(addParents(start, 'me')), 'p2'))
    expect(codes(removePerson(grand, 'p2'))).toContain('person-apart')
    expect(codes(addChild(after(addPartner(after(addPartner(start, 'me')), 'me')), 'me'))).toEqual(['which-partner'])
    expect(codes(addSibling(start, 'nobody'))).toEqual(['unknown-person'])
  })

  test('keeps every pedigree without errors whatever is done to it', () => {
    const step = fc.tuple(
      fc.nat(7),
      fc.nat(50),
      fc.constantFrom('female' as const, 'male' as const, 'unknown' as const),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let pedigree = start
        for (const [what, who, sex] of steps) {
          const id = pedigree.people[who % pedigree.people.length]?.id ?? ''
          const done = [
            () => addParents(pedigree, id),
            () => addPartner(pedigree, id),
            () => addChild(pedigree, id, { sex }),
            () => addSibling(pedigree, id, sex),
            () => addTwin(pedigree, id, 'fraternal', sex),
            () => addHalfSibling(pedigree, id, 'father', sex),
            () => removePerson(pedigree, id),
            () => setFields(pedigree, id, { name: 'x', diagnoses: [{ disease: 'melanoma' }] }),
          ][what]?.()
          if (done?.ok) pedigree = done.value.pedigree
          else expect(done?.problems.length).toBeGreaterThan(0)
        }
        expect(checkPedigree(pedigree).filter((p) => p.severity === 'error' || p.code === 'person-apart')).toEqual([])
      }),
      { numRuns: 100 },
    )
  })
})
