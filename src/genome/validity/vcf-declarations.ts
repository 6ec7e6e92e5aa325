import type { KeyRule } from './key-rule.ts'
import type { VcfVersion } from './vcf-version.ts'

/** What the header of a file says that its rows are checked against. `contigs` maps to the length, 0 when it is not given. */
export type Declarations = {
  version: VcfVersion
  readonly info: Map<string, KeyRule>
  readonly format: Map<string, KeyRule>
  readonly filters: Set<string>
  readonly contigs: Map<string, number>
  columns: number
  samples: readonly string[]
}

export const noDeclarations = (version: VcfVersion): Declarations => ({
  version,
  info: new Map(),
  format: new Map(),
  filters: new Set(['PASS']),
  contigs: new Map(),
  columns: 8,
  samples: [],
})
