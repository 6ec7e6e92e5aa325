import type { Build } from '../site.ts'
import type { ReferenceGenome } from './reference-genome.ts'

/** Several references of one build as one: a sequence comes from the first that has one of that name. A whole genome stands before windows of it. */
export const layeredReference = (references: readonly ReferenceGenome[], build: Build): ReferenceGenome => ({
  build,
  names: [...new Set(references.flatMap((r) => r.names))],
  sequence: (name) => {
    for (const reference of references) {
      const sequence = reference.sequence(name)
      if (sequence !== undefined) return sequence
    }
    return undefined
  },
})
