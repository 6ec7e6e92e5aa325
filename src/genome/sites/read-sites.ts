import { bad, hasError, ok, type Result } from '../../shared/problem.ts'
import { isArrayText } from '../array/array-layout.ts'
import type { ByteSource } from '../bytes/byte-source.ts'
import { withText } from '../bytes/open-text.ts'
import { problemLog } from '../problem-log.ts'
import { readArray } from '../array/read-array.ts'
import type { ReadSampleOptions } from '../read-options.ts'
import { readIndexedSites } from './read-indexed-sites.ts'
import { readSampleVcf } from './read-sample-vcf.ts'
import type { SampleSites, WantedSites } from '../site.ts'

/**
 * Reads one sample's genotypes at the wanted sites out of a VCF, a gVCF or the raw data of a consumer array; plain, gzip, BGZF, BCF or alone in a zip archive, told apart by content.
 * The file is read once, front to back, in bounded memory. Everything wrong with it comes back together; any error means that nothing of it is to be used.
 * A site without a row in the answer is unknown, never reference. With `options.indexed` only the blocks that matter are read; where the index cannot be used, the whole file is,
 * and a warning says so.
 */
export const readSites = async (
  input: ByteSource,
  wanted: WantedSites,
  options: ReadSampleOptions,
): Promise<Result<SampleSites>> => {
  const { indexed, ...rest } = options
  if (indexed !== undefined) {
    const reading = await readIndexedSites(input.name, wanted, rest, indexed, (text) => readSites(text, wanted, rest))
    if ('answer' in reading) return reading.answer
    const whole = await readSites(input, wanted, rest)
    return { ...whole, problems: [reading.notUsed, ...whole.problems] }
  }
  const log = problemLog(input.name)
  const read = await withText(input, options.inflate, log, (text) =>
    isArrayText(text.head)
      ? readArray(input.name, text, wanted, options, log)
      : readSampleVcf(input.name, text, wanted, options, log),
  )
  const problems = [...log.all(), ...(read?.problems ?? [])]
  if (read === undefined || hasError(problems)) return bad(problems)
  const sha256 = input.sha256?.()
  return ok({ ...read.value, ...(sha256 === undefined ? {} : { sha256 }) }, problems)
}
