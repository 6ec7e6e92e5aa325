import type { ReactNode } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import styles from './why.module.css'

/** A number or sentence that opens where it comes from. The address keeps it open: `?why=…`. */
export const Why = ({
  of,
  children,
  label,
}: {
  readonly of: string
  readonly children: ReactNode
  readonly label?: string
}) => {
  const [path] = useLocation()
  const [params, setParams] = useSearchParams()
  const next = new URLSearchParams(params)
  next.set('why', of)
  return (
    <a
      className={styles.why}
      href={`${path}?${next}`}
      aria-label={label}
      data-why={of}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        setParams(next)
      }}
    >
      {children}
    </a>
  )
}
