import type { Coded } from '../patient-view.ts'
import type { Concept } from '../r4.ts'
import { text } from '../resources.ts'

/** A code as a laboratory wrote it; `version` is that of the code system. */
export type NamedCode = Coded & { readonly version?: string }

/** A concept in all its codes. `text` is its own text, else the first display, else the first code. */
export type Named = { readonly text: string; readonly codes: readonly NamedCode[] }

type Coding = NonNullable<Concept['coding']>[number] & { readonly version?: string | undefined }

/** What a concept is called by its codes alone. */
export const nameByCodes = (codes: readonly NamedCode[]): string =>
  codes.map((c) => c.display).find((d) => d !== '') ?? codes.map((c) => c.code).find((c) => c !== undefined) ?? ''

/** Undefined for a concept that says nothing. */
export const namedOf = (c: Concept | undefined): Named | undefined => {
  const codes = ((c?.coding ?? []) as readonly Coding[])
    .filter((x) => text(x.code) !== undefined || text(x.display) !== undefined || text(x.system) !== undefined)
    .map(
      (x): NamedCode => ({
        ...(x.system === undefined ? {} : { system: x.system }),
        ...(x.version === undefined ? {} : { version: x.version }),
        ...(x.code === undefined ? {} : { code: x.code }),
        display: x.display?.trim() ?? '',
      }),
    )
  const said = text(c?.text?.trim())
  return said === undefined && codes.length === 0 ? undefined : { text: said ?? nameByCodes(codes), codes }
}

/** Whether a concept carries one of these codes, whatever its system. */
export const isOneOf = (n: Named | undefined, ...codes: readonly string[]): boolean =>
  (n?.codes ?? []).some((c) => codes.includes(c.code ?? ''))
