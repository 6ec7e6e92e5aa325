import { ok, type Problem, type Result } from '../../shared/problem.ts'
import { UnreadableBytes } from '../bytes/byte-stream.ts'
import { noRegions, type ReadSampleOptions } from '../read-options.ts'
import type { IndexedFile } from '../region/indexed-file.ts'
import { openRegions } from '../region/region-reader.ts'
import type { ByteSource } from '../bytes/byte-source.ts'
import type { SampleSites, WantedSites } from '../site.ts'
import { windowIndex } from './windows.ts'

const notUsed = (name: string, message: string, remedy: string): Problem => ({
  code: 'INDEX_NOT_USED',
  severity: 'warning',
  at: { source: name },
  message: `The whole file was read instead of the places that matter. ${message}`,
  remedy,
})

/** Either the answer, or why the index was not used. */
export type IndexedReading = { readonly answer: Result<SampleSites> } | { readonly notUsed: Problem }

/** Lines are counted among the rows that were read, so no problem names one. */
const withoutLine = (problem: Problem): Problem => {
  const { line: _, ...at } = problem.at
  return { ...problem, at }
}

/**
 * What `readSites` gives, from the blocks alone in which the index finds rows at the wanted places. Differs from a reading of the whole file in `rowsRead` and in that lines
 * are counted among the rows read (`linesOfExtract`). `readText` reads the rows found as a file of their own.
 */
export const readIndexedSites = async (
  name: string,
  wanted: WantedSites,
  options: ReadSampleOptions,
  file: IndexedFile,
  readText: (input: ByteSource) => Promise<Result<SampleSites>>,
): Promise<IndexedReading> => {
  if (file.older === true) {
    const remedy = 'Make the index anew: tabix -f -p vcf FILE.vcf.gz (for BCF: bcftools index -f FILE.bcf)'
    return { notUsed: notUsed(name, 'The index is older than the file.', remedy) }
  }
  const regions = options.regions ?? noRegions
  try {
    const reader = await openRegions(file.access, file.index, options.inflate)
    const chunks = reader.text(windowIndex(wanted, [...regions.GRCh37, ...regions.GRCh38]))
    const read = await readText({ name, chunks })
    const fault = read.problems.find((p) => p.code.startsWith('INDEX_'))
    if (fault !== undefined) return { notUsed: notUsed(name, fault.message, fault.remedy) }
    const problems = read.problems.filter((p) => p.code !== 'VCF_NO_ROWS' || reader.rows === 0).map(withoutLine)
    if (!read.ok) return { answer: { ok: false, problems } }
    const sha256 = await file.sha256?.()
    return {
      answer: ok({ ...read.value, linesOfExtract: true, ...(sha256 === undefined ? {} : { sha256 }) }, problems),
    }
  } catch (fault) {
    if (!(fault instanceof UnreadableBytes)) throw fault
    return { notUsed: notUsed(name, fault.message, fault.remedy) }
  }
}
