import { existsSync, readFileSync, statSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { bad, ok, type Problem, problem, type Result } from '../shared/problem.ts'
import { writeReleases } from './pharmcat/write-releases.ts'

/** What reading a chain file tells: the builds that the lengths of its sequences speak for, and its chains (`readChain` of the genome room). */
export type ChainReader = (
  text: string,
  file: string,
) => Result<{
  readonly source: string | undefined
  readonly target: string | undefined
  readonly chains: readonly unknown[]
}>

/** The table of a chain release, and how its id begins: `chain-grch37-grch38`. */
export const chainTable = 'liftover.chain'
export const chainIdPrefix = 'chain-'

/** Unpacked chain files of whole genomes are a few megabytes; this is the most that is read. */
const sizeLimit = 512 * 1024 * 1024

const textOf = (file: string): { readonly text?: string; readonly fault?: Problem } => {
  if (!existsSync(file) || !statSync(file).isFile())
    return {
      fault: problem(
        'import-file-missing',
        file,
        'There is no such file.',
        'Name the chain file, for example hg19ToHg38.over.chain.gz.',
      ),
    }
  const bytes = readFileSync(file)
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return { text: bytes.toString('latin1') }
  try {
    return { text: gunzipSync(bytes, { maxOutputLength: sizeLimit }).toString('latin1') }
  } catch {
    return {
      fault: problem(
        'import-file-damaged',
        file,
        'The gzip data is damaged, cut off or far too large.',
        'Download the file again and compare its checksum.',
      ),
    }
  }
}

/**
 * Takes in a liftover chain file of UCSC or Ensembl, plain or gzip, and writes it as a release `chain-SOURCE-TARGET` below `into`, named by the date of the file and the
 * beginning of its checksum; gives the folder. The lengths of the sequences tell the builds: one of GRCh37 and GRCh38 each. Nothing is written when the file is not whole.
 */
export const importChain = (file: string, into: string, readChain: ChainReader): Result<readonly string[]> => {
  const { text, fault } = textOf(file)
  if (text === undefined) return bad(fault === undefined ? [] : [fault])
  const read = readChain(text, file)
  if (!read.ok) return read
  const { source, target, chains } = read.value
  if (source === undefined || target === undefined || source === target)
    return bad([
      problem(
        'import-build-unknown',
        file,
        `The lengths of its sequences say ${source ?? 'no known build'} for the source and ${target ?? 'no known build'} for the target.`,
        'Give a chain file between GRCh37 (hg19) and GRCh38 (hg38).',
      ),
    ])
  const day = statSync(file).mtime.toISOString().slice(0, 10)
  const digest = createHash('sha256').update(text, 'latin1').digest('hex')
  const id = `${chainIdPrefix}${source.toLowerCase()}-${target.toLowerCase()}`
  const release = `${day}-${digest.slice(0, 8)}`
  const folder = join(into, id, release)
  if (existsSync(folder))
    return bad([
      problem(
        'import-release-there',
        folder,
        'This chain has been imported already.',
        'Remove the folder first to import it again.',
      ),
    ])
  return ok(
    writeReleases(
      [
        {
          manifest: {
            id,
            release,
            role: 'genome',
            title: `Liftover chain from ${source} to ${target}`,
            source: `${basename(file)}, given by the user`,
            version: release,
            retrieved: day,
            licence: 'As stated by the source of the file; not known to Attune',
            attribution: 'The publisher of the chain file',
            made: 'attune knowledge import chain: the text of the file as it is, unpacked',
          },
          tables: [{ file: chainTable, text, what: `${chains.length} chains`, rows: chains.length }],
        },
      ],
      into,
    ),
  )
}
