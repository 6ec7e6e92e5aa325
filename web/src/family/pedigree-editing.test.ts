import { describe, expect, test } from 'vitest'
import { layoutPedigree, type Pedigree } from '../../../src/clinical/family/index.ts'
import { readAge, typedAge } from './age-words.ts'
import { begun, changed } from './pedigree-history.ts'
import { personBy } from './pedigree-moves.ts'

const pedigree: Pedigree = {
  id: 'f',
  proband: 'me',
  couples: [],
  people: [
    { id: 'dad', sex: 'male', diagnoses: [] },
    { id: 'mum', sex: 'female', diagnoses: [] },
    { id: 'me', sex: 'female', father: 'dad', mother: 'mum', diagnoses: [] },
    { id: 'brother', sex: 'male', father: 'dad', mother: 'mum', diagnoses: [] },
  ],
}
const layout = layoutPedigree(pedigree)

describe('arrow keys in a pedigree', () => {
  const from = (id: string, ...keys: readonly string[]): string =>
    keys.reduce((at, key) => (layout && personBy(key, at, pedigree, layout)) ?? `nobody from ${at}`, id)

  test('lead to parents, children, partner and siblings, and back', () => {
    expect(['dad', 'mum']).toContain(from('me', 'ArrowUp'))
    expect(['me', 'brother']).toContain(from('mum', 'ArrowDown'))
    expect(from('dad', 'ArrowRight')).toBe('mum')
    expect(from('mum', 'ArrowLeft')).toBe('dad')
    expect(new Set([from('me', 'Home'), from('me', 'End')])).toEqual(new Set(['me', 'brother']))
  })

  test('reach everybody from the proband', () => {
    const reached = new Set(['me'])
    for (const id of reached)
      for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']) {
        const next = layout && personBy(key, id, pedigree, layout)
        if (next !== undefined) reached.add(next)
      }
    expect(reached.size).toBe(pedigree.people.length)
  })

  test('lead nowhere where nobody is', () => {
    expect(from('dad', 'ArrowUp')).toBe('nobody from dad')
  })
})

describe('the steps of editing', () => {
  const other = { ...pedigree, proband: 'brother' }

  test('go back and forth, and a new step ends the way forth', () => {
    const after = changed(begun(pedigree), { do: 'change', to: other, said: 'x' })
    const back = changed(after, { do: 'undo' })
    expect(back.now).toBe(pedigree)
    expect(changed(back, { do: 'redo' }).now).toBe(other)
    const third = { ...pedigree, id: 'g' }
    expect(changed(changed(back, { do: 'change', to: third, said: 'y' }), { do: 'redo' }).now).toBe(third)
  })

  test('a change that was refused changes nothing and says why', () => {
    const problem = { code: 'proband-stays', severity: 'error', at: {}, message: 'm', remedy: 'r' } as const
    const refused = changed(begun(pedigree), { do: 'refuse', problems: [problem] })
    expect(refused.now).toBe(pedigree)
    expect(refused.refused).toEqual([problem])
    expect(changed(refused, { do: 'change', to: other, said: '' }).refused).toEqual([])
  })
})

test('an age is a number of years, or two with a dash; anything else is told', () => {
  expect([readAge(' 62 '), readAge('60-65'), readAge('60 to 65'), readAge('')]).toEqual([
    [62, 62],
    [60, 65],
    [60, 65],
    undefined,
  ])
  for (const wrong of ['old', '65-60', '140', '6.5', '-3']) expect(readAge(wrong)).toBe('not-an-age')
  expect(typedAge(readAge('60-65') as readonly [number, number])).toBe('60-65')
})
