import type { ReactNode } from 'react'
import styles from './part.module.css'

/** A titled part of a page: heading on the left, what it says on the right. */
export const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className={styles.part} aria-label={title}>
    <h2>{title}</h2>
    <div className={styles.body}>{children}</div>
  </section>
)
