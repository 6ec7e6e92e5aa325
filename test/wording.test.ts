import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { cautionReasons, interactionEffects, reasonCodes } from '../src/clinical/pharmacogenomics/context/index.ts'
import { english } from '../src/shared/wording/en.ts'

const codesIn = (glob: string): readonly string[] => [
  ...new Set(
    globSync(glob)
      .filter((f) => !f.includes('.test.'))
      .flatMap((f) =>
        [...readFileSync(f, 'utf8').matchAll(/(?:code: |note\(|made\(\s*)'([a-z][a-z0-9-]+)'/g)].map(
          (m) => m[1] as string,
        ),
      ),
  ),
]

describe('the English catalogue', () => {
  test('has a sentence for every remark that calling and phenotyping make', () => {
    const codes = codesIn('src/clinical/pharmacogenomics/{calling,phenotype}/*.ts').filter((c) => !c.includes('.'))
    expect(codes.length).toBeGreaterThan(30)
    expect(codes.filter((c) => english.reasons[c] === undefined && !isProblem(c))).toEqual([])
  })

  test('has a sentence for every reason that findings give', () => {
    const codes = codesIn('src/clinical/pharmacogenomics/{findings,advice}/*.ts').filter(
      (c) => c !== 'gene' && c !== 'medicine',
    )
    expect(codes.length).toBeGreaterThan(8)
    expect(codes.filter((c) => english.reasons[c] === undefined)).toEqual([])
  })

  test('has a sentence for every reason of context, and a phrase for every effect and caution', () => {
    expect(reasonCodes.map((r) => r.code).filter((c) => english.reasons[c] === undefined)).toEqual([])
    // A code of one plain word (asthma) may be its own phrase.
    const codes = [...interactionEffects, ...cautionReasons].map((r) => r.code)
    expect(codes.filter((c) => c.includes('-') && english.phrase(c) === c)).toEqual([])
  })
})

/** Codes of input problems carry their own message and are no remarks. */
const isProblem = (code: string): boolean => problemCodes.has(code)
const problemCodes = new Set(
  globSync('src/clinical/pharmacogenomics/{calling,phenotype}/*.ts').flatMap((f) =>
    [...readFileSync(f, 'utf8').matchAll(/tell\(\s*'([a-z-]+)'|code: '([a-z-]+)',\s+severity:/g)].map(
      (m) => (m[1] ?? m[2]) as string,
    ),
  ),
)
