import { useState } from 'react'
import { Link, useSearch } from 'wouter'
import { Part } from '../frame/part.tsx'
import side from '../overview/side-list.module.css'
import { personPath, usePerson } from '../person/person-context.ts'
import { DecisionLine } from './decision-line.tsx'
import { useDecisions } from './use-decisions.ts'

const shownAtOnce = 3

/** On the overview: the latest cards of the EHR and what became of them. */
export const ShownInEhr = () => {
  const person = usePerson()
  const { told } = useDecisions()
  const [all, setAll] = useState(false)
  if (told.length === 0) return null
  const shown = all ? told : told.slice(0, shownAtOnce)
  return (
    <section aria-label="In the EHR" className={side.side}>
      <h2>In the EHR</h2>
      <ul>
        {shown.map((d) => (
          <li key={d.card}>
            <DecisionLine
              decision={d}
              title={
                d.about === undefined ? (
                  d.summary
                ) : (
                  <Link
                    href={`${personPath(person, d.about.section, d.about.name)}?card=${encodeURIComponent(d.card)}`}
                  >
                    {d.summary}
                  </Link>
                )
              }
            />
          </li>
        ))}
      </ul>
      {shown.length < told.length && (
        <p>
          <button type="button" className={side.button} onClick={() => setAll(true)}>
            {told.length - shown.length} more
          </button>
        </p>
      )}
    </section>
  )
}

/** On a medicine’s page: the cards about it; the one that led here (`?card=`) first and marked. */
export const CardsOfMedicine = ({ name }: { readonly name: string }) => {
  const { all, told } = useDecisions()
  const from = new URLSearchParams(useSearch()).get('card') ?? undefined
  const own = [...all.filter((d) => d.card === from), ...told.filter((d) => d.card !== from)].filter(
    (d) => d.about?.section === 'medicines' && d.about.name.toLowerCase() === name.toLowerCase(),
  )
  if (own.length === 0) return null
  return (
    <Part title="Shown in the EHR">
      <ul>
        {own.map((d) => (
          <li key={d.card}>
            <DecisionLine decision={d} marked={d.card === from} title={<strong>{d.summary}</strong>} />
          </li>
        ))}
      </ul>
    </Part>
  )
}
