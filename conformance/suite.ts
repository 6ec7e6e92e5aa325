import type { Listed } from '../src/knowledge/folder.ts'
import type { Release } from '../src/knowledge/release.ts'

/** One vector that did not come out as expected. */
export type SuiteFailure = { readonly id: string; readonly expected: string; readonly got: string }

/**
 * What one file of expected results says of us. `cases` = passed + failed + explained + skipped.
 * `explained`: differs exactly as the entry of that name in `conformance/discrepancies.md` says. `skipped`: what could not be judged, with the reason.
 */
export type SuiteOutcome = {
  readonly cases: number
  readonly passed: number
  readonly failed: readonly SuiteFailure[]
  readonly skipped: readonly { readonly id: string; readonly because: string }[]
  readonly explained: readonly { readonly id: string; readonly entry: string }[]
  readonly largestError?: number
}

/** What an adapter may read: files of the folder under test or, where it lacks them, of `conformance/vectors`; and the loaded knowledge. */
export type SuiteContext = {
  text(path: string): string
  bytes(path: string): Uint8Array
  exists(path: string): boolean
  /** Every file below a folder, sorted, as paths that `text` and `bytes` take. */
  filesBelow(folder: string): readonly string[]
  readonly knowledge: readonly Release[]
  /** Releases of transcripts, sequences and chains that are there, not loaded: `tableBytes` opens them. */
  readonly genome: readonly Listed[]
}

/**
 * Runs one file of expected results, or with a `path` that ends in `/` one folder of them. `path` is relative to the folder under test and finds the adapter.
 * `inputs`: other files it reads; `needs`: ids of the knowledge releases it cannot run without.
 */
export type SuiteAdapter = {
  readonly path: string
  readonly title: string
  readonly inputs?: readonly string[]
  readonly needs?: readonly string[]
  run(context: SuiteContext): SuiteOutcome | Promise<SuiteOutcome>
}

/** Counts the cases of a suite as they are judged. */
export const tally = () => {
  let cases = 0
  let passed = 0
  const failed: SuiteFailure[] = []
  const skipped: { id: string; because: string }[] = []
  const explained: { id: string; entry: string }[] = []
  let largestError: number | undefined
  const brief = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined'))
  return {
    /** Equal as JSON: passes; otherwise fails with both values. */
    compare(id: string, expected: unknown, got: unknown): boolean {
      cases++
      const same = JSON.stringify(expected) === JSON.stringify(got)
      if (same) passed++
      else failed.push({ id, expected: brief(expected), got: brief(got) })
      return same
    },
    /**
     * Every figure within `tolerance` of the expected one of the same name: absolute, or `relative` to it. One case, whatever the number of figures; the
     * largest difference over all cases is kept. A figure that is missing, not finite or of another name fails.
     */
    close(
      id: string,
      expected: Readonly<Record<string, number>>,
      got: Readonly<Record<string, number | undefined>>,
      tolerance: number,
      relative = false,
    ): boolean {
      cases++
      let same = Object.keys(got).every((name) => name in expected) && Object.keys(expected).length > 0
      for (const [name, want] of Object.entries(expected)) {
        const have = got[name]
        const off = have === undefined ? Number.NaN : Math.abs(have - want) / (relative ? Math.abs(want) || 1 : 1)
        if (Number.isFinite(off)) largestError = Math.max(largestError ?? 0, off)
        if (!(off <= tolerance)) same = false
      }
      if (same) passed++
      else failed.push({ id, expected: brief(expected), got: brief(got) })
      return same
    },
    explain(id: string, entry: string): void {
      cases++
      explained.push({ id, entry })
    },
    skip(id: string, because: string): void {
      cases++
      skipped.push({ id, because })
    },
    outcome: (): SuiteOutcome => ({
      cases,
      passed,
      failed,
      skipped,
      explained,
      ...(largestError === undefined ? {} : { largestError }),
    }),
  }
}
