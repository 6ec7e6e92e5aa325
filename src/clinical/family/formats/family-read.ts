import type { Place, Problem } from '../../../shared/problem.ts'
import { type PlaceOf } from '../check-pedigree.ts'
import type { Pedigree, PersonId } from '../pedigree.ts'
import type { CanRiskFactors } from './canrisk-factors.ts'

export type FamilyFormat = 'ped' | 'canrisk' | 'ga4gh' | 'fhir'

/** One family out of a file. `placeOf`: where each person stands in it. `canrisk`: what such a file says of the proband besides. */
export type FamilyRead = {
  readonly pedigree: Pedigree
  readonly placeOf: PlaceOf
  readonly canrisk?: CanRiskFactors
}

/** Something of a pedigree that a format has no place for; without a person it concerns the family. `what` is the field, or `person`. */
export type Lost = { readonly person?: PersonId; readonly what: string }

/** `renamed`: people whose id the format cannot hold. `added`: people the format needs and the pedigree does not name. */
export type Written = {
  readonly text: string
  readonly lost: readonly Lost[]
  readonly renamed: Readonly<Record<PersonId, PersonId>>
  readonly added: readonly PersonId[]
}

export type Cell = { readonly text: string; readonly column: number }
export type Line = { readonly line: number; readonly text: string; readonly cells: readonly Cell[] }

/** Lines of a text table, lines and columns from 1. Cells stand apart by tabs where the line has any, otherwise by white space. */
export const tableLines = (text: string): readonly Line[] =>
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((raw, i) => {
      const cells: Cell[] = []
      const tabs = raw.trim().includes('\t')
      for (const m of raw.matchAll(tabs ? /[^\t]*(?:\t|$)/g : /\S+/g)) {
        if (tabs && m.index === raw.length && cells.length > 0 && !raw.endsWith('\t')) continue
        const cell = m[0].replace(/\t$/, '')
        cells.push({ text: cell.trim(), column: m.index + 1 + (cell.length - cell.trimStart().length) })
      }
      return { line: i + 1, text: raw, cells }
    })
    .map((line) => {
      const last = line.cells.findLastIndex((c) => c.text !== '')
      return { ...line, cells: line.cells.slice(0, last + 1) }
    })

/** A gatherer of problems of one file. */
export const problemsOf = (source: string) => {
  const problems: Problem[] = []
  const tell =
    (severity: Problem['severity']) =>
    (code: string, at: Omit<Place, 'source'>, message: string, remedy: string): void => {
      problems.push({ code, severity, at: { source, ...at }, message, remedy })
    }
  return { problems, error: tell('error'), warning: tell('warning'), info: tell('info') }
}
