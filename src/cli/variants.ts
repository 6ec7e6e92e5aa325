import { endsOfAlts, mayReach, rowAnnotator, type RowToAnnotate } from '../genome/annotation/index.ts'
import {
  type Call,
  type CallBatch,
  callAt,
  type CallsHeader,
  infoFields,
  readCalls,
  rowKinds,
  strandsAt,
} from '../genome/calls/index.ts'
import type { Impact } from '../genome/consequence/index.ts'
import { nodeInflate } from '../genome/node/index.ts'
import type { Build, Region } from '../genome/site.ts'
import { hasError, type Problem, problem } from '../shared/problem.ts'
import { openTranscripts } from './genome-context.ts'
import { genomeSourceProblems, openGenomeSource, withoutLines } from './genome-source.ts'
import { fileProblems, optionProblems } from './person.ts'
import { tellProblems } from './present.ts'
import { textOut } from './text-out.ts'
import { type Places, placesOf, regionProblems, touches } from './variant-places.ts'
import { alleleRows, hasOtherCopies } from './variant-rows.ts'
import { gravest, variantWriter } from './variant-writer.ts'
import { contextFor, NotReadable, type VariantsOptions, type VariantsRequest } from './variants-request.ts'
import { variantsAsVcf } from './variants-vcf.ts'

const formats = ['table', 'json', 'jsonl', 'vcf'] as const
const impacts: readonly Impact[] = ['high', 'moderate', 'low', 'modifier']

type CallRow = RowToAnnotate & { readonly call: Call }

const toAnnotate = (call: Call, sampled: boolean): CallRow => ({
  chrom: call.chrom,
  pos: call.pos,
  ref: call.ref,
  alts: call.alts,
  ends: endsOfAlts(call, call.end, call.info === undefined ? undefined : infoFields(call.info).get('SVLEN')),
  ...(sampled ? { strands: call.alleles, phased: call.phased } : {}),
  ...(call.phaseSet === undefined ? {} : { phaseSet: call.phaseSet }),
  call,
})

const carriesAlt = (batch: CallBatch, i: number): boolean =>
  (batch.alleles[2 * i] as number) > 0 ||
  (batch.alleles[2 * i + 1] as number) > 0 ||
  batch.longGenotypes.get(i)?.some((a) => a > 0) === true ||
  (batch.copyNumbers.size > 0 && hasOtherCopies(strandsAt(batch, i), batch.copyNumbers.get(i)))

const isAllele = (batch: CallBatch, i: number): boolean => {
  const kind = rowKinds[batch.kinds[i] as number]
  return kind === 'variant' || kind === 'symbolic'
}

const told = async (file: string, request: VariantsRequest, format: 'table' | 'json' | 'jsonl'): Promise<number> => {
  const { options, least } = request
  const union: readonly Region[] = [...request.places.GRCh37.regions, ...request.places.GRCh38.regions]
  const { source, stop, indexed } = await openGenomeSource(file, options.quiet, union)
  const out = textOut()
  const writer = variantWriter(format, out.write)
  let rows: ReturnType<typeof rowAnnotator<CallRow>> | undefined
  let regions: readonly Region[] = []
  let sampled = true
  const onHeader = (header: CallsHeader): void => {
    const context = contextFor(header.build, request)
    regions = request.places[context.build].regions
    sampled = header.samples.length > 0
    writer.head({
      source: header.source,
      ...(sampled ? { sample: header.sample } : {}),
      build: context.build,
      buildEvidence: header.buildEvidence,
      namedAgainst: context.sources,
    })
    const annotate = { transcripts: options.allTranscripts ? 'all' : 'preferred', vrs: options.vrs } as const
    rows = rowAnnotator<CallRow>(context, annotate, ({ call }, annotated) => {
      for (const row of alleleRows(call, annotated, context.build, { sampled, all: options.all, lines: !indexed }))
        if (least === undefined || mayReach(gravest(row), least)) writer.row(row)
    })
  }
  const onBatch = (batch: CallBatch): void => {
    for (let i = 0; i < batch.size; i++) {
      if (!isAllele(batch, i) || (sampled && !options.all && !carriesAlt(batch, i))) continue
      if (!touches(regions, batch.chrom, batch.pos[i] as number, batch.end[i] as number)) continue
      if (options.pass && (batch.filters[i] as number) > 1) continue
      rows?.push(toAnnotate(callAt(batch, i), sampled))
    }
  }
  const read = await readCalls(
    { ...source, chunks: out.paced(source.chunks) },
    {
      inflate: nodeInflate,
      onHeader,
      withoutSamples: true,
      ...(options.sample === undefined ? {} : { sample: options.sample }),
      ...(request.build === undefined ? {} : { build: request.build }),
    },
    onBatch,
  )
  rows?.end()
  stop()
  if (rows !== undefined) writer.end()
  await out.done()
  tellProblems(indexed ? withoutLines(read.problems) : read.problems)
  if (!read.ok) return 2
  return read.problems.some((p) => p.severity !== 'info') ? 1 : 0
}

/** What is wrong with the places whichever build the file is on. */
const nowhere = ({ GRCh37, GRCh38 }: VariantsRequest['places']): readonly Problem[] =>
  GRCh37.problems.filter((p) => GRCh38.problems.some((q) => q.message === p.message))

/** Options that say nothing of a VCF, which keeps all samples and alleles of the rows. */
const vcfFaults = (options: VariantsOptions): readonly Problem[] =>
  [
    ...(options.sample === undefined ? [] : ['--sample']),
    ...(options.all ? ['--all'] : []),
    ...(options.vrs ? ['--vrs'] : []),
  ].map((option) =>
    problem(
      'option-not-taken',
      option,
      'A VCF comes out with all its samples and alleles, and CSQ has no column for VRS.',
      `Leave ${option} out, or choose another format.`,
    ),
  )

/** Names every variant of a file and tells what it does, as a table, JSON, JSON Lines or the same VCF with a CSQ field. */
export const variants = async (file: string, options: VariantsOptions): Promise<number> => {
  const format = options.json
    ? 'json'
    : options.jsonl
      ? 'jsonl'
      : formats.find((f) => f === (options.format ?? 'table'))
  const least = impacts.find((i) => i === options.impact)
  const transcripts = openTranscripts(options)
  const on = (build: Build): Places =>
    transcripts.ok
      ? placesOf(options.region, options.gene, transcripts.value[build])
      : { regions: [], problems: transcripts.problems }
  const places = { GRCh37: on('GRCh37'), GRCh38: on('GRCh38') }
  const problems: readonly Problem[] = [
    ...genomeSourceProblems(file),
    ...optionProblems(options),
    ...(options.impact !== undefined && least === undefined
      ? [problem('bad-impact', '--impact', `"${options.impact}" is no impact.`, `Write one of ${impacts.join(', ')}.`)]
      : []),
    ...(format === undefined
      ? [
          problem(
            'bad-format',
            '--format',
            `"${options.format}" is no format known here.`,
            `Write one of ${formats.join(', ')}.`,
          ),
        ]
      : []),
    ...(format === 'vcf' ? vcfFaults(options) : []),
    ...regionProblems(options.region),
    ...(options.reference === undefined ? [] : fileProblems(options.reference)),
    ...nowhere(places),
  ]
  if (hasError(problems) || format === undefined || !transcripts.ok) {
    tellProblems(problems)
    return 2
  }
  const request: VariantsRequest = {
    options,
    transcripts: transcripts.value,
    places,
    ...(options.build === 'GRCh37' || options.build === 'GRCh38' ? { build: options.build } : {}),
    ...(least === undefined ? {} : { least }),
  }
  try {
    return await (format === 'vcf' ? variantsAsVcf(file, request) : told(file, request, format))
  } catch (fault) {
    if (!(fault instanceof NotReadable)) throw fault
    tellProblems(fault.problems)
    return 2
  }
}
