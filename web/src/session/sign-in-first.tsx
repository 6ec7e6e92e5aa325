import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { usePageTitle } from '../frame/page-title.ts'
import { Failed, Loading } from '../frame/states.tsx'
import { useAddress } from './account.tsx'
import { meetsPeople, roleWords, type SignedIn, sessionQuery, signInAddress } from './session.ts'
import styles from './sign-in-first.module.css'

/** Shows what it holds to whoever may meet people, and to everybody else what to do instead; the address stays as it is. */
export const SignInFirst = ({ children }: { readonly children: ReactNode }) => {
  const session = useQuery(sessionQuery)
  if (session.data === undefined)
    return session.error ? (
      <Failed what="This page" error={session.error} retry={() => void session.refetch()} />
    ) : (
      <Loading what="the page" />
    )
  if (!session.data.signedIn) return <NotSignedIn ended={session.data.ended === true} demo={session.data.demo} />
  const { role } = session.data
  return meetsPeople(role) || role === 'patient' ? children : <NotForRole session={session.data} />
}

const NotSignedIn = ({ ended, demo }: { readonly ended: boolean; readonly demo: boolean }) => {
  const address = useAddress()
  usePageTitle(ended ? 'Session ended' : 'Sign in')
  return (
    <div className={styles.page} role={ended ? 'alert' : undefined}>
      <h1 tabIndex={-1}>{ended ? 'Your session has ended' : 'Sign in to see this page'}</h1>
      <p>
        {ended
          ? 'What was shown here has been put away. Sign in again and this page opens where you were.'
          : 'It holds data of a person. After signing in it opens at once.'}
      </p>
      <SignInButton returnTo={address} again={ended} demo={demo} />
      <p>
        <Link href="/">First page</Link>
      </p>
    </div>
  )
}

export const SignInButton = ({
  returnTo,
  again = false,
  demo,
}: {
  readonly returnTo: string
  readonly again?: boolean
  readonly demo: boolean
}) => (
  <>
    <p>
      <a className={styles.button} href={signInAddress(returnTo)}>
        {again ? 'Sign in again' : 'Sign in'}
      </a>
    </p>
    {demo && (
      <p className="quiet small">This is a demonstration: everybody in it is made up, and no password is needed.</p>
    )}
  </>
)

/** What the role is for instead of people’s data. */
export const RoleSentence = ({ session }: { readonly session: SignedIn }) => (
  <p>
    You are signed in as {session.name}, {roleWords[session.role]}. Data of people is not for this role
    {session.role === 'analyst'
      ? ': an analyst works with figures about many people, never with one person’s record.'
      : ': an administrator looks after accounts and the server, not after patients.'}{' '}
    Open to you are <Link href="/knowledge">Knowledge</Link>, <Link href="/about">About</Link> and the assessment of
    your own files on the <Link href="/">first page</Link>.
  </p>
)

const NotForRole = ({ session }: { readonly session: SignedIn }) => {
  usePageTitle('Not for this role')
  return (
    <div className={styles.page}>
      <h1 tabIndex={-1}>This page is not for your role</h1>
      <RoleSentence session={session} />
    </div>
  )
}
