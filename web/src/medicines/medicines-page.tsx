import { useState } from 'react'
import { Link } from 'wouter'
import type { MedicineCard } from '../../../src/deliver/report/document.ts'
import { usePageTitle } from '../frame/page-title.ts'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import { personPath, usePerson } from '../person/person-context.ts'
import { inGroups } from './drug-groups.ts'
import { LookUp } from './look-up.tsx'
import styles from './medicines-page.module.css'
import { OwnMedicines } from './own-medicines.tsx'

export const MedicinesPage = () => {
  const person = usePerson()
  const { document } = person
  usePageTitle('Medicines', document.person.name)
  const [typed, setTyped] = useState('')
  const others = document.medicines.filter((m) => !m.onList && m.verdict !== 'noQuestion')
  const heads = [
    ['Best avoided', 'act', 'avoid or use differently, if ever considered'],
    ['With caution', 'caution', 'usable with a change or closer watching'],
    ['Not known', 'notKnown', 'a gene that matters is not known'],
    ['Fine to use', 'fine', 'no genetic reason to change'],
  ] as const
  return (
    <div className={styles.page}>
      <h1 tabIndex={-1}>Medicines</h1>
      <OwnMedicines />
      <LookUp typed={typed} setTyped={setTyped} />
      <section aria-labelledby="others" className={styles.others}>
        <h2 id="others">All other medicines with a genetic question</h2>
        <div className={styles.columns}>
          {heads.map(([title, verdict, meaning]) => {
            const found = others.filter((m) => m.verdict === verdict)
            return <Group key={title} title={title} meaning={meaning} verdict={verdict} medicines={found} />
          })}
        </div>
      </section>
    </div>
  )
}

/** On a phone the lists begin folded: they are long, and the look-up stands above them. */
const wide = window.matchMedia('(min-width: 641px)').matches

const Group = ({
  title,
  meaning,
  verdict,
  medicines,
}: {
  readonly title: string
  readonly meaning: string
  readonly verdict: 'act' | 'caution' | 'notKnown' | 'fine'
  readonly medicines: readonly MedicineCard[]
}) => {
  const person = usePerson()
  return (
    <details className={styles.group} open={wide}>
      <summary>
        <h3>
          <VerdictMark of={verdict} /> {title} <span className="quiet">{medicines.length}</span>
        </h3>
      </summary>
      <p className="quiet small">{medicines.length === 0 ? 'none' : meaning}</p>
      <dl>
        {inGroups(medicines).map(({ group, items }) => (
          <div key={group}>
            <dt>{group}</dt>
            <dd>
              {items.map((m) => (
                <Link key={m.drug.name} href={personPath(person, 'medicines', m.drug.name)}>
                  {m.drug.name}
                </Link>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
