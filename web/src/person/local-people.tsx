import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import type { ReportDocument } from '../../../src/deliver/report/document.ts'

/** People assessed from dropped files: kept only while the page is open, never stored, never sent. */
type LocalPeople = {
  readonly people: ReadonlyMap<string, ReportDocument>
  readonly add: (document: ReportDocument) => string
}

const Context = createContext<LocalPeople | undefined>(undefined)

export const LocalPeopleProvider = ({ children }: { readonly children: ReactNode }) => {
  const [people, setPeople] = useState<ReadonlyMap<string, ReportDocument>>(new Map())
  const add = useCallback(
    (document: ReportDocument): string => {
      const id = String(people.size + 1)
      setPeople(new Map([...people, [id, document]]))
      return id
    },
    [people],
  )
  const value = useMemo(() => ({ people, add }), [people, add])
  return <Context value={value}>{children}</Context>
}

export const useLocalPeople = (): LocalPeople => {
  const found = useContext(Context)
  if (!found) throw new Error('LocalPeopleProvider is missing')
  return found
}
