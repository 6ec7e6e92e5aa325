import type { Place, Problem } from '../../shared/problem.ts'
import { type ProblemLog, problemLog } from '../problem-log.ts'
import { type FaultCode, faultCodes, severityOf } from './fault-codes.ts'
import { assumedVersion, type VcfVersion } from './vcf-version.ts'

/** Takes what is found, gives each its severity, and keeps the first twenty of each kind. */
export type Findings = {
  readonly log: ProblemLog
  readonly found: (code: FaultCode, line: number | undefined, column: number | undefined, what: string) => void
  readonly setVersion: (version: VcfVersion) => void
  readonly version: () => VcfVersion
  readonly all: () => readonly Problem[]
  readonly errors: () => number
  readonly warnings: () => number
}

/** A stretch of the file as it is shown in a message. */
export const shown = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)

const cited = (section: string): string =>
  section.startsWith('none') ? '' : ` (${section.startsWith('VCFv') ? '' : 'VCFv4.3 '}${section})`

/** @param what One sentence that says what stands there; what should stand there is added to it. */
export const findingsOf = (source: string, mode: 'strict' | 'lenient'): Findings => {
  // Errors have a list of their own: twenty warnings of a kind must not crowd out an error of the same kind.
  const lists = { error: problemLog(source), warning: problemLog(source), info: problemLog(source) }
  const counts = { error: 0, warning: 0, info: 0 }
  let version: VcfVersion = assumedVersion
  const log: ProblemLog = {
    add: (severity, code, at, message, remedy) => {
      counts[severity]++
      lists[severity].add(severity, code, at, message, remedy)
    },
    all: () => [...lists.error.all(), ...lists.warning.all(), ...lists.info.all()],
  }
  return {
    log,
    found: (code, line, column, what) => {
      const at: Omit<Place, 'source'> = {
        ...(line === undefined ? {} : { line }),
        ...(column === undefined ? {} : { column }),
      }
      const { asks, remedy, section } = faultCodes[code]
      log.add(severityOf(code, mode, version), code, at, `${what} ${asks}${cited(section)}`, remedy)
    },
    setVersion: (v) => {
      version = v
    },
    version: () => version,
    all: () =>
      log.all().toSorted((a, b) => (a.at.line ?? Number.MAX_SAFE_INTEGER) - (b.at.line ?? Number.MAX_SAFE_INTEGER)),
    errors: () => counts.error,
    warnings: () => counts.warning,
  }
}
