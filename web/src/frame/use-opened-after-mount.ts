import { useEffect, useState } from 'react'

/**
 * A dialog whose code arrives late is mounted when it is already wanted. Opening it one step after mounting lets it remember what had the focus,
 * so that the focus goes back there.
 */
export const useOpenedAfterMount = (wanted: boolean): boolean => {
  const [mounted, setMounted] = useState(false)
  useEffect(() => setMounted(true), [])
  return wanted && mounted
}
