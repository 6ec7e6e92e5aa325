import { useMemo, useState } from 'react'
import {
  type FamilyFinding,
  layoutPedigree,
  newPedigree,
  type Pedigree,
  type PersonId,
} from '../../../src/clinical/family/index.ts'
import { drawPedigree, relationNames } from '../../../src/deliver/report/figures/pedigree.ts'
import type { FamilyPart } from '../../../src/deliver/report/early-detection.ts'
import type { PersonCard } from '../../../src/deliver/report/document.ts'
import type { Assessment } from '../../../src/shared/assessment.ts'
import { checkPedigree } from '../../../src/clinical/family/index.ts'
import { usePageTitle } from '../frame/page-title.ts'
import { type OpenPerson, usePerson } from '../person/person-context.ts'
import { useAudience } from '../session/use-audience.ts'
import { AsideList } from './aside-list.tsx'
import { CarriersPart } from './carriers-part.tsx'
import { CriteriaPart } from './criteria-part.tsx'
import { useFamilyFindings } from './family-findings.ts'
import { FamilyFiles } from './family-files.tsx'
import { FamilySummary } from './family-summary.tsx'
import styles from './family-page.module.css'
import { FamilyQuestions } from './family-questions.tsx'
import { OutlookPart } from './outlook-part.tsx'
import { PedigreeCanvas } from './pedigree-canvas.tsx'
import { usePedigreeHistory } from './pedigree-history.ts'
import { Toolbar } from './pedigree-toolbar.tsx'
import { PersonPanel } from './person-panel.tsx'
import { RelativesTable } from './relatives-table.tsx'
import { SaveFamily } from './save-family.tsx'
import { WhatChanged } from './what-changed.tsx'

const noAssessments: readonly Assessment<FamilyFinding>[] = []

/** Where nothing of the family is on record: the person alone, to begin with. */
const alone = (p: PersonCard): Pedigree =>
  newPedigree(p.id, {
    id: 'proband',
    sex: p.sex === 'female' || p.sex === 'male' ? p.sex : 'unknown',
    diagnoses: [],
    healthUnknown: true,
    ...(p.name === '' ? {} : { name: p.name }),
    ...(p.age === undefined ? {} : { age: [p.age, p.age] as const }),
  })

const familyOf = ({ document }: OpenPerson): FamilyPart =>
  document.early?.family ?? { pedigree: alone(document.person), aside: [], assessments: noAssessments }

/** Drawings wider than the page start a little smaller. */
const wide = 1120

/** The family: drawn, told as a table, and what follows from it. Every change is followed at once, in this page alone. */
export const FamilyPage = () => {
  const person = usePerson()
  const audience = useAudience()
  usePageTitle('Family', person.document.person.name)
  const start = useMemo(() => familyOf(person), [person])
  const { history, act, edit } = usePedigreeHistory(start.pedigree, person.base)
  const [came, setCame] = useState(start)
  if (came !== start) {
    setCame(start)
    if (history.past.length === 0) act({ do: 'begin', with: start.pedigree, said: '' })
  }
  const pedigree = history.now
  const [at, setAt] = useState<PersonId>(pedigree.proband)
  const [open, setOpen] = useState<PersonId>()
  const [chosenZoom, setZoom] = useState<number>()
  const here = pedigree.people.some((p) => p.id === at) ? at : pedigree.proband
  const shown = pedigree.people.find((p) => p.id === open)
  const layout = useMemo(() => layoutPedigree(pedigree), [pedigree])
  const drawn = useMemo(() => layout && drawPedigree(pedigree, layout, audience), [pedigree, layout, audience])
  const zoom = chosenZoom ?? (drawn !== undefined && drawn.width > wide ? 0.8 : 1)
  const names = useMemo(() => relationNames(pedigree), [pedigree])
  const problems = useMemo(() => checkPedigree(pedigree), [pedigree])
  const { findings, late, failed } = useFamilyFindings(pedigree, start)
  const openPerson = (id: PersonId): void => {
    setAt(id)
    setOpen(id)
  }
  const close = (): void => {
    setOpen(undefined)
    requestAnimationFrame(() => document.getElementById(`person-${here}`)?.focus())
  }
  const nameOf = (id: PersonId): string => {
    const p = pedigree.people.find((q) => q.id === id)
    const relation = id === pedigree.proband ? (audience === 'patient' ? 'you' : 'this person') : names.get(id)
    return p?.name === undefined ? relation || 'somebody not related' : relation ? `${p.name} (${relation})` : p.name
  }
  const keys = (event: React.KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return
    if ((event.target as HTMLElement).matches('input:not([type=checkbox]), textarea')) return
    event.preventDefault()
    act({ do: event.shiftKey ? 'redo' : 'undo' })
  }
  const told = { pedigree, names, nameOf, openPerson, audience }
  return (
    <div className={styles.page} onKeyDown={keys}>
      <div className={styles.head}>
        <h1 tabIndex={-1}>Family</h1>
        <SaveFamily pedigree={pedigree} start={start} changed={pedigree !== start.pedigree} saved={act} />
      </div>
      {pedigree.people.length === 1 && (
        <p className={styles.lead}>
          Nothing is known of the family yet: that is not the same as a family without disease. Choose{' '}
          {audience === 'patient' ? 'yourself' : 'the person'} in the drawing and add parents, brothers and sisters.
        </p>
      )}
      <FamilySummary {...told} findings={findings} late={late} />
      <section aria-label="Pedigree" className={shown === undefined ? styles.only : styles.both}>
        <div className={styles.figure}>
          <Toolbar history={history} act={act} zoom={zoom} setZoom={setZoom} edit={() => openPerson(here)} />
          {drawn === undefined || layout === undefined ? (
            <p role="alert">
              Somebody would be their own ancestor, so the family cannot be drawn. Undo the last change.
            </p>
          ) : (
            <PedigreeCanvas
              {...{ pedigree, drawn, layout, zoom, problems }}
              at={here}
              open={shown?.id}
              move={setAt}
              choose={openPerson}
            />
          )}
          <WhatChanged history={history} findings={findings} late={late} who={nameOf} problems={problems} />
        </div>
        {shown !== undefined && (
          <PersonPanel
            key={shown.id}
            {...{ person: shown, pedigree, edit, close, nameOf, openPerson, problems }}
            refused={history.refused}
          />
        )}
      </section>
      {failed !== undefined && (
        <p role="alert">
          What follows from the changed family could not be computed. {failed} The drawing is not affected.
        </p>
      )}
      <CriteriaPart {...told} findings={findings} late={late} />
      <CarriersPart {...told} findings={findings} late={late} />
      <OutlookPart {...told} findings={findings} late={late} />
      <FamilyQuestions {...told} findings={findings} late={late} act={act} />
      <RelativesTable {...told} />
      <AsideList aside={start.aside} audience={audience} />
      <FamilyFiles pedigree={pedigree} layout={layout} act={act} />
    </div>
  )
}
