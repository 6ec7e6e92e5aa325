import {
  type Couple,
  type Pedigree,
  partnersOf,
  type PersonId,
  type Relative,
  setCouple,
} from '../../../src/clinical/family/index.ts'
import type { Edit } from './pedigree-history.ts'
import styles from './person-panel.module.css'
import { Check, Choice } from './typed-field.tsx'

/** What the children of a couple do not show: separated, related, without children. */
export const CoupleFields = ({
  person,
  pedigree,
  edit,
  nameOf,
}: {
  readonly person: Relative
  readonly pedigree: Pedigree
  readonly edit: Edit
  readonly nameOf: (id: PersonId) => string
}) => {
  const partners = partnersOf(pedigree).get(person.id) ?? []
  if (partners.length === 0) return null
  return (
    <details className={styles.more}>
      <summary>{partners.length === 1 ? 'Partner' : 'Partners'}</summary>
      {partners.map((id) => {
        const known = pedigree.couples.find((c) => c.partners.includes(person.id) && c.partners.includes(id))
        const has = pedigree.people.some(
          (p) => [p.father, p.mother].includes(person.id) && [p.father, p.mother].includes(id),
        )
        const put = (fields: { readonly [K in keyof Couple]?: Couple[K] | undefined }): void => {
          const merged = { partners: [person.id, id] as const, ...known, ...fields }
          const couple = Object.fromEntries(Object.entries(merged).filter(([, v]) => v !== undefined)) as Couple
          edit(setCouple(pedigree, couple), `Couple ${nameOf(person.id)} and ${nameOf(id)} changed.`)
        }
        return (
          <div key={id} className={styles.inside} role="group" aria-label={nameOf(id)}>
            <p>{nameOf(id)}</p>
            <Check
              label="Separated"
              on={known?.separated === true}
              keep={(on) => put({ separated: on ? true : undefined })}
            />
            <Check
              label="Related by blood"
              on={known?.related === true}
              keep={(on) => put({ related: on ? true : undefined })}
            />
            {!has && (
              <Choice
                label="No children"
                value={known?.noChildren ?? ''}
                of={[
                  ['', 'not said'],
                  ['by-choice', 'by choice, or no reason known'],
                  ['infertile', 'infertile'],
                ]}
                keep={(noChildren) => put({ noChildren: noChildren === '' ? undefined : noChildren })}
              />
            )}
          </div>
        )
      })}
    </details>
  )
}
