import type { BuildSign } from '../identity/build-evidence.ts'
import type { ReadSampleOptions } from '../read-options.ts'
import type { Build } from '../site.ts'
import type { CallBatch } from './call-batch.ts'

/** What the header of a file says before any row is read. `build` is absent when neither header nor user says which it is. */
export type CallsHeader = {
  readonly source: string
  readonly sample: string
  readonly samples: readonly string[]
  readonly build?: Build
  readonly buildEvidence: string
  readonly buildSigns: readonly BuildSign[]
  readonly statedBuild?: Build
  readonly version?: string
  readonly adNumber?: string
  /** The header speaks of reference blocks. */
  readonly blocks: boolean
  /** The mitochondrial contig is NC_001807: its rows are not read. */
  readonly foreignMitochondrion: boolean
}

/** Everything one read of one file told besides its calls. `calls`: rows handed over; `rowsRead`: data rows met. */
export type CallsRead = CallsHeader & {
  readonly format: 'vcf' | 'gvcf'
  readonly rowsRead: number
  readonly calls: number
  readonly sha256?: string
}

/**
 * How calls are read: `infos` asks for the INFO text of every row, not only of symbolic ones; `dosages` for FORMAT DS and GP; `onHeader` is told before the first batch. `withoutSamples`: a file without sample
 * columns is taken too; `samples` is empty then, `sample` the empty text, and every call is open.
 */
export type ReadCallsOptions = ReadSampleOptions & {
  readonly infos?: boolean
  readonly dosages?: boolean
  readonly withoutSamples?: boolean
  readonly onHeader?: (header: CallsHeader) => void
}

export type OnBatch = (batch: CallBatch) => void
