import { useQuery } from '@tanstack/react-query'
import { type ReactNode, Suspense, lazy, useEffect, useRef } from 'react'
import { Link, useLocation } from 'wouter'
import { intendedUse } from '../../../src/shared/intended-use.ts'
import { software } from '../../../src/shared/software.ts'
import { versionQuery } from '../person/queries.ts'
import { usePalette } from '../search/use-palette.ts'
import { Account } from '../session/account.tsx'
import { sessionQuery } from '../session/session.ts'
import styles from './frame.module.css'

const Palette = lazy(() => import('../search/palette.tsx').then((m) => ({ default: m.Palette })))

/** A patient has one record: the own one. */
const useSections = (): readonly (readonly [href: string, label: string])[] => {
  const session = useQuery(sessionQuery).data
  const isPatient = session?.signedIn === true && session.role === 'patient'
  return [
    ['/', isPatient ? 'My record' : 'People'],
    ['/knowledge', 'Knowledge'],
    ['/about', 'About'],
  ]
}

const isOpen = (path: string, at: string): boolean =>
  at === '/' ? path === '/' || path.startsWith('/people') || path.startsWith('/local') : path.startsWith(at)

/** A new page starts at its top with the focus on its heading, as soon as that is there. */
const useFocusOnNewPage = (path: string): void => {
  const shown = useRef(path)
  useEffect(() => {
    const isNew = shown.current !== path
    shown.current = path
    if (isNew) window.scrollTo(0, 0)
    let tries = isNew ? 40 : 0
    const look = window.setInterval(() => {
      const heading = [...document.querySelectorAll<HTMLElement>('main h1')].find((h) => h.getClientRects().length > 0)
      if (heading && tries > 0 && !document.querySelector('[role="dialog"]')) heading.focus({ preventScroll: true })
      if (heading || --tries <= 0) window.clearInterval(look)
    }, 40)
    return () => window.clearInterval(look)
  }, [path])
}

export const Frame = ({ children }: { readonly children: ReactNode }) => {
  const [path] = useLocation()
  const palette = usePalette()
  const sections = useSections()
  useFocusOnNewPage(path)
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">
        Skip to content
      </a>
      <header className={styles.header} data-no-print>
        <div className={styles.inner}>
          <Link href="/" className={styles.name}>
            Attune
          </Link>
          <nav aria-label="Site" className={styles.site}>
            {sections.map(([href, label]) => (
              <Link key={href} href={href} aria-current={isOpen(path, href) ? 'page' : undefined}>
                {label}
              </Link>
            ))}
          </nav>
          <button type="button" className={styles.search} onClick={palette.open}>
            <span className={styles.searchWide}>Person, drug, gene</span>
            <span className={styles.searchNarrow}>Search</span>
            <kbd aria-hidden="true">/</kbd>
          </button>
          <Account />
        </div>
      </header>
      <main id="content">{children}</main>
      <Footer />
      {palette.wanted && (
        <Suspense fallback={null}>
          <Palette opened={palette.opened} onClose={palette.close} />
        </Suspense>
      )}
    </div>
  )
}

const Footer = () => {
  const version = useQuery(versionQuery)
  const held = version.data?.knowledge ?? []
  return (
    <footer className={styles.footer}>
      <div className={styles.inner}>
        <p>{intendedUse}</p>
        <p className={styles.versions}>
          <Link href="/about">Attune {version.data?.version ?? software.version}</Link>
          {held.length > 0 && <Link href="/knowledge">Knowledge {held.join(', ')}</Link>}
        </p>
      </div>
    </footer>
  )
}
