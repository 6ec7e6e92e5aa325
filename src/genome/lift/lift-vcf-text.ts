import type { ByteSource, Inflate } from '../bytes/byte-source.ts'
import { eachLine } from '../bytes/line-scanner.ts'
import { withText } from '../bytes/open-text.ts'
import { noConcordance, settleBuild } from '../identity/settle-build.ts'
import { type ChainMap, fieldRules } from '../normalise/index.ts'
import { type ProblemLog, problemLog } from '../problem-log.ts'
import { defaults } from '../read-options.ts'
import type { ReferenceGenome } from '../reference/index.ts'
import type { Build } from '../site.ts'
import { formatVcfRow, parseVcfRow } from '../vcf/vcf-row.ts'
import { vcfHeaderReader } from '../vcf/vcf-header.ts'
import { hasError, type Problem } from '../../shared/problem.ts'
import { hasReferenceMitochondrion, liftedHeader } from './lift-header.ts'
import type { RowRefusal } from './lift-refusal.ts'
import { type LiftContext, liftRow } from './lift-row.ts'
import { type ByteStore, orderedLines } from './ordered-lines.ts'

/** `chain`: the map and how it is cited. `from`, `to`: the builds; `from` must agree with what the file says. `store`: where rows wait until all are there. `lineLimit`: longest line held, in bytes (64 MiB). */
export type LiftVcfOptions = {
  readonly inflate: Inflate
  readonly from: Build
  readonly to: Build
  readonly stated?: Build
  readonly chain: { readonly map: ChainMap; readonly name: string }
  readonly target: ReferenceGenome
  readonly targetName: string
  readonly source?: ReferenceGenome
  readonly software: string
  readonly store: ByteStore
  readonly lineLimit?: number
  /** Gets the header of the rejected rows, then those rows, as lines. */
  readonly onRejected: (line: string) => void
}

/** How many rows came to what end. `rows` is `lifted` and all of `refused`. */
export type LiftCounts = {
  readonly rows: number
  readonly lifted: number
  readonly reversed: number
  readonly swapped: number
  readonly refused: ReadonlyMap<RowRefusal, number>
}

/** What came of it. `write` hands the lifted file on, in order; absent when the file cannot be lifted. */
export type LiftedVcf = {
  readonly problems: readonly Problem[]
  readonly counts: LiftCounts
  readonly write?: (put: (bytes: Uint8Array) => void) => void
}

const utf8 = new TextDecoder()
const encoder = new TextEncoder()

const reasonHeader =
  '##INFO=<ID=LIFT_REASON,Number=1,Type=String,Description="Why the row could not be carried over to the other build">'

const withReason = (line: string, reason: string): string => {
  const cells = line.split('\t')
  const info = cells[7]
  return cells
    .with(7, `${info === undefined || info === '.' || info === '' ? '' : `${info};`}LIFT_REASON=${reason}`)
    .join('\t')
}

const tellDropped = (dropped: ReadonlyMap<string, number>, log: ProblemLog): void => {
  for (const [key, rows] of dropped)
    log.add(
      'warning',
      'LIFT_FIELD_LEFT_OUT',
      { path: key },
      `${key} was left out of ${rows} rows: what it says does not hold on the other build.`,
      'Make it anew from the lifted file, if it is needed.',
    )
}

/**
 * Carries a VCF over to the other build, row by row. Rows wait in the store until all are there, and come out by contig and position of the target; those that cannot be carried over go to
 * `onRejected`, each with its reason. A line that is no row stops the work: nothing is written then.
 */
export const liftVcfText = async (input: ByteSource, options: LiftVcfOptions): Promise<LiftedVcf> => {
  const { target, from, to } = options
  const log = problemLog(input.name)
  const refused = new Map<RowRefusal, number>()
  const dropped = new Map<string, number>()
  const counts = { rows: 0, lifted: 0, reversed: 0, swapped: 0, refused }
  const numberOf = new Map(target.names.map((name, i) => [name, i]))
  const lines = orderedLines(options.store)
  const header: string[] = []
  let context: LiftContext | undefined
  let stopped = false
  const begin = (read: ReturnType<ReturnType<typeof vcfHeaderReader>['columns']>): void => {
    const settled = read === undefined ? undefined : settleBuild(options.stated, read.signs, noConcordance, log)
    stopped = settled === undefined
    if (settled !== undefined && settled.build !== from) {
      log.add(
        'error',
        'LIFT_SAME_BUILD',
        {},
        `The file is on ${to} already: ${settled.evidence}.`,
        `Name the other build: --to ${from}.`,
      )
      stopped = true
    }
    if (stopped) return
    const mitochondrion = target.sequence('chrM')
    context = {
      map: options.chain.map,
      target,
      ...(options.source === undefined ? {} : { source: options.source }),
      rules: fieldRules(header),
      sameMitochondrion: mitochondrion?.length === 16569 && hasReferenceMitochondrion(header, from),
    }
    for (const line of [...header.slice(0, -1), reasonHeader, ...header.slice(-1)]) options.onRejected(line)
  }
  const lift = (line: string, at: number): void => {
    if (context === undefined) return
    const row = parseVcfRow(line)
    if (row === undefined) {
      log.add(
        'error',
        'VCF_ROW_TOO_SHORT',
        { line: at },
        'The row has fewer than eight columns, or a POS that is no whole number.',
        'Write the file again; the row was probably cut off or edited by hand.',
      )
      stopped = true
      return
    }
    counts.rows++
    const left = new Set<string>()
    const one = liftRow(row, context, (key) => left.add(key))
    if (!one.ok) {
      refused.set(one.reason, (refused.get(one.reason) ?? 0) + 1)
      options.onRejected(withReason(line, one.reason))
      return
    }
    for (const key of left) dropped.set(key, (dropped.get(key) ?? 0) + 1)
    counts.lifted++
    if (one.value.reversed) counts.reversed++
    if (one.value.swapped) counts.swapped++
    const made = one.value.row
    lines.add(numberOf.get(made.chrom) ?? numberOf.size, made.pos, encoder.encode(`${formatVcfRow(made)}\n`))
  }
  const whole = await withText(input, options.inflate, log, async ({ chunks }) => {
    const reader = vcfHeaderReader(log, true)
    await eachLine(
      chunks,
      options.lineLimit ?? defaults.lineLimit,
      (bytes, start, end, at, complete) => {
        if (stopped || start === end) return
        const line = utf8.decode(bytes.subarray(start, end))
        if (!complete) {
          log.add(
            'error',
            'VCF_LINE_TOO_LONG',
            { line: at },
            'The line is longer than is held.',
            'Take out the samples that are needed first (bcftools view -s SAMPLE).',
          )
          stopped = true
        } else if (context === undefined && line.startsWith('##')) {
          header.push(line)
          reader.meta(line, at)
        } else if (context === undefined && line.startsWith('#CHROM')) {
          header.push(line)
          begin(reader.columns(line, at))
        } else if (context !== undefined && !line.startsWith('#')) lift(line, at)
      },
      false,
    )
    if (context === undefined && !stopped)
      log.add(
        'error',
        'VCF_NO_COLUMN_LINE',
        {},
        'The file has no #CHROM line.',
        'Give the whole file, or put the header of the original in front (bcftools reheader).',
      )
    return true
  })
  tellDropped(dropped, log)
  const problems = log.all()
  if (whole !== true || stopped || context === undefined || hasError(problems)) return { problems, counts }
  const making = { from, to, chain: options.chain.name, reference: options.targetName, software: options.software }
  return {
    problems,
    counts,
    write: (put) => {
      put(encoder.encode(`${liftedHeader(header, target, making).join('\n')}\n`))
      lines.each(put)
    },
  }
}
