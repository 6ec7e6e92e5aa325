import type { ReactNode } from 'react'
import styles from './drawer.module.css'

/** One step of the way from what is shown to the input. */
export const Step = ({ head, children }: { readonly head: string; readonly children: ReactNode }) => (
  <section className={styles.step}>
    <h3>{head}</h3>
    <div>{children}</div>
  </section>
)
