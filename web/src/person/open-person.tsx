import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useSearchParams } from 'wouter'
import { PersonBanner } from '../frame/person-banner.tsx'
import { Failed, Loading, NotAssessed, NotFound } from '../frame/states.tsx'
import { OverviewPage } from '../overview/overview-page.tsx'
import { useLocalPeople } from './local-people.tsx'
import { plainPart } from './lookup.ts'
import styles from './open-person.module.css'
import { type OpenPerson, PersonContext } from './person-context.ts'
import { NotThere, Refused } from '../session/ask-server.ts'
import { reportQuery } from './queries.ts'

const MedicinesPage = lazy(() => import('../medicines/medicines-page.tsx').then((m) => ({ default: m.MedicinesPage })))
const MedicinePage = lazy(() => import('../medicines/medicine-page.tsx').then((m) => ({ default: m.MedicinePage })))
const GenesPage = lazy(() => import('../genes/genes-page.tsx').then((m) => ({ default: m.GenesPage })))
const GenePage = lazy(() => import('../genes/gene-page.tsx').then((m) => ({ default: m.GenePage })))
const GenomePage = lazy(() => import('../genome/genome-page.tsx').then((m) => ({ default: m.GenomePage })))
const GenomeGenePage = lazy(() => import('../genome/genome-gene-page.tsx').then((m) => ({ default: m.GenomeGenePage })))
const RisksPage = lazy(() => import('../risks/risks-page.tsx').then((m) => ({ default: m.RisksPage })))
const ScreeningPage = lazy(() => import('../screening/screening-page.tsx').then((m) => ({ default: m.ScreeningPage })))
const FamilyPage = lazy(() => import('../family/family-page.tsx').then((m) => ({ default: m.FamilyPage })))
const RecordPage = lazy(() => import('../record/record-page.tsx').then((m) => ({ default: m.RecordPage })))
const InputsPage = lazy(() => import('../inputs/inputs-page.tsx').then((m) => ({ default: m.InputsPage })))
const ProvenanceDrawer = lazy(() => import('../provenance/drawer.tsx').then((m) => ({ default: m.ProvenanceDrawer })))

type At = { readonly id: string; readonly section: string | undefined; readonly item: string | undefined }

export const ServerPerson = ({ id, section, item }: At) => {
  const report = useQuery(reportQuery(id))
  const person = useMemo<OpenPerson | undefined>(
    () => report.data && { document: report.data, base: `/people/${encodeURIComponent(id)}`, id, origin: 'server' },
    [report.data, id],
  )
  if (person) return <PersonPages person={person} section={section} item={item} />
  if (report.error instanceof NotThere) return <NotFound what="person" />
  if (report.error instanceof Refused) return <NotAssessed error={report.error} retry={() => void report.refetch()} />
  if (report.error) return <Failed what="This person" error={report.error} retry={() => void report.refetch()} />
  return <Loading what="this person" />
}

export const LocalPerson = ({ id, section, item }: At) => {
  const { people } = useLocalPeople()
  const document = people.get(id)
  const person = useMemo<OpenPerson | undefined>(
    () => document && { document, base: `/local/${encodeURIComponent(id)}`, id, origin: 'local' },
    [document, id],
  )
  if (person) return <PersonPages person={person} section={section} item={item} />
  return (
    <NotFound what="person in this browser">
      <p>
        Results from dropped files are never stored. They were gone when the page was closed or loaded again; drop the
        files once more to see them.
      </p>
    </NotFound>
  )
}

const PersonPages = ({
  person,
  section = '',
  item,
}: {
  readonly person: OpenPerson
  readonly section?: string | undefined
  readonly item: string | undefined
}) => (
  <PersonContext value={person}>
    <PersonBanner section={section} />
    <div className={styles.page}>
      <Suspense fallback={<Loading what="the page" />}>
        <Section person={person} section={section} item={item === undefined ? undefined : plainPart(item)} />
      </Suspense>
    </div>
    <DrawerWhenAsked />
  </PersonContext>
)

const Section = ({
  person,
  section,
  item,
}: {
  readonly person: OpenPerson
  readonly section: string
  readonly item: string | undefined
}) => {
  if (section === '') return <OverviewPage />
  if (section === 'medicines') return item === undefined ? <MedicinesPage /> : <MedicinePage name={item} />
  if (section === 'genes') return item === undefined ? <GenesPage /> : <GenePage name={item} />
  if (section === 'genome') return item === undefined ? <GenomePage /> : <GenomeGenePage name={item} />
  if (section === 'risks' && item === undefined) return <RisksPage />
  if (section === 'family' && item === undefined) return <FamilyPage />
  if (section === 'screening' && item === undefined) return <ScreeningPage />
  if (section === 'record' && item === undefined && person.origin === 'server') return <RecordPage />
  if (section === 'inputs' && item === undefined) return <InputsPage />
  return <NotFound what="page" />
}

const DrawerWhenAsked = () => {
  const [params] = useSearchParams()
  const asked = params.has('why')
  const [wanted, setWanted] = useState(asked)
  if (asked && !wanted) setWanted(true)
  return wanted ? (
    <Suspense fallback={null}>
      <ProvenanceDrawer />
    </Suspense>
  ) : null
}
