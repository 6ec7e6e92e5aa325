import { describe, expect, test } from 'vitest'
import { childBeforeAnaesthesia, stentPatient } from '../../../test/sample-document.ts'
import { toActOn, worthKnowing } from './decisions.ts'

describe('what the overview asks for', () => {
  test('a medicine on the list that must be changed is to be acted on', () => {
    expect(toActOn(stentPatient()).map((d) => d.first.about.name)).toEqual(['clopidogrel'])
  })

  test('a medicine that nobody takes is never under what to act on', () => {
    const child = childBeforeAnaesthesia()
    expect(child.recommendations.filter((r) => r.verdict === 'act' && !r.onList).length).toBeGreaterThan(1)
    expect(toActOn(child)).toEqual([])
    expect(worthKnowing(child).length).toBeGreaterThan(0)
  })

  test('a patient is told to ask the doctor, never to leave a medicine out', () => {
    const titles = toActOn(stentPatient(), 'patient').map((d) => d.title)
    expect(titles).toHaveLength(1)
    expect(titles[0]).toMatch(/doctor/)
    for (const d of worthKnowing(childBeforeAnaesthesia(), 'patient')) expect(d.title).toMatch(/doctor/)
  })

  test('medicines that are advised against for the same reason make one decision that names them all', () => {
    const told = worthKnowing(childBeforeAnaesthesia()).flatMap((d) => d.all.map((r) => r.about.name))
    const asked = childBeforeAnaesthesia().recommendations.filter((r) => !r.onList && r.verdict === 'act')
    expect(told.toSorted()).toEqual(asked.map((r) => r.about.name).toSorted())
  })
})
