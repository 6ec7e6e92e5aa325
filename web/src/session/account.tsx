import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocation, useSearch } from 'wouter'
import styles from './account.module.css'
import { post } from './ask-server.ts'
import { forgetPeople, roleWords, sessionQuery, signInAddress } from './session.ts'

/** The address that is open, with its question. */
export const useAddress = (): string => {
  const [path] = useLocation()
  const search = useSearch()
  return search === '' ? path : `${path}?${search}`
}

/** Who is signed in, and the way out or in. */
export const Account = () => {
  const session = useQuery(sessionQuery)
  const queries = useQueryClient()
  const address = useAddress()
  const [, navigate] = useLocation()
  const signOut = useMutation({
    mutationFn: () => post('/auth/logout'),
    onSuccess: () => {
      queries.setQueryData(['session'], { signedIn: false, demo: session.data?.demo ?? false })
      forgetPeople(queries)
      navigate('/')
    },
  })
  if (session.data === undefined) return null
  if (!session.data.signedIn)
    return (
      <p className={styles.account}>
        <a href={signInAddress(address)}>Sign in</a>
      </p>
    )
  return (
    <p className={styles.account}>
      <span className={styles.who}>
        {session.data.name}, <span className="quiet">{roleWords[session.data.role]}</span>
      </span>
      <button type="button" className={styles.out} onClick={() => signOut.mutate()} disabled={signOut.isPending}>
        Sign out
      </button>
      <span role="alert" className="small">
        {signOut.isError && 'You are still signed in: the server did not answer.'}
      </span>
    </p>
  )
}
