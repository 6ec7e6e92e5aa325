import { withText } from '../genome/bytes/index.ts'
import { noConcordance, weighBuild } from '../genome/identity/index.ts'
import { fastaFile, nodeInflate } from '../genome/node/index.ts'
import { normaliseVcf, type NormaliseVcfOptions, type ReferenceMode } from '../genome/normalise/index.ts'
import { type ProblemLog, problemLog } from '../genome/problem-log.ts'
import { defaults } from '../genome/read-options.ts'
import type { ReferenceGenome } from '../genome/reference/index.ts'
import { vcfHeaderReader } from '../genome/vcf/index.ts'
import { hasError, type Problem, problem } from '../shared/problem.ts'
import { genomeSourceProblems, openGenomeSource } from './genome-source.ts'
import { fileProblems } from './person.ts'
import { tellProblems } from './present.ts'
import { textOut } from './text-out.ts'

/** `check`: what becomes of a row whose REF is not in the reference. */
export type GenomeNormaliseOptions = {
  readonly reference?: string
  readonly split: boolean
  readonly align: boolean
  readonly atomise: boolean
  readonly check?: string
  readonly quiet: boolean
}

const checks: readonly ReferenceMode[] = ['stop', 'warn', 'out', 'set']

const optionFaults = (options: GenomeNormaliseOptions): readonly Problem[] => {
  const { check, reference, align } = options
  const unknown = check !== undefined && !checks.some((c) => c === check)
  return [
    ...(unknown
      ? [problem('bad-check', '--check', `"${check}" is no way to check REF.`, `Write one of ${checks.join(', ')}.`)]
      : []),
    ...(reference === undefined && (align || check !== undefined)
      ? [
          problem(
            'reference-missing',
            '--reference',
            'Without the reference sequence REF cannot be checked and nothing can be left-aligned.',
            'Name the FASTA file that the VCF was made against: --reference FILE. To split rows only: --no-align.',
          ),
        ]
      : []),
    ...(reference === undefined ? [] : fileProblems(reference)),
  ]
}

/** Looks at the header before anything is written; false when the text is no VCF or of another build than the reference. A header that goes on beyond `head` is judged by its beginning. */
const fits = (head: string, reference: ReferenceGenome | undefined, log: ProblemLog): boolean => {
  const lines = head.split(/\r?\n/)
  const end = lines.findIndex((line) => !line.startsWith('##'))
  const columnLine = lines[end]
  if (columnLine === undefined || (end === lines.length - 1 && !columnLine.startsWith('#CHROM\tPOS'))) return true
  if (!columnLine.startsWith('#CHROM')) {
    log.add(
      'error',
      'VCF_NO_COLUMN_LINE',
      { line: end + 1 },
      'The header ends without a #CHROM line.',
      'Give the whole file, or put the header of the original in front (bcftools reheader).',
    )
    return false
  }
  const header = vcfHeaderReader(log, true)
  for (const [i, line] of lines.slice(0, end).entries()) header.meta(line, i + 1)
  const read = header.columns(columnLine.split('\t').slice(0, 8).join('\t'), end + 1)
  if (read === undefined) return false
  const said = weighBuild(undefined, read.signs, noConcordance)
  const agrees = said.kind === 'unknown' || (said.kind === 'known' && said.build === reference?.build)
  if (reference?.build === undefined || agrees) return true
  log.add(
    'error',
    'REFERENCE_OTHER_BUILD',
    {},
    `The reference is of ${reference.build}, but the header says: ${said.evidence}.`,
    'Name the FASTA file that the VCF was made against.',
  )
  return false
}

/** The VCF on standard output with REF checked, rows split, alleles atomised and left-aligned. `-` reads standard input. Exit code 1 when a warning was told, 2 when the work was given up. */
export const genomeNormalise = async (file: string, options: GenomeNormaliseOptions): Promise<number> => {
  const faults = [...genomeSourceProblems(file), ...optionFaults(options)]
  const opened = hasError(faults) || options.reference === undefined ? undefined : fastaFile(options.reference)
  const before = [...faults, ...(opened?.problems ?? [])]
  tellProblems(before)
  if (hasError(before)) return 2
  const reference = opened?.ok === true ? opened.value : undefined
  const { source, stop } = await openGenomeSource(file, options.quiet)
  const log = problemLog(source.name)
  const out = textOut()
  const settings: NormaliseVcfOptions = {
    check: checks.find((c) => c === options.check) ?? 'stop',
    align: options.align,
    lineLimit: defaults.lineLimit,
    ...(reference === undefined ? {} : { reference }),
    ...(options.split ? { split: { others: 'missing' } } : {}),
    ...(options.atomise ? { atomise: { overlaps: 'star' } } : {}),
  }
  let begun = false
  await withText(source, nodeInflate, log, async ({ head, chunks }) => {
    if (!fits(head, reference, log)) return undefined
    begun = true
    return await normaliseVcf(out.paced(chunks), settings, log, out.writeBytes)
  })
  stop()
  await out.done()
  if (opened?.ok === true) opened.value.close()
  const problems = log.all()
  tellProblems(problems)
  if (!hasError(problems)) return problems.some((p) => p.severity === 'warning') ? 1 : 0
  if (begun)
    tellProblems([
      problem(
        'output-incomplete',
        source.name,
        'The work was given up: what stands on standard output ends too early.',
        'Throw it away. With --check out rows that do not fit are left out instead.',
      ),
    ])
  return 2
}
