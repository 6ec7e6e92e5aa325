import { useEffect } from 'react'

/** Names the page in the tab: `Medicines · J. Example · Attune`. */
export const usePageTitle = (...parts: readonly (string | undefined)[]): void => {
  const title = [...parts, 'Attune'].filter((p) => p !== undefined && p !== '').join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
}
