import { annotateVcfText, mayReach } from '../genome/annotation/index.ts'
import { nodeInflate } from '../genome/node/index.ts'
import type { Region } from '../genome/site.ts'
import { hasError } from '../shared/problem.ts'
import { software } from '../shared/software.ts'
import { openGenomeSource, withoutLines } from './genome-source.ts'
import { tellProblems } from './present.ts'
import { textOut } from './text-out.ts'
import { touches } from './variant-places.ts'
import { gravest } from './variant-writer.ts'
import { contextFor, type VariantsRequest } from './variants-request.ts'

/** The file as VCF with a CSQ field; all samples and rows of the places that were asked for. */
export const variantsAsVcf = async (file: string, request: VariantsRequest): Promise<number> => {
  const { options, places, least } = request
  const { source, stop, indexed } = await openGenomeSource(file, options.quiet, [
    ...places.GRCh37.regions,
    ...places.GRCh38.regions,
  ])
  const out = textOut()
  let regions: readonly Region[] = []
  const problems = await annotateVcfText(
    { ...source, chunks: out.paced(source.chunks) },
    {
      inflate: nodeInflate,
      transcripts: options.allTranscripts ? 'all' : 'preferred',
      vrs: false,
      software: `${software.name} ${software.version}`,
      context: (build) => {
        regions = places[build].regions
        return contextFor(build, request)
      },
      keeps: (row, chrom, end) =>
        touches(regions, chrom, row.pos, end) && (!options.pass || row.filter === 'PASS' || row.filter === '.'),
      ...(least === undefined
        ? {}
        : {
            shows: ({ alleles, together }) =>
              alleles.some((a) => a !== undefined && mayReach(gravest({ ...a, together }), least)),
          }),
      ...(request.build === undefined ? {} : { build: request.build }),
    },
    out.write,
  )
  stop()
  await out.done()
  tellProblems(indexed ? withoutLines(problems) : problems)
  return hasError(problems) ? 2 : problems.some((p) => p.severity === 'warning') ? 1 : 0
}
