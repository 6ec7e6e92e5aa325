import type { OpenedText } from '../bytes/open-text.ts'
import type { ProblemLog } from '../problem-log.ts'
import { defaults, noRegions, type ReadSampleOptions } from '../read-options.ts'
import { sampleRow } from '../vcf/sample-row.ts'
import type { WantedSites } from '../site.ts'
import { type CollectedSample, sampleCollector } from './sample-collector.ts'
import { type RowBytes, scanVcf } from '../vcf/vcf-scan.ts'
import { windowIndex } from './windows.ts'

/** Number of single-letter edits between two names, letter case set aside (Levenshtein 1966). */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min(
          (row[j] as number) + 1,
          (next[j - 1] as number) + 1,
          (row[j - 1] as number) + (a[i - 1]?.toLowerCase() === b[j - 1]?.toLowerCase() ? 0 : 1),
        ),
      )
    row = next
  }
  return row[b.length] as number
}

/** 0-based index of the wanted sample; undefined, with the problem told, when the file has no such sample. */
export const sampleIndex = (
  name: string | undefined,
  samples: readonly string[],
  log: ProblemLog,
): number | undefined => {
  if (name === undefined) {
    if (samples.length > 1) {
      log.add(
        'info',
        'VCF_FIRST_SAMPLE_TAKEN',
        {},
        `The file has ${samples.length} samples; the first one, ${samples[0]}, is read.`,
        'Name another with --sample NAME.',
      )
    }
    return 0
  }
  const at = samples.indexOf(name)
  if (at >= 0) return at
  const nearest = samples.slice(0, 2000).toSorted((a, b) => distance(a, name) - distance(b, name))[0] ?? ''
  const shown = samples.slice(0, 10).join(', ') + (samples.length > 10 ? ` and ${samples.length - 10} more` : '')
  const hint = distance(nearest, name) <= Math.max(2, name.length / 3) ? ` Did you mean ${nearest}?` : ''
  log.add(
    'error',
    'VCF_SAMPLE_UNKNOWN',
    {},
    `The file has no sample ${JSON.stringify(name)}. It has: ${shown}.`,
    `Name one of the file's own samples with --sample.${hint}`,
  )
  return undefined
}

/** Whether an ALT of the row is symbolic, the placeholder for any other allele (`<NON_REF>`, `<*>`) set aside. */
const isSymbolic = ({ bytes, tabs }: RowBytes): boolean => {
  for (let i = (tabs[3] as number) + 1; i < (tabs[4] as number); i++)
    if (bytes[i] === 60 && bytes[i + 1] !== 42 && !(bytes[i + 1] === 78 && bytes[i + 2] === 79)) return true
  return false
}

/** Reads one sample of a VCF or gVCF. `problems` are those of the rows on the build that was settled on; the others go to `log`. */
export const readSampleVcf = async (
  source: string,
  text: OpenedText,
  wanted: WantedSites,
  options: ReadSampleOptions,
  log: ProblemLog,
): Promise<CollectedSample | undefined> => {
  const regions = options.regions ?? noRegions
  const collector = sampleCollector(source, wanted, options)
  let sample: number | undefined
  let samples = 0
  const windows = windowIndex(wanted, [...regions.GRCh37, ...regions.GRCh38])
  const { header, rowsRead } = await scanVcf(
    text.chunks,
    options.lineLimit ?? defaults.lineLimit,
    log,
    (header) => {
      samples = header.samples.length
      sample = sampleIndex(options.sample, header.samples, log)
      return sample === undefined ? undefined : windows
    },
    (bytes) => {
      if (sample === undefined) return
      if (!collector.concerns(bytes.chrom, bytes.pos, bytes.spanEnd) && !isSymbolic(bytes)) return
      const row = sampleRow(bytes, sample, samples, log)
      if (row !== undefined) collector.take(row)
    },
  )
  if (header === undefined || sample === undefined) return undefined
  const name = header.samples[sample] as string
  return collector.finish({ ...header, source, sample: name, rowsRead }, log)
}
