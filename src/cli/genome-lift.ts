import { existsSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { canonicalContig } from '../genome/index.ts'
import { type LiftCounts, liftRefusals, liftVcfText } from '../genome/lift/index.ts'
import { fastaFile, nodeInflate } from '../genome/node/index.ts'
import { type ChainMap, readChain } from '../genome/normalise/index.ts'
import type { FastaReference } from '../genome/reference/index.ts'
import type { Build } from '../genome/site.ts'
import { genomeReleases, tableBytes } from '../knowledge/folder.ts'
import { chainIdPrefix, chainTable } from '../knowledge/import-chain.ts'
import { releaseName } from '../knowledge/release.ts'
import { bad, hasError, ok, type Problem, problem, type Result } from '../shared/problem.ts'
import { software } from '../shared/software.ts'
import { genomeSourceProblems, openGenomeSource } from './genome-source.ts'
import { type KnowledgeOption, knowledgeFolders } from './knowledge-folders.ts'
import { fileProblems, optionProblems } from './person.ts'
import { tableText, tellProblems } from './present.ts'
import { spooledBytes } from './spooled-bytes.ts'
import { textOut } from './text-out.ts'
import { wholeFile } from './whole-file.ts'

export type GenomeLiftOptions = KnowledgeOption & {
  readonly to: string
  readonly reference?: string
  readonly sourceReference?: string
  readonly rejected?: string
  readonly build?: string
  readonly quiet: boolean
}

type Opened = {
  readonly chain: { readonly map: ChainMap; readonly name: string }
  readonly target: FastaReference & { close(): void }
  readonly source?: FastaReference & { close(): void }
}

const rejectedFaults = (path: string | undefined): readonly Problem[] => {
  if (path === undefined) return []
  const folder = dirname(path)
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    return [problem('folder-missing', path, 'There is no such folder.', 'Make it first, or name another file.')]
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
    ? [problem('file-not-a-file', path, 'This is a folder.', 'Name a file for the rejected rows.')]
    : []
}

const optionFaults = (options: GenomeLiftOptions): readonly Problem[] => [
  ...(options.to === 'GRCh37' || options.to === 'GRCh38'
    ? []
    : [problem('bad-build', '--to', `"${options.to}" is not a build known here.`, 'Write GRCh37 or GRCh38.')]),
  ...optionProblems(options.build === undefined ? {} : { build: options.build }),
  ...(options.reference === undefined
    ? [
        problem(
          'reference-missing',
          '--reference',
          'Without the reference sequence of the build to go to it cannot be seen where the two builds differ: alleles would come out wrong there.',
          'Name its FASTA file: --reference FILE.',
        ),
      ]
    : fileProblems(options.reference)),
  ...(options.sourceReference === undefined ? [] : fileProblems(options.sourceReference)),
  ...rejectedFaults(options.rejected),
]

const openChain = (from: Build, to: Build, options: KnowledgeOption): Result<Opened['chain']> => {
  const folders = knowledgeFolders(options)
  if (!folders.ok) return folders
  const id = `${chainIdPrefix}${from.toLowerCase()}-${to.toLowerCase()}`
  const release = genomeReleases(...folders.value).find((r) => r.manifest.id === id)
  if (release === undefined)
    return bad([
      problem(
        'chain-missing',
        options.knowledge ?? 'knowledge',
        `No chain from ${from} to ${to} has been imported.`,
        `Take in the chain file of UCSC or Ensembl, and name the folder it went to: attune knowledge import chain FILE --into DIR, then --knowledge DIR.`,
      ),
    ])
  const name = releaseName(release.manifest)
  const map = readChain(new TextDecoder('latin1').decode(tableBytes(release, chainTable)), name)
  return map.ok ? ok({ map: map.value, name }, map.problems) : map
}

const openReference = (path: string, build: Build): Result<FastaReference & { close(): void }> => {
  const opened = fastaFile(path)
  if (!opened.ok || opened.value.build === undefined || opened.value.build === build) return opened
  opened.value.close()
  return bad([
    problem(
      'reference-other-build',
      path,
      `The reference is of ${opened.value.build}, not of ${build}.`,
      `Name a FASTA file of ${build}.`,
    ),
  ])
}

/** Sequences that the chain leads to and the reference has with another length: then they are not the same. */
const otherLengths = (path: string, { map }: Opened['chain'], target: FastaReference): readonly Problem[] => {
  const wrong = map.chains.find((c) => {
    const sequence = target.sequence(c.target)
    return sequence !== undefined && canonicalContig(c.target) !== 'chrM' && sequence.length !== c.targetSize
  })
  return wrong === undefined
    ? []
    : [
        problem(
          'reference-other-length',
          path,
          `${wrong.target} has ${target.sequence(wrong.target)?.length} bases; the chain leads to one of ${wrong.targetSize}.`,
          'Name the FASTA file of the build that the chain leads to.',
        ),
      ]
}

const open = (from: Build, to: Build, options: GenomeLiftOptions): Result<Opened> => {
  const { reference = '', sourceReference } = options
  const chain = openChain(from, to, options)
  const target = openReference(reference, to)
  const source = sourceReference === undefined ? undefined : openReference(sourceReference, from)
  const lengths = chain.ok && target.ok ? otherLengths(reference, chain.value, target.value) : []
  const problems = [...chain.problems, ...target.problems, ...(source?.problems ?? []), ...lengths]
  if (!chain.ok || !target.ok || source?.ok === false || hasError(problems)) return bad(problems)
  return ok(
    { chain: chain.value, target: target.value, ...(source === undefined ? {} : { source: source.value }) },
    problems,
  )
}

const countTable = (counts: LiftCounts): string => {
  const n = (value: number): string => value.toLocaleString('en')
  return tableText(
    ['rows', 'what came of them', ''],
    [
      [n(counts.rows), 'read', ''],
      [n(counts.lifted), 'lifted', ''],
      [n(counts.reversed), 'of these turned round', 'alleles complemented (LIFT_REVERSED)'],
      [n(counts.swapped), 'of these with REF and ALT swapped', 'genotypes too (LIFT_SWAPPED)'],
      ...[...counts.refused]
        .toSorted((a, b) => b[1] - a[1])
        .map(([reason, rows]) => [n(rows), reason, liftRefusals[reason]]),
    ],
  )
}

/** The VCF on standard output, carried over to the other build and in its order; a table of what became of the rows on stderr. `-` reads standard input. Exit code 1 when rows were rejected or a warning was told; 2, and nothing written, when the file cannot be lifted. */
export const genomeLift = async (file: string, options: GenomeLiftOptions): Promise<number> => {
  const faults = [...genomeSourceProblems(file), ...optionFaults(options)]
  if (hasError(faults)) {
    tellProblems(faults)
    return 2
  }
  const to: Build = options.to === 'GRCh37' ? 'GRCh37' : 'GRCh38'
  const from: Build = to === 'GRCh38' ? 'GRCh37' : 'GRCh38'
  const opened = open(from, to, options)
  tellProblems(opened.problems)
  if (!opened.ok) return 2
  const { chain, target, source: own } = opened.value
  const { source, stop } = await openGenomeSource(file, options.quiet)
  const store = spooledBytes()
  const rejected = options.rejected === undefined ? undefined : wholeFile(options.rejected)
  let kept = false
  try {
    const lifted = await liftVcfText(source, {
      inflate: nodeInflate,
      from,
      to,
      chain,
      target,
      targetName: basename(options.reference ?? ''),
      software: `${software.name} ${software.version}`,
      store,
      onRejected: (line) => rejected?.line(line),
      ...(own === undefined ? {} : { source: own }),
      ...(options.build === 'GRCh37' || options.build === 'GRCh38' ? { stated: options.build } : {}),
    })
    stop()
    tellProblems(lifted.problems)
    if (lifted.write === undefined) return 2
    const out = textOut()
    lifted.write(out.writeBytes)
    await out.done()
    rejected?.keep()
    kept = true
    process.stderr.write(countTable(lifted.counts))
    const warned = [...opened.problems, ...lifted.problems].some((p) => p.severity === 'warning')
    return warned || lifted.counts.refused.size > 0 ? 1 : 0
  } finally {
    if (!kept) rejected?.discard()
    store.close()
    target.close()
    own?.close()
  }
}
