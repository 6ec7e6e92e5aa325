import { lazy, Suspense, useState } from 'react'
import styles from './output-menu.module.css'

const Items = lazy(() => import('./output-items.tsx').then((m) => ({ default: m.OutputItems })))

export const OutputMenuLabel = () => (
  <>
    <span className={styles.print}>Print &amp; </span>
    <span className={styles.files}>files</span>
  </>
)

/** Report, letter and data files of the open person. The menu's code is fetched on first use. */
export const OutputMenu = () => {
  const [wanted, setWanted] = useState(false)
  const button = (
    <button type="button" className={styles.button} onClick={() => setWanted(true)} aria-haspopup="menu">
      <OutputMenuLabel />
    </button>
  )
  return wanted ? (
    <Suspense fallback={button}>
      <Items className={styles.button ?? ''} label={<OutputMenuLabel />} />
    </Suspense>
  ) : (
    button
  )
}
