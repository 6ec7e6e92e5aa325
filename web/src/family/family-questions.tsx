import type { Ask, Pedigree, PersonId } from '../../../src/clinical/family/index.ts'
import {
  askedCancerNames,
  askedKindNames,
  familyDiseaseText,
  measurementNames,
} from '../../../src/shared/wording/en-pedigree.ts'
import type { Audience } from '../../../src/shared/wording/catalogue.ts'
import { Part } from '../frame/part.tsx'
import styles from './family-page.module.css'
import type { Change } from './pedigree-history.ts'
import { People } from './people-links.tsx'
import type { ToldFindings } from './told.ts'

type Kind = keyof typeof askedKindNames
const kinds = Object.keys(askedKindNames) as readonly Kind[]

const cancer = (of: string, audience: Audience): string => askedCancerNames[of] ?? familyDiseaseText(of, audience)

/** How a question about one relative ends. */
const askOf = (ask: Extract<Ask, { readonly person: PersonId }>, audience: Audience): string => {
  if (ask.what === 'health') return 'which illnesses, and at what age?'
  if (ask.what === 'age-at-diagnosis') return `how old when ${cancer(ask.of ?? '', audience)} was found?`
  if (ask.what === 'menopause-at-diagnosis') return 'was breast cancer found before the menopause?'
  return 'sex at birth?'
}

const keyOf = (ask: Ask): string => JSON.stringify(ask)

/** What to ask next, what it would settle first; and whether whole kinds of relatives were asked about, which alone makes a "not met". */
export const FamilyQuestions = ({
  findings,
  act,
  pedigree,
  ...told
}: ToldFindings & { readonly act: (change: Change) => void }) => {
  const open = findings?.criteria.filter((c) => c.answer === 'open') ?? []
  const settles = new Map<string, { readonly ask: Ask; readonly by: string[] }>()
  for (const c of open)
    for (const ask of c.ask) {
      const known = settles.get(keyOf(ask)) ?? { ask, by: [] }
      known.by.push(c.instrument.title)
      settles.set(keyOf(ask), known)
    }
  const asks = [...settles.values()].toSorted((a, b) => b.by.length - a.by.length)
  const ofPeople = asks.flatMap(({ ask, by }) =>
    ask.what === 'relatives' || ask.what === 'measurement' ? [] : [{ ask, by }],
  )
  const measures = asks.flatMap(({ ask }) => (ask.what === 'measurement' ? [measurementNames[ask.of] ?? ask.of] : []))
  const setAsked = (kind: Kind, on: boolean): void => {
    const asked = kinds.filter((k) => (k === kind ? on : pedigree.asked?.includes(k)))
    const { asked: _, ...rest } = pedigree
    const to: Pedigree = asked.length === 0 ? rest : { ...rest, asked }
    act({ do: 'change', to, said: `${on ? 'Asked about' : 'Not asked about'} all ${askedKindNames[kind]}.` })
  }
  return (
    <Part title="What to ask next">
      {ofPeople.length === 0 ? (
        <p className="quiet">Nothing about the relatives in the drawing would decide a criterion that is open.</p>
      ) : (
        <ol className={styles.list}>
          {ofPeople.slice(0, 8).map(({ ask, by }) => (
            <li key={keyOf(ask)}>
              <People of={[ask.person]} {...told} />: {askOf(ask, told.audience)}{' '}
              <span className="quiet small">could settle {by.join(', ')}</span>
            </li>
          ))}
        </ol>
      )}
      {ofPeople.length > 8 && <p className="quiet small">And {ofPeople.length - 8} more.</p>}
      {measures.length > 0 && <p>To measure or look for: {measures.join('; ')}.</p>}
      <fieldset className={styles.asked}>
        <legend>
          All of them were asked about, so that whoever is not in the drawing does not exist. Only then can a criterion
          be “not met”.
        </legend>
        {kinds.map((kind) => (
          <label key={kind} className={styles.check}>
            <input
              type="checkbox"
              checked={pedigree.asked?.includes(kind) ?? false}
              onChange={(e) => setAsked(kind, e.currentTarget.checked)}
            />
            {askedKindNames[kind]}
          </label>
        ))}
      </fieldset>
    </Part>
  )
}
