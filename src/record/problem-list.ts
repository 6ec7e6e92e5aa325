import type { Place, Problem, Severity } from '../shared/problem.ts'

/** Gathers problems in the order met. At most `perCode` of one code are listed; the rest are counted in one line more. */
export type ProblemList = {
  add(code: string, severity: Severity, at: Place, message: string, remedy: string): void
  all(): readonly Problem[]
}

const perCode = 20

export const problemList = (): ProblemList => {
  const listed: Problem[] = []
  const count = new Map<string, number>()
  return {
    add(code, severity, at, message, remedy) {
      const n = (count.get(code) ?? 0) + 1
      count.set(code, n)
      if (n <= perCode) listed.push({ code, severity, at, message, remedy })
    },
    all() {
      const more = [...count].filter(([, n]) => n > perCode)
      const rest = more.map(([code, n]): Problem => {
        const like = listed.find((p) => p.code === code)
        const { source } = like?.at ?? {}
        return {
          code,
          severity: like?.severity ?? 'warning',
          at: source === undefined ? {} : { source },
          message: `${n - perCode} more of the same kind.`,
          remedy: like?.remedy ?? '',
        }
      })
      return [...listed, ...rest]
    },
  }
}
