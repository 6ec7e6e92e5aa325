import { createContext, useContext } from 'react'
import type { ReportDocument } from '../../../src/deliver/report/document.ts'

/** The person whose pages are open. `base` is the address all of them begin with. */
export type OpenPerson = {
  readonly document: ReportDocument
  readonly base: string
  readonly id: string
  readonly origin: 'server' | 'local'
}

export const PersonContext = createContext<OpenPerson | undefined>(undefined)

export const usePerson = (): OpenPerson => {
  const person = useContext(PersonContext)
  if (!person) throw new Error('A person page was rendered without a person')
  return person
}

/** The address of one of the person's pages. @example personPath(p, 'medicines', 'warfarin') // '/people/1/medicines/warfarin' */
export const personPath = ({ base }: Pick<OpenPerson, 'base'>, ...parts: readonly string[]): string =>
  [base, ...parts.map(encodeURIComponent)].join('/')
