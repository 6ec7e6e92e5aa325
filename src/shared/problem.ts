/** How much a problem with the input matters: `error` stops the work, `warning` is told and the work goes on. */
export type Severity = 'error' | 'warning' | 'info'

/** Where in the input a problem stands. Every part that is known is given. */
export type Place = {
  readonly source?: string
  readonly line?: number
  readonly column?: number
  readonly path?: string
}

/**
 * One thing wrong with what came in: a stable code, the place, a sentence that says what is wrong and one that says what to do.
 * Problems are collected, never thrown one by one: a reader goes on and reports all of them at once.
 */
export type Problem = {
  readonly code: string
  readonly severity: Severity
  readonly at: Place
  readonly message: string
  readonly remedy: string
}

export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export const ok = <T>(value: T, problems: readonly Problem[] = []): Result<T> => ({ ok: true, value, problems })

export const bad = <T>(problems: readonly Problem[]): Result<T> => ({ ok: false, problems })

export const hasError = (problems: readonly Problem[]): boolean => problems.some((p) => p.severity === 'error')

/** An error of a whole file or option: at no line of it. */
export const problem = (code: string, source: string, message: string, remedy: string): Problem => ({
  code,
  severity: 'error',
  at: { source },
  message,
  remedy,
})

/** `file.vcf:12:3` or `bundle.json Bundle.entry[3]`: the place in one string. @example placeText({ source: 'a.vcf', line: 7 }) // 'a.vcf:7' */
export const placeText = (at: Place): string => {
  const point = [at.source, at.line, at.column].filter((x) => x !== undefined).join(':')
  return at.path === undefined ? point : `${point} ${at.path}`.trim()
}
