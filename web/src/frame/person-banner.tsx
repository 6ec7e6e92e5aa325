import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { type OpenPerson, personPath, usePerson } from '../person/person-context.ts'
import { Why } from '../provenance/why.tsx'
import { plainTitle } from '../person/lookup.ts'
import styles from './person-banner.module.css'
import { OutputMenu } from './output-menu.tsx'

const tabs = [
  ['', 'Overview'],
  ['medicines', 'Medicines'],
  ['genes', 'Genes'],
  ['genome', 'Genome'],
  ['risks', 'Risks'],
  ['family', 'Family'],
  ['screening', 'Screening'],
  ['record', 'Record'],
  ['inputs', 'Inputs'],
] as const

/** Files that were dropped have no record page: the page keeps what follows from them only. */
const tabsOf = (person: OpenPerson) => tabs.filter(([key]) => key !== 'record' || person.origin === 'server')

/** Name, age and problems first; never scrolls away, and is one line on a phone. */
export const PersonBanner = ({ section }: { readonly section: string }) => {
  const person = usePerson()
  const { person: p } = person.document
  const bar = useRef<HTMLElement>(null)
  useEffect(() => {
    const open = bar.current?.querySelector<HTMLElement>('[aria-current]')
    if (bar.current && open) bar.current.scrollLeft = open.offsetLeft - bar.current.offsetLeft - 40
  }, [section])
  const facts = [p.age === undefined ? undefined : `${p.age} y`, p.sex, p.mrn && `MRN ${p.mrn}`].filter(Boolean)
  return (
    <>
      <div className={styles.banner} data-banner>
        <div className={styles.inner}>
          <p className={styles.who}>
            <Link href={person.base} className={styles.name}>
              {p.name}
            </Link>
            <span className={styles.facts}>{facts.join(' · ') || 'age and sex not known'}</span>
            {person.origin === 'local' && <span className={styles.local}>only in this browser</span>}
          </p>
          <p className={styles.side}>
            <Allergies person={person} />
          </p>
          <p className={styles.problems}>
            <Problems person={person} />
          </p>
          <p className={styles.side}>{genomeText(person)}</p>
        </div>
      </div>
      <div className={styles.tabs} data-no-print>
        <div className={styles.inner}>
          <nav ref={bar} aria-label={`Pages about ${p.name}`}>
            {tabsOf(person).map(([key, label]) => (
              <Link
                key={key}
                href={key === '' ? person.base : personPath(person, key)}
                aria-current={section === key ? 'page' : undefined}
              >
                {label}
              </Link>
            ))}
          </nav>
          <OutputMenu />
        </div>
      </div>
    </>
  )
}

const Problems = ({ person }: { readonly person: OpenPerson }) => {
  const { conditions, silentOn } = person.document.person
  if (conditions.length === 0)
    return <span>{silentOn.includes('conditions') ? 'Problems: no record' : 'No problems recorded'}</span>
  const shown = conditions.slice(0, 3)
  return (
    <>
      {shown.map((c, i) => (
        <span key={c.text}>
          {i > 0 && ' · '}
          <Why of={`condition:${i}`}>
            {plainTitle(c.text)}
            {c.onset ? ` ${c.onset.slice(0, 7)}` : ''}
          </Why>
        </span>
      ))}
      {conditions.length > shown.length && (
        <>
          {' · '}
          <Link href={personPath(person, 'inputs')}>{conditions.length - shown.length} more</Link>
        </>
      )}
    </>
  )
}

const Allergies = ({ person }: { readonly person: OpenPerson }) => {
  const { allergies, silentOn } = person.document.person
  if (allergies.length === 0)
    return <span>Allergies: {silentOn.includes('allergies') ? 'not known' : 'none recorded'}</span>
  return (
    <>
      Allergies:{' '}
      {allergies.map((a, i) => (
        <span key={a.text}>
          {i > 0 && ', '}
          <Why of={`allergy:${i}`}>{a.text}</Why>
        </span>
      ))}
    </>
  )
}

const formats = {
  vcf: 'genome',
  gvcf: 'genome with coverage',
  array: 'array file',
  fhir: '',
  outsideCalls: '',
} as const

const genomeText = ({ document }: OpenPerson): string => {
  const genome = document.inputs.find((i) => i.kind === 'vcf' || i.kind === 'gvcf' || i.kind === 'array')
  if (!genome) return document.inputs.some((i) => i.kind === 'outsideCalls') ? 'Outside results only' : 'No genome file'
  return [formats[genome.kind], genome.build]
    .filter(Boolean)
    .join(' ')
    .replace(/^./, (c) => c.toUpperCase())
}
