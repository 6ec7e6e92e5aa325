import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import type { ReportDocument } from '../../../src/deliver/report/document.ts'

/** The genome file of a local person, so that its own page can read it. */
export type LocalGenome = { readonly file: File; readonly sample?: string }

/** People assessed from dropped files: kept only while the page is open, never stored, never sent. */
type LocalPeople = {
  readonly people: ReadonlyMap<string, ReportDocument>
  readonly genomes: ReadonlyMap<string, LocalGenome>
  readonly add: (document: ReportDocument, genome?: LocalGenome) => string
}

const Context = createContext<LocalPeople | undefined>(undefined)

export const LocalPeopleProvider = ({ children }: { readonly children: ReactNode }) => {
  const [people, setPeople] = useState<ReadonlyMap<string, ReportDocument>>(new Map())
  const [genomes, setGenomes] = useState<ReadonlyMap<string, LocalGenome>>(new Map())
  const add = useCallback(
    (document: ReportDocument, genome?: LocalGenome): string => {
      const id = String(people.size + 1)
      setPeople(new Map([...people, [id, document]]))
      if (genome !== undefined) setGenomes(new Map([...genomes, [id, genome]]))
      return id
    },
    [people, genomes],
  )
  const value = useMemo(() => ({ people, genomes, add }), [people, genomes, add])
  return <Context value={value}>{children}</Context>
}

export const useLocalPeople = (): LocalPeople => {
  const found = useContext(Context)
  if (!found) throw new Error('LocalPeopleProvider is missing')
  return found
}
