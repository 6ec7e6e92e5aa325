import { deflateSync } from 'fflate'
import { type Archive, archiveWriter, openArchive } from '../../../src/genome/archive/index.ts'
import { type CallBatch, type CallsHeader, readCalls } from '../../../src/genome/calls/index.ts'
import type { ByteSource } from '../../../src/genome/bytes/byte-source.ts'
import { portableInflate } from '../../../src/genome/index.ts'
import {
  type NamedRegion,
  type QualityCounter,
  qualityCounter,
  qualityReport,
  type QualityReport,
} from '../../../src/genome/quality/index.ts'
import { memorySyncAccess } from '../../../src/genome/reference/index.ts'
import type { Build } from '../../../src/genome/site.ts'
import type { GenePack } from '../../../src/knowledge/genes.ts'
import { bad, hasError, ok, type Problem, type Result } from '../../../src/shared/problem.ts'
import { type GeneModels, openGeneModels, placeOf } from './gene-models.ts'

/** A genome that is open: its calls, what was measured of it, and the genes on its build. */
export type OpenGenome = {
  readonly archive: Archive
  readonly report: QualityReport
  readonly models: GeneModels
  readonly problems: readonly Problem[]
}

const noBuild = (source: string): Problem => ({
  code: 'GENOME_BUILD_UNKNOWN',
  severity: 'error',
  at: { source },
  message: 'Neither the header of the file nor its contigs say whether it is GRCh37 or GRCh38.',
  remedy: 'Add the contig lines of its reference to the header, or state the build when it is assessed.',
})

const regionsOf = (models: GeneModels): readonly NamedRegion[] =>
  models.genes.map((g) => ({ name: g.gene, chrom: g.chrom, ...placeOf(g, models.build) }))

const counterFor = (models: GeneModels): QualityCounter =>
  qualityCounter({
    build: models.build,
    regions: regionsOf(models),
    sites: models.sites,
  })

const opened = (
  archive: Archive,
  models: GeneModels,
  counter: QualityCounter,
  problems: readonly Problem[],
): OpenGenome => {
  const { read } = archive.directory
  return {
    archive,
    report: qualityReport(counter.tally, { header: read, format: read.format }),
    models,
    problems,
  }
}

const joined = (pieces: readonly Uint8Array[]): Uint8Array => {
  const out = new Uint8Array(pieces.reduce((n, p) => n + p.length, 0))
  let at = 0
  for (const piece of pieces) {
    out.set(piece, at)
    at += piece.length
  }
  return out
}

/** Reads a VCF once: packs its calls, with every count whole because rows are shown for provenance, and measures them on the way. */
export const openFile = async (
  input: ByteSource,
  pack: GenePack,
  options: { readonly sample?: string },
): Promise<Result<OpenGenome>> => {
  const pieces: Uint8Array[] = []
  const writer = archiveWriter((bytes) => void pieces.push(bytes.slice()), {
    deflate: (bytes) => deflateSync(bytes, { level: 4 }),
    crc32: portableInflate.crc32,
    exact: true,
  })
  let measured: { readonly models: GeneModels; readonly counter: QualityCounter } | undefined
  const read = await readCalls(
    input,
    {
      inflate: portableInflate,
      ...(options.sample === undefined ? {} : { sample: options.sample }),
      onHeader: ({ build }: CallsHeader) => {
        if (build === undefined) return
        const models = openGeneModels(pack, build)
        measured = { models, counter: counterFor(models) }
      },
    },
    (batch: CallBatch) => {
      writer.add(batch)
      measured?.counter.add(batch)
    },
  )
  if (!read.ok || hasError(read.problems)) return bad(read.problems)
  const { value, problems } = read
  const known: Build | undefined = value.build
  writer.finish(value, problems)
  const archive = openArchive(memorySyncAccess(joined(pieces)), { name: input.name, inflate: portableInflate })
  if (!archive.ok) return archive
  if (known === undefined) return bad([noBuild(input.name)])
  if (measured !== undefined && measured.models.build === known)
    return ok(opened(archive.value, measured.models, measured.counter, problems))
  return measureArchive(archive.value, openGeneModels(pack, known), () => undefined)
}

const measureArchive = (
  archive: Archive,
  models: GeneModels,
  progress: (rows: number, of: number) => void,
): Result<OpenGenome> => {
  const counter = counterFor(models)
  const of = archive.directory.contigs.reduce((n, c) => n + c.calls, 0)
  let rows = 0
  for (const batch of archive.calls()) {
    counter.add(batch)
    rows += batch.size
    progress(rows, of)
  }
  return ok(opened(archive, models, counter, archive.directory.problems))
}

/** Opens an archive that was packed before and measures it. */
export const openPacked = (
  bytes: Uint8Array,
  pack: GenePack,
  progress: (rows: number, of: number) => void,
): Result<OpenGenome> => {
  const archive = openArchive(memorySyncAccess(bytes), { name: 'genome', inflate: portableInflate })
  if (!archive.ok) return archive
  const { build, source } = archive.value.directory.read
  if (build === undefined) return bad([noBuild(source)])
  return measureArchive(archive.value, openGeneModels(pack, build), progress)
}
