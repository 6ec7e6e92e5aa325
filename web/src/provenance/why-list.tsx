import type { ReactNode } from 'react'
import { useSearchParams } from 'wouter'
import styles from './why.module.css'

/** Opens what the lines within it come from. One listener for all of them: a long list does not follow every change of the address. */
export const WhyList = ({ children }: { readonly children: ReactNode }) => {
  const [, setParams] = useSearchParams()
  return (
    <div
      style={{ display: 'contents' }}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
        const of = event.target instanceof Element ? event.target.closest<HTMLElement>('a[data-why]') : null
        const why = of?.dataset['why']
        if (why === undefined) return
        event.preventDefault()
        setParams((before) => {
          const next = new URLSearchParams(before)
          next.set('why', why)
          return next
        })
      }}
    >
      {children}
    </div>
  )
}

/** A line of a `WhyList` that opens where it comes from. */
export const WhyLine = ({ of, children }: { readonly of: string; readonly children: ReactNode }) => (
  <a className={styles.why} href={`?why=${encodeURIComponent(of)}`} data-why={of}>
    {children}
  </a>
)
