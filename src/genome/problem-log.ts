import type { Place, Problem, Severity } from '../shared/problem.ts'

const shownOfOneKind = 20

/** Collects what is wrong with one file. Of each kind the first twenty are kept and the others counted. */
export type ProblemLog = {
  readonly add: (severity: Severity, code: string, at: Omit<Place, 'source'>, message: string, remedy: string) => void
  readonly all: () => readonly Problem[]
}

export const problemLog = (source: string): ProblemLog => {
  const kept: Problem[] = []
  const counts = new Map<string, number>()
  return {
    add: (severity, code, at, message, remedy) => {
      const n = (counts.get(code) ?? 0) + 1
      counts.set(code, n)
      if (n <= shownOfOneKind) kept.push({ code, severity, at: { source, ...at }, message, remedy })
    },
    all: () => {
      const more: Problem[] = []
      for (const [code, n] of counts) {
        const first = kept.find((p) => p.code === code)
        if (n <= shownOfOneKind || first === undefined) continue
        const message = `${n - shownOfOneKind} more of the same kind are not listed (${n} in all): ${code}.`
        more.push({ code, severity: first.severity, at: { source }, message, remedy: first.remedy })
      }
      return [...kept, ...more]
    },
  }
}
