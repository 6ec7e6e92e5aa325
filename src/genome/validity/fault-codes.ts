import type { Severity } from '../../shared/problem.ts'
import { fileFaults } from './faults-of-files.ts'
import { headerFaults } from './faults-of-headers.ts'
import { rowFaults } from './faults-of-rows.ts'
import { sampleFaults } from './faults-of-samples.ts'
import type { VcfVersion } from './vcf-version.ts'

/**
 * One kind of fault. `asks`: what the specification asks for; `remedy`: what to do; `strict` and `lenient`: how much it matters in either mode;
 * `errorIn`: first and last version in which strict mode calls it an error (else a warning); `section`: where the specification says so
 * (VCFv4.3 unless another version is named).
 */
export type Fault = {
  readonly asks: string
  readonly remedy: string
  readonly strict: Severity
  readonly lenient: Severity
  readonly errorIn?: readonly [VcfVersion, VcfVersion]
  readonly section: string
}

const all = { ...fileFaults, ...headerFaults, ...rowFaults, ...sampleFaults }

export type FaultCode = keyof typeof all

/** Every fault that `checkVcf` can name itself. Faults of the container (`FILE_…`) come from the reader of bytes, always as errors but for a missing end marker. */
export const faultCodes: Readonly<Record<FaultCode, Fault>> = all

/** How much a fault matters in a file of the given version. */
export const severityOf = (code: FaultCode, mode: 'strict' | 'lenient', version: VcfVersion): Severity => {
  const fault = faultCodes[code]
  if (mode === 'lenient') return fault.lenient
  if (fault.strict !== 'error' || fault.errorIn === undefined) return fault.strict
  return version >= fault.errorIn[0] && version <= fault.errorIn[1] ? 'error' : 'warning'
}
