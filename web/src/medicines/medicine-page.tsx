import { Link } from 'wouter'
import type { MedicineCard } from '../../../src/deliver/report/document.ts'
import { english } from '../../../src/shared/wording/en.ts'
import { sayReason } from '../../../src/shared/wording/render.ts'
import { CardsOfMedicine } from '../decisions/shown-in-ehr.tsx'
import { usePageTitle } from '../frame/page-title.ts'
import { Part } from '../frame/part.tsx'
import { VerdictMark } from '../marks/verdict-mark.tsx'
import { medicineNamed, unique } from '../person/lookup.ts'
import { personPath, usePerson } from '../person/person-context.ts'
import { Why } from '../provenance/why.tsx'
import { Alternatives } from './alternatives.tsx'
import { GenesOfMedicine } from './genes-of-medicine.tsx'
import styles from './medicine-page.module.css'
import { strengthOf } from './medicine-words.ts'
import { Sources } from './sources.tsx'
import { WarfarinStart } from './warfarin-start.tsx'
import { useAudience } from '../session/use-audience.ts'

export const MedicinePage = ({ name }: { readonly name: string }) => {
  const person = usePerson()
  const medicine = medicineNamed(person.document, name)
  usePageTitle(medicine?.drug.name ?? 'Medicine not found', person.document.person.name)
  if (!medicine)
    return (
      <div className={styles.page}>
        <p className="small">
          <Link href={personPath(person, 'medicines')}>All medicines</Link>
        </p>
        <h1 tabIndex={-1}>{name}</h1>
        <p>
          No guideline held here links {name} to a gene. That says nothing about its safety otherwise: it only means
          that the genes give no reason to change it.
        </p>
      </div>
    )
  return <Found medicine={medicine} />
}

const Found = ({ medicine: m }: { readonly medicine: MedicineCard }) => {
  const person = usePerson()
  const audience = useAudience()
  const say = m.say[audience]
  const reasons = unique(m.becauseOf.map((r) => sayReason(r, audience, english))).filter((r) => !say.why.includes(r))
  const strength = strengthOf(m)
  return (
    <article className={styles.page} aria-labelledby="medicine-title">
      <p className="small" data-no-print>
        <Link href={personPath(person, 'medicines')}>All medicines</Link>
      </p>
      <header className={styles.head}>
        <div className={styles.name}>
          <h1 id="medicine-title" tabIndex={-1}>
            {m.drug.name}
          </h1>
          <span className="quiet">
            {m.onList ? (
              <Why of={`listed:${m.drug.name}`}>
                {[m.onList.asWritten, m.onList.dose, m.onList.started && `since ${m.onList.started}`]
                  .filter(Boolean)
                  .join(', ')}
              </Why>
            ) : (
              'not on the list'
            )}
          </span>
        </div>
        <div className={styles.verdict} data-meaning={m.verdict}>
          <VerdictMark of={m.verdict} word />
          <p className={styles.title}>{say.title}</p>
        </div>
        <p className={styles.why}>
          {say.why}{' '}
          {m.verdict !== 'noQuestion' && (
            <span className={styles.strength}>
              <Why of={`medicine:${m.drug.name}`}>{strength || 'where this comes from'}</Why>
            </span>
          )}
        </p>
      </header>
      <CardsOfMedicine name={m.drug.name} />
      {say.steps.length > 0 && (
        <Part title="What to do">
          <ul className={styles.steps}>
            {say.steps.map((s) => (
              <li key={s}>{s}</li>
            ))}
          </ul>
        </Part>
      )}
      {reasons.length > 0 && (
        <Part title="Because">
          <ul>
            {reasons.map((r) => (
              <li key={r}>{r}</li>
            ))}
          </ul>
        </Part>
      )}
      {m.doses && m.doses.length > 0 && <WarfarinStart drug={m.drug.name} doses={m.doses} />}
      {m.genes.length > 0 && (
        <Part title="This person’s genes">
          <GenesOfMedicine medicine={m} />
        </Part>
      )}
      {m.interactions.length > 0 && (
        <Part title="Other medicines on the list">
          <ul>
            {m.interactions.map((x, i) => (
              <li key={x.with.name + x.effect}>
                <Why of={`interaction:${m.drug.name}:${i}`}>
                  {x.with.name}
                  {x.gene ? ` (${x.gene})` : ''}
                </Why>
                : {english.phrase(x.effect)}.
                {x.limitMgPerDay !== undefined && ` Not more than ${x.limitMgPerDay} mg a day beside it.`}
                {x.unverified && <span className="quiet"> Not yet checked against its source.</span>}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {m.advice.length > 0 && (
        <Part title="What the sources say">
          <Sources medicine={m} />
        </Part>
      )}
      {m.alternatives.length > 0 && (
        <Part title="Alternatives">
          <Alternatives alternatives={m.alternatives} />
        </Part>
      )}
      {(m.wouldChangeIf.length > 0 || m.needs.length > 0) && (
        <Part title="What would change this">
          <ul>
            {unique(m.wouldChangeIf.map((r) => sayReason(r, audience, english))).map((r) => (
              <li key={r}>{r}</li>
            ))}
            {m.needs.map((n) => (
              <li key={n.code + n.about}>
                {n.about}: {n.test} <span className="quiet">would settle it</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </article>
  )
}
