import { useEffect, useState } from 'react'
import type { OpeningProgress } from './genome-answers.ts'
import styles from './genome-page.module.css'

const stages: Readonly<Record<OpeningProgress['stage'], string>> = {
  loading: 'Loading',
  reading: 'Reading and packing the genome',
  measuring: 'Measuring quality and what can be read',
}

const amount = ({ stage }: OpeningProgress, n: number): string =>
  stage === 'measuring' ? `${n.toLocaleString('en-GB')} rows` : `${(n / 1e6).toFixed(1)} MB`

/** How far the opening of a genome is, for how long, and a way to stop. */
export const Opening = ({
  progress,
  startedAt,
  stop,
}: {
  readonly progress: OpeningProgress | undefined
  readonly startedAt: number
  readonly stop: () => void
}) => {
  const [now, setNow] = useState(startedAt)
  useEffect(() => {
    const tick = window.setInterval(() => setNow(performance.now()), 250)
    return () => window.clearInterval(tick)
  }, [])
  const seconds = Math.max(0, (now - startedAt) / 1000)
  return (
    <div className={styles.opening}>
      <p role="status">{progress ? stages[progress.stage] : 'Opening the genome'}</p>
      <progress
        aria-label="Read so far"
        max={progress?.of ?? 1}
        {...(progress?.of === undefined ? {} : { value: Math.min(progress.bytes, progress.of) })}
      />
      <p className="quiet small">
        {progress &&
          `${amount(progress, progress.bytes)}${progress.of === undefined ? '' : ` of ${amount(progress, progress.of)}`} · `}
        {Math.round(seconds)} s
      </p>
      <p>
        <button type="button" className={styles.button} onClick={stop}>
          Stop
        </button>
      </p>
    </div>
  )
}
