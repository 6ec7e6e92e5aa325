import { lazy, Suspense, useState } from 'react'
import { Link } from 'wouter'
import { ShownInEhr } from '../decisions/shown-in-ehr.tsx'
import { usePageTitle } from '../frame/page-title.ts'
import { personPath, usePerson } from '../person/person-context.ts'
import { AdviceItem } from './advice-item.tsx'
import { type Decision, toActOn, worthKnowing } from './decisions.ts'
import { FineList } from './fine-list.tsx'
import { NotUnderstood } from './not-understood.tsx'
import styles from './overview-page.module.css'
import { SetAsideList } from './set-aside-list.tsx'
import { useSetAside } from './set-aside.ts'
import { UnknownList } from './unknown-list.tsx'
import { useAudience } from '../session/use-audience.ts'

const EarlyList = lazy(() => import('./early-list.tsx').then((m) => ({ default: m.EarlyList })))

const shownAtOnce = 3

export const OverviewPage = () => {
  const person = usePerson()
  const { document } = person
  usePageTitle(document.person.name)
  const setAside = useSetAside(person)
  const audience = useAudience()
  const asked = { act: toActOn(document, audience), know: worthKnowing(document, audience) }
  // What a clinician set aside on this computer is not hidden from the person.
  const isOpen = (d: Decision): boolean => audience === 'patient' || !setAside.answers.has(d.id)
  return (
    <div className={styles.page}>
      <h1 className="hidden" tabIndex={-1}>
        Overview of {document.person.name}
      </h1>
      <div className={styles.main}>
        <AdviceSection
          title={audience === 'patient' ? 'To talk about with your doctor' : 'To act on'}
          items={asked.act.filter(isOpen)}
          set={setAside.set}
          kept={setAside.kept}
          empty={<NothingToAct setAside={setAside.answers.size} />}
        />
        <AdviceSection
          title="Worth knowing"
          items={asked.know.filter(isOpen)}
          set={setAside.set}
          kept={setAside.kept}
          empty={<p className="quiet">Nothing beyond the above.</p>}
        />
        {document.early !== undefined && (
          <Suspense fallback={null}>
            <EarlyList early={document.early} />
          </Suspense>
        )}
        <SetAsideList
          items={[...asked.act, ...asked.know].filter((d) => !isOpen(d))}
          answers={setAside.answers}
          back={(d) => setAside.set(d.id, undefined)}
          kept={setAside.kept}
        />
      </div>
      <div className={styles.side}>
        <FineList />
        <UnknownList />
        <ShownInEhr />
        <NotUnderstood />
      </div>
    </div>
  )
}

const AdviceSection = ({
  title,
  items,
  set,
  kept,
  empty,
}: {
  readonly title: string
  readonly items: readonly Decision[]
  readonly set: ReturnType<typeof useSetAside>['set']
  readonly kept: boolean
  readonly empty: React.ReactNode
}) => {
  const [all, setAll] = useState(false)
  const shown = all ? items : items.slice(0, shownAtOnce)
  const hidden = items.length - shown.length
  return (
    <section aria-label={title} className={styles.section}>
      <h2 className={styles.head}>
        {title} <span className={styles.count}>{items.length > 0 ? items.length : ''}</span>
      </h2>
      {items.length === 0 ? (
        empty
      ) : (
        <ul className={styles.list}>
          {shown.map((d) => (
            <li key={d.id}>
              <AdviceItem decision={d} setAside={(reason) => set(d.id, reason)} kept={kept} />
            </li>
          ))}
        </ul>
      )}
      {hidden > 0 && (
        <button type="button" className={styles.more} onClick={() => setAll(true)}>
          {hidden} more
        </button>
      )}
    </section>
  )
}

/** An empty list says what was looked at, so that silence is not taken for safety. */
const NothingToAct = ({ setAside }: { readonly setAside: number }) => {
  const person = usePerson()
  const { medicines, genes, person: p } = person.document
  const own = medicines.filter((m) => m.onList).length
  const early = person.document.early?.recommendations.some((r) => r.verdict === 'act')
  const nothing = early ? 'Nothing to act on among medicines; see early detection below.' : 'Nothing to act on.'
  const seen = genes.filter((g) => g.state === 'finding' || g.state === 'negative').length
  return (
    <div className={styles.empty}>
      <p>
        <strong>{setAside > 0 ? `Nothing else to act on; ${setAside} set aside.` : nothing}</strong>{' '}
        {p.silentOn.includes('medications')
          ? 'No medication list was given'
          : own === 0
            ? 'The record lists no medicines'
            : `${own} ${own === 1 ? 'medicine' : 'medicines'} on the list`}
        ; {seen} of {genes.length} genes gave a result.
      </p>
      <p>
        <Link href={personPath(person, 'genes')}>What was looked at</Link>
      </p>
    </div>
  )
}
