import { canonicalContig } from '../identity/contig-name.ts'
import type { ReferenceGenome } from '../reference/index.ts'
import type { Build } from '../site.ts'
import { staleAnnotations } from './turned-fields.ts'

/** What a lifted file says of how it was made: the builds, the chain release and the reference as they are cited. */
export type LiftMaking = {
  readonly from: Build
  readonly to: Build
  readonly chain: string
  readonly reference: string
  readonly software: string
}

const added = [
  '##INFO=<ID=LIFT_FROM,Number=1,Type=String,Description="Contig and position of the row before it was carried over to the other build">',
  '##INFO=<ID=LIFT_REVERSED,Number=0,Type=Flag,Description="The stretch is turned round in the other build: alleles are complemented">',
  '##INFO=<ID=LIFT_SWAPPED,Number=0,Type=Flag,Description="The other build holds what was an ALT: REF and ALT have changed places, and genotypes with them">',
]

const ofOldBuild = /^##(?:contig|reference|assembly|genome|genome_build|genomeBuild|ref|attuneLift)=/i
const stale = new RegExp(`^##INFO=<ID=(?:LIFT_\\w+|${staleAnnotations.join('|')}),`)

/** The header of a file for the other build: contigs of the target, nothing that names the old build or declares what was left out. The last line is the column line. */
export const liftedHeader = (
  header: readonly string[],
  target: ReferenceGenome,
  making: LiftMaking,
): readonly string[] => {
  const kept = header.filter((line) => !ofOldBuild.test(line) && !stale.test(line))
  const contigs = target.names.map((name) => {
    const tag = canonicalContig(name) === undefined ? '' : `,assembly=${making.to}`
    return `##contig=<ID=${name},length=${target.sequence(name)?.length ?? 0}${tag}>`
  })
  return [
    ...kept.slice(0, -1),
    `##reference=${making.reference}`,
    ...contigs,
    ...added,
    `##attuneLift=<ID=lift,Version="${making.software}",From=${making.from},To=${making.to},Chain="${making.chain}",Reference="${making.reference}">`,
    ...kept.slice(-1),
  ]
}

/** Whether a file has the reference mitochondrion (NC_012920), as far as its header says: by its length, or by a name that only that one has. */
export const hasReferenceMitochondrion = (header: readonly string[], from: Build): boolean =>
  from === 'GRCh38' ||
  header.some((line) => {
    const [, id = '', length] = /^##contig=<ID=([^,>]+)(?:.*[,<]length=(\d+))?/.exec(line) ?? []
    if (canonicalContig(id) !== 'chrM') return false
    return length === undefined ? /^(?:MT|NC_012920(?:\.1)?)$/.test(id) : length === '16569'
  })
