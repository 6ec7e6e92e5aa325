import { isArchive, openArchive, readCallableBed, type Stretches, withChunks } from '../genome/archive/index.ts'
import { readCalls } from '../genome/calls/index.ts'
import type { Build, ByteSource } from '../genome/index.ts'
import { fastaFile, fileSource, nodeInflate, stdinSource, syncFile } from '../genome/node/index.ts'
import {
  type ArrayQuality,
  compareSex,
  qualityCounter,
  type QualityCounter,
  qualityOfArchive,
  qualityReport,
  type QualityReport,
  readArrayQuality,
} from '../genome/quality/index.ts'
import type { ReferenceGenome } from '../genome/reference/index.ts'
import { bad, hasError, ok, type Problem, type Result } from '../shared/problem.ts'
import { builtOtherwise } from './reference-build.ts'
import { type GenomeQcOptions, meant, qcOptionProblems } from './genome-qc-options.ts'
import { printArray, printQuality } from './genome-qc-table.ts'
import { type QcRegions, qcRegions } from './genome-qc-regions.ts'
import { knowledgeFolders } from './knowledge-folders.ts'
import { printJson, tellProblems } from './present.ts'
import { progressBar } from './progress.ts'

export type { GenomeQcOptions } from './genome-qc-options.ts'

/** What a genome is held against, opened. */
type Given = {
  readonly wanted: QcRegions
  readonly reference: ReferenceGenome | undefined
  readonly callable: ReadonlyMap<string, Stretches> | undefined
}

const openGiven = async (options: GenomeQcOptions): Promise<Result<Given>> => {
  const folders = knowledgeFolders(options)
  if (!folders.ok) return folders
  const wanted = qcRegions(options.regions, folders.value)
  const bed =
    options.callable === undefined ? undefined : await readCallableBed(fileSource(options.callable), nodeInflate)
  const fasta = options.reference === undefined ? undefined : fastaFile(options.reference)
  const problems = [...wanted.problems, ...(bed?.problems ?? []), ...(fasta?.problems ?? [])]
  if (!wanted.ok || bed?.ok === false || fasta?.ok === false) return bad(problems)
  return ok({ wanted: wanted.value, reference: fasta?.value, callable: bed?.value.byChrom }, problems)
}

/** A source of which the beginning can be read a second time, until `forget` is called. */
const readTwice = (
  source: ByteSource,
): { readonly first: ByteSource; readonly again: ByteSource; readonly forget: () => void } => {
  const rest = source.chunks[Symbol.asyncIterator]()
  const held: Uint8Array[] = []
  let holding = true
  const remaining = async function* (): AsyncGenerator<Uint8Array> {
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
      if (holding) held.push(next.value)
      yield next.value
    }
  }
  const replay = async function* (): AsyncGenerator<Uint8Array> {
    holding = false
    yield* held.splice(0)
    yield* remaining()
  }
  return {
    first: { ...source, chunks: remaining() },
    again: { ...source, chunks: replay() },
    forget: () => {
      holding = false
      held.length = 0
    },
  }
}

/** The report of a VCF or gVCF, or of array data, whichever it is. */
const qualityOf = async (
  source: ByteSource,
  options: GenomeQcOptions,
  given: Given,
): Promise<Result<QualityReport | ArrayQuality>> => {
  const { build, assay } = meant(options)
  const { reference, wanted, callable } = given
  const twice = readTwice(source)
  let counter: QualityCounter | undefined
  let used: Build | undefined
  const read = await readCalls(
    twice.first,
    {
      inflate: nodeInflate,
      ...(options.sample === undefined ? {} : { sample: options.sample }),
      ...(build === undefined ? {} : { build }),
      onHeader: (header) => {
        twice.forget()
        used = header.build ?? reference?.build
        counter = qualityCounter({
          ...(used === undefined ? {} : { build: used, ...wanted.of(used) }),
          ...(reference === undefined ? {} : { reference }),
        })
      },
    },
    (batch) => counter?.add(batch),
  )
  if (!read.ok && read.problems.some((p) => p.code === 'CALLS_OF_ARRAY'))
    return readArrayQuality(twice.again, { inflate: nodeInflate, ...(build === undefined ? {} : { build }) })
  if (!read.ok || counter === undefined) return bad(read.problems)
  if (reference?.build !== undefined && used !== undefined && reference.build !== used)
    return bad([...read.problems, builtOtherwise(options.reference ?? '', used, reference.build)])
  const report = qualityReport(counter.tally, {
    header: { ...read.value, ...(used === undefined ? {} : { build: used }) },
    format: read.value.format,
    ...(assay === undefined ? {} : { assay }),
    ...(callable === undefined ? {} : { callable }),
  })
  return ok(report, read.problems)
}

/** The report of a packed genome; undefined when the file is none. */
const qualityOfPacked = (
  path: string,
  options: GenomeQcOptions,
  { reference, wanted }: Given,
): Result<QualityReport> | undefined => {
  const access = syncFile(path)
  try {
    if (!isArchive(access.read(0, 12))) return undefined
    const archive = openArchive(access, { name: path, inflate: nodeInflate })
    if (!archive.ok) return archive
    const { build } = archive.value.directory.read
    const { assay } = meant(options)
    return withChunks(path, () =>
      qualityOfArchive(archive.value, {
        ...(build === undefined ? {} : wanted.of(build)),
        ...(reference === undefined ? {} : { reference }),
        ...(assay === undefined ? {} : { assay }),
      }),
    )
  } finally {
    access.close()
  }
}

const contradiction = (file: string, pattern: string, recorded: string): Problem => ({
  code: 'SEX_CONTRADICTS',
  severity: 'warning',
  at: { source: file },
  message: `The calls on X and Y are ${pattern} where ${recorded} is recorded.`,
  remedy: 'Find out whether the sample or the record belongs to somebody else, before anything of it is used.',
})

const wrongReference = (file: string): Problem => ({
  code: 'REFERENCE_DIFFERS',
  severity: 'warning',
  at: { source: file },
  message:
    'The REF of many rows is not the base of the reference that was given: the file is probably on another build.',
  remedy: 'Give the reference that the file was made against, and state its build with --build.',
})

/** Quality control of one sample of a VCF, a gVCF, a genome archive or array data: tables for people on stdout, or JSON. `-` reads standard input. Exit code 1 when a warning was told, 2 when the input cannot be used. */
export const genomeQc = async (file: string, options: GenomeQcOptions): Promise<number> => {
  const wrong = qcOptionProblems(file, options)
  const given = hasError(wrong) ? bad<Given>([]) : await openGiven(options)
  const before = [...wrong, ...given.problems]
  tellProblems(before)
  if (!given.ok) return 2
  const bar = progressBar('reading', options.quiet)
  const packed = file === '-' ? undefined : qualityOfPacked(file, options, given.value)
  const source = file === '-' ? stdinSource() : fileSource(file, bar.update)
  const told = packed ?? (await qualityOf(source, options, given.value))
  bar.stop()
  if (!told.ok) {
    tellProblems(told.problems)
    return 2
  }
  const report = told.value
  const { recorded } = meant(options)
  const comparison = compareSex(report.sex.pattern, recorded)
  const differs = 'reference' in report && report.reference?.verdict === 'differs'
  const problems: readonly Problem[] = [
    ...told.problems,
    ...(comparison === 'contradicts' && recorded !== undefined
      ? [contradiction(file, report.sex.pattern, recorded)]
      : []),
    ...(differs ? [wrongReference(file)] : []),
  ]
  tellProblems(problems)
  if (options.json) printJson({ ...report, sexComparison: comparison, problems })
  else if ('maker' in report) printArray(report, comparison)
  else printQuality(report, comparison, { what: given.value.wanted.what, chosen: options.regions !== undefined })
  return [...before, ...problems].some((p) => p.severity !== 'info') ? 1 : 0
}
