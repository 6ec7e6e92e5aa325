import { useEffect, useState } from 'react'
import type { Progress } from '../assess/messages.ts'
import styles from './reading.module.css'

const size = (bytes: number): string =>
  bytes < 1e6
    ? `${Math.round(bytes / 1e3)} kB`
    : bytes < 1e9
      ? `${(bytes / 1e6).toFixed(1)} MB`
      : `${(bytes / 1e9).toFixed(2)} GB`

const duration = (seconds: number): string =>
  seconds < 60 ? `${Math.round(seconds)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`

const stages: Readonly<Record<Progress['stage'], string>> = {
  record: 'Reading the record',
  genome: 'Reading the genome',
  assessing: 'Calling genes and looking up advice',
}

/** What is being read, how much of it, how fast, for how long, and a way to stop. */
export const Reading = ({
  names,
  progress,
  startedAt,
  stop,
}: {
  readonly names: readonly string[]
  readonly progress: Progress | undefined
  readonly startedAt: number
  readonly stop: () => void
}) => {
  const [now, setNow] = useState(startedAt)
  useEffect(() => {
    const tick = window.setInterval(() => setNow(performance.now()), 250)
    return () => window.clearInterval(tick)
  }, [])
  const seconds = Math.max(0, (now - startedAt) / 1000)
  const rate = progress && seconds > 0.5 ? progress.bytes / seconds : 0
  const left = progress?.of !== undefined && rate > 0 ? (progress.of - progress.bytes) / rate : undefined
  return (
    <div className={styles.reading}>
      <h2>Reading</h2>
      <p className={styles.names}>{names.join(', ')}</p>
      <progress
        className={styles.bar}
        aria-label="Read so far"
        max={progress?.of ?? 1}
        {...(progress?.of === undefined ? {} : { value: Math.min(progress.bytes, progress.of) })}
      />
      <p role="status">{progress ? stages[progress.stage] : 'Loading the knowledge tables'}</p>
      <p className="quiet small">
        {progress && `${size(progress.bytes)}${progress.of === undefined ? '' : ` of ${size(progress.of)}`} · `}
        {rate > 0 && `${size(rate)}/s · `}
        {duration(seconds)}
        {left !== undefined && left >= 1 && `, about ${duration(left)} to go`}
      </p>
      <p>
        <button type="button" className={styles.stop} onClick={stop}>
          Stop
        </button>
      </p>
    </div>
  )
}
