import type { Change, History } from './pedigree-history.ts'
import styles from './family-page.module.css'

const steps = [0.5, 0.65, 0.8, 1, 1.25, 1.6] as const

const nextZoom = (zoom: number, by: 1 | -1): number => {
  const i = steps.findIndex((s) => s >= zoom)
  return steps[Math.min(steps.length - 1, Math.max(0, i + by))] ?? 1
}

/** Undo, redo and the size of the drawing. */
export const Toolbar = ({
  history,
  act,
  zoom,
  setZoom,
  edit,
}: {
  readonly history: History
  readonly act: (change: Change) => void
  readonly zoom: number
  readonly setZoom: (zoom: number) => void
  readonly edit: () => void
}) => (
  <div className={styles.bar} role="group" aria-label="Drawing" data-no-print>
    <button type="button" className={styles.button} onClick={edit}>
      Change or add
    </button>
    <button
      type="button"
      className={styles.button}
      onClick={() => act({ do: 'undo' })}
      disabled={history.past.length === 0}
      aria-keyshortcuts="Control+Z"
    >
      Undo
    </button>
    <button
      type="button"
      className={styles.button}
      onClick={() => act({ do: 'redo' })}
      disabled={history.future.length === 0}
      aria-keyshortcuts="Control+Shift+Z"
    >
      Redo
    </button>
    <span className={styles.zoom}>
      <button
        type="button"
        className={styles.button}
        onClick={() => setZoom(nextZoom(zoom, -1))}
        disabled={zoom <= steps[0]}
        aria-label="Smaller"
      >
        −
      </button>
      <span className="small nowrap">{Math.round(zoom * 100)} %</span>
      <button
        type="button"
        className={styles.button}
        onClick={() => setZoom(nextZoom(zoom, 1))}
        disabled={zoom >= (steps.at(-1) ?? 1)}
        aria-label="Larger"
      >
        +
      </button>
    </span>
  </div>
)
