import { useState } from 'react'
import {
  addChild,
  addHalfSibling,
  addParents,
  addPartner,
  addSibling,
  addTwin,
  type Edited,
  partnersOf,
  type Pedigree,
  type PersonId,
  type Relative,
} from '../../../src/clinical/family/index.ts'
import type { Result } from '../../../src/shared/problem.ts'
import type { Edit } from './pedigree-history.ts'
import styles from './person-panel.module.css'
import { Choice } from './typed-field.tsx'

/** One button for each kind of relative; whoever is added is opened at once. */
export const AddRelatives = ({
  person,
  pedigree,
  edit,
  openPerson,
  nameOf,
}: {
  readonly person: Relative
  readonly pedigree: Pedigree
  readonly edit: Edit
  readonly openPerson: (id: PersonId) => void
  readonly nameOf: (id: PersonId) => string
}) => {
  const { id } = person
  const partners = partnersOf(pedigree).get(id) ?? []
  const [chosen, setChosen] = useState(partners[0] ?? 'new')
  const partner = partners.includes(chosen) ? chosen : undefined
  const make = (words: string, of: () => Result<Edited>): void => {
    const done = edit(of(), `${words} of ${nameOf(id)} added.`)
    const [first] = done?.added ?? []
    if (first !== undefined) openPerson(first)
  }
  const child = (words: string, options: Parameters<typeof addChild>[2]): void => {
    if (partners.length < 2) return make(words, () => addChild(pedigree, id, options))
    make(words, () => addChild(pedigree, id, { ...options, ...(partner === undefined ? {} : { partner }) }))
  }
  const add: readonly (readonly [words: string, () => void])[] = [
    ...(person.father === undefined || person.mother === undefined
      ? [['Parents', () => make('Parents', () => addParents(pedigree, id))] as const]
      : []),
    ['Brother', () => make('Brother', () => addSibling(pedigree, id, 'male'))],
    ['Sister', () => make('Sister', () => addSibling(pedigree, id, 'female'))],
    ['Partner', () => make('Partner', () => addPartner(pedigree, id))],
    ['Son', () => child('Son', { sex: 'male' })],
    ['Daughter', () => child('Daughter', { sex: 'female' })],
  ]
  const more: readonly (readonly [words: string, () => void])[] = [
    ['Half-sister by mother', () => make('Half-sister', () => addHalfSibling(pedigree, id, 'mother', 'female'))],
    ['Half-brother by mother', () => make('Half-brother', () => addHalfSibling(pedigree, id, 'mother', 'male'))],
    ['Half-sister by father', () => make('Half-sister', () => addHalfSibling(pedigree, id, 'father', 'female'))],
    ['Half-brother by father', () => make('Half-brother', () => addHalfSibling(pedigree, id, 'father', 'male'))],
    ['Identical twin', () => make('Identical twin', () => addTwin(pedigree, id, 'identical'))],
    ['Twin sister', () => make('Twin sister', () => addTwin(pedigree, id, 'fraternal', 'female'))],
    ['Twin brother', () => make('Twin brother', () => addTwin(pedigree, id, 'fraternal', 'male'))],
    ['Pregnancy', () => child('Pregnancy', { pregnancy: 'ongoing' })],
  ]
  const buttons = (of: typeof add) => (
    <div className={styles.buttons}>
      {of.map(([words, does]) => (
        <button key={words} type="button" className={styles.button} onClick={does}>
          {words}
        </button>
      ))}
    </div>
  )
  return (
    <fieldset className={styles.group}>
      <legend>Add a relative</legend>
      {buttons(add)}
      {partners.length > 1 && (
        <Choice
          label="Children are of"
          value={partner ?? chosen}
          of={partners.map((p) => [p, nameOf(p)] as const)}
          keep={setChosen}
        />
      )}
      <details>
        <summary>Half-siblings, twins, pregnancy</summary>
        {buttons(more)}
      </details>
    </fieldset>
  )
}
