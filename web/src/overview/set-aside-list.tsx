import type { Decision } from './decisions.ts'
import styles from './set-aside-list.module.css'
import type { SetAsideReason } from './set-aside.ts'

export const SetAsideList = ({
  items,
  answers,
  back,
  kept,
}: {
  readonly items: readonly Decision[]
  readonly answers: ReadonlyMap<string, SetAsideReason>
  readonly back: (d: Decision) => void
  readonly kept: boolean
}) => {
  if (items.length === 0) return null
  return (
    <section aria-label="Set aside" className={styles.aside}>
      <h2>Set aside</h2>
      <ul>
        {items.map((d) => (
          <li key={d.id}>
            <span>{d.title}</span>
            <span className="quiet">{answers.get(d.id)}</span>
            <button
              type="button"
              className={styles.button}
              onClick={() => back(d)}
              aria-label={`Bring back: ${d.title}`}
            >
              Bring back
            </button>
          </li>
        ))}
      </ul>
      <p className="quiet small">
        {kept
          ? 'Remembered on this computer, for this person and this state of knowledge.'
          : 'Remembered until this page is closed.'}
      </p>
    </section>
  )
}
