import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { type Archive, callText, callTextHeader, readCallableBed, UnreadableBytes } from '../genome/archive/index.ts'
import type { Call } from '../genome/calls/index.ts'
import { callAt } from '../genome/calls/index.ts'
import { openArchiveFile, packArchiveFile } from '../genome/archive/node/index.ts'
import { fileSource, nodeInflate, stdinSource } from '../genome/node/index.ts'
import type { Region } from '../genome/index.ts'
import { writeGenotype } from '../genome/index.ts'
import { hasError, type Problem, problem } from '../shared/problem.ts'
import { fileProblems, optionProblems } from './person.ts'
import { printJson, printTable, tellProblems } from './present.ts'
import { progressBar } from './progress.ts'
import { textOut } from './text-out.ts'
import { regionOf } from './variant-places.ts'

export type PackCommand = {
  readonly out?: string
  readonly sample?: string
  readonly build?: string
  readonly callable?: string
  readonly exact: boolean
  readonly json: boolean
  readonly quiet: boolean
}

export type ViewCommand = { readonly json: boolean; readonly jsonl: boolean; readonly vcf: boolean }

const code = (problems: readonly Problem[]): number => (problems.some((p) => p.severity !== 'info') ? 1 : 0)

const outOf = (file: string): string => `${file.replace(/(\.g)?\.(vcf|bcf)(\.gz|\.bgz)?$/i, '')}.attune`

/** Packs the calls of one sample of a file into an archive; `-` reads standard input. */
export const pack = async (file: string, options: PackCommand): Promise<number> => {
  const wrong = [
    ...optionProblems(options.build === undefined ? {} : { build: options.build }),
    ...(file === '-' ? [] : fileProblems(file)),
    ...(options.callable === undefined ? [] : fileProblems(options.callable)),
    ...(file === '-' && options.out === undefined
      ? [
          problem(
            'no-output',
            '--out',
            'Standard input has no name to call the archive by.',
            'Name the archive with -o.',
          ),
        ]
      : []),
  ]
  if (hasError(wrong)) {
    tellProblems(wrong)
    return 2
  }
  const bed =
    options.callable === undefined ? undefined : await readCallableBed(fileSource(options.callable), nodeInflate)
  if (bed?.ok === false) {
    tellProblems(bed.problems)
    return 2
  }
  const out = options.out ?? outOf(file)
  const bar = progressBar('packing', options.quiet)
  const source = file === '-' ? stdinSource() : fileSource(file, bar.update)
  const packed = await packArchiveFile(source, out, {
    exact: options.exact,
    ...(options.sample === undefined ? {} : { sample: options.sample }),
    ...(options.build === 'GRCh37' || options.build === 'GRCh38' ? { build: options.build } : {}),
    ...(bed === undefined ? {} : { callable: bed.value }),
  })
  bar.stop()
  const problems = [...(bed?.problems ?? []), ...packed.problems]
  tellProblems(problems)
  if (!packed.ok) return 2
  const { read } = packed.value
  const size = statSync(out).size
  if (options.json)
    printJson({ archive: out, size, sample: read.sample, build: read.build, calls: read.calls, sha256: read.sha256 })
  else
    process.stdout.write(
      `${out}: ${read.calls.toLocaleString('en')} calls of ${read.sample}${read.build === undefined ? '' : ` on ${read.build}`}, ${size < 1e5 ? `${(size / 1e3).toFixed(1)} kB` : `${(size / 1e6).toFixed(2)} MB`}\n`,
    )
  return code(problems)
}

/** Runs `work` on an archive. What reads damaged chunks becomes a problem on stderr. */
const withArchive = async (file: string, work: (archive: Archive) => Promise<number>): Promise<number> => {
  const wrong = fileProblems(file)
  const opened = hasError(wrong) ? undefined : openArchiveFile(file, 32)
  tellProblems([...wrong, ...(opened?.problems ?? [])])
  if (opened?.ok !== true) return 2
  try {
    return await work(opened.value)
  } catch (fault) {
    if (!(fault instanceof UnreadableBytes)) throw fault
    tellProblems([problem(fault.code, basename(file), fault.message, fault.remedy)])
    return 2
  } finally {
    opened.value.close()
  }
}

const regionsOf = (
  texts: readonly string[],
  archive: Archive,
): { readonly regions: readonly Region[]; readonly problems: readonly Problem[] } => {
  const problems: Problem[] = []
  const regions = texts.flatMap((text) => {
    const region = regionOf(text)
    if (region !== undefined) return [region]
    const whole = archive.directory.contigs.find((c) => c.contig === text)
    if (whole !== undefined) return [{ chrom: whole.chrom, start: 0, end: 2 ** 31 - 1 }]
    problems.push(
      problem(
        'bad-region',
        text,
        `"${text}" is neither a region nor a contig of the archive.`,
        'Write it as chr17:43044295-43125364, counted from 1.',
      ),
    )
    return []
  })
  return { regions, problems }
}

const columns = [
  'chrom',
  'pos',
  'id',
  'ref',
  'alt',
  'genotype',
  'filter',
  'depth',
  'allele depths',
  'quality',
  'qual',
] as const

const cells = (call: Call): readonly string[] => [
  call.chrom,
  call.end > call.pos + call.ref.length - 1 ? `${call.pos}-${call.end}` : String(call.pos),
  call.id,
  call.ref,
  call.alts.join(',') || '.',
  writeGenotype(call),
  call.filter,
  String(call.minDepth ?? call.depth ?? '.'),
  call.depths?.map((d) => d ?? '.').join(',') ?? '.',
  String(call.quality ?? '.'),
  String(call.qual ?? '.'),
]

const roundedNote = 'depths and qualities are rounded down (the archive was packed without --exact)'

/** The calls of an archive, or those that touch the regions, as a table, JSON, JSON Lines or VCF on stdout. */
export const view = (file: string, regions: readonly string[], options: ViewCommand): Promise<number> =>
  withArchive(file, async (archive) => {
    const asked = regionsOf(regions, archive)
    tellProblems(asked.problems)
    if (hasError(asked.problems)) return 2
    const out = textOut()
    const { read, contigs, exact } = archive.directory
    let begun = false
    const line = (call: Call, contig: string): string => {
      if (options.vcf) return `${callText(call, contig)}\n`
      const json = (): string => JSON.stringify(exact || call.chrom === 'chrM' ? call : { ...call, rounded: true })
      if (options.jsonl) return `${json()}\n`
      if (options.json) return `${begun ? ',\n' : '[\n'}${json()}`
      return `${cells(call).join('\t')}\n`
    }
    if (options.vcf) {
      const notes = [
        `source=Attune genome archive of ${read.source}`,
        ...(read.build === undefined ? [] : [`reference=${read.build}`]),
        ...(exact ? [] : [`attuneCounts=${roundedNote}`]),
      ]
      out.write(
        `${callTextHeader(
          read.sample,
          contigs.map((c) => c.contig),
          notes,
        )}\n`,
      )
    } else if (!options.json && !options.jsonl) out.write(`${exact ? '' : `# ${roundedNote}\n`}${columns.join('\t')}\n`)
    for (const region of asked.regions.length === 0 ? [undefined] : asked.regions)
      for (const batch of archive.calls(region))
        for (let i = 0; i < batch.size; i++) {
          out.write(line(callAt(batch, i), batch.contig))
          begun = true
        }
    if (options.json) out.write(begun ? '\n]\n' : '[]\n')
    await out.done()
    return 0
  })

/** What an archive holds, and whether every chunk of it is whole. */
export const stats = (file: string, options: { readonly json: boolean }): Promise<number> =>
  withArchive(file, async (archive) => {
    const damage = archive.verify()
    tellProblems(damage)
    const { read, kinds, notCalled, exact, sizes, contigs, callable, version, chunks } = archive.directory
    const whole = damage.length === 0
    if (options.json) {
      printJson({
        version,
        size: archive.size,
        whole,
        read,
        exact,
        calls: read.calls,
        kinds,
        notCalled,
        contigs,
        chunks: chunks.rows.length,
        sizes,
        callable: callable?.source,
      })
      return whole ? 0 : 2
    }
    const n = (value: number): string => value.toLocaleString('en')
    printTable(
      ['what', 'value'],
      [
        ['sample', read.sample],
        ['build', read.build === undefined ? 'not stated' : `${read.build} (${read.buildEvidence})`],
        ['made of', `${read.source}${read.sha256 === undefined ? '' : ` (SHA-256 ${read.sha256})`}`],
        [
          'format',
          `${read.format}; archive version ${version}, ${exact ? 'exact' : 'counts and qualities rounded down'}`,
        ],
        ['size', `${n(archive.size)} bytes, ${n(chunks.rows.length)} chunks, ${whole ? 'all whole' : 'DAMAGED'}`],
        [
          'calls',
          `${n(read.calls)}: ${n(kinds.variant)} variant, ${n(kinds.referenceBlock)} reference block, ${n(kinds.noAlt)} without ALT, ${n(kinds.symbolic)} structural`,
        ],
        ['not called', n(notCalled)],
        [
          'silence means',
          callable !== undefined
            ? `reference within ${callable.source}`
            : read.format === 'gvcf'
              ? 'not looked at'
              : 'not known',
        ],
      ],
    )
    process.stdout.write('\n')
    printTable(
      ['contig', 'calls'],
      contigs.map((c) => [c.contig, n(c.calls)]),
    )
    process.stdout.write('\n')
    printTable(
      ['part', 'bytes'],
      Object.entries(sizes)
        .toSorted(([, a], [, b]) => b - a)
        .map(([name, size]) => [name, n(size)]),
    )
    return whole ? 0 : 2
  })
