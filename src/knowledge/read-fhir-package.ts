import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import tar from 'tar-stream'
import { type Problem, problem } from '../shared/problem.ts'

/** What may be in a package; the largest published guides have some 3,000 files and 300 MB. */
export const packageLimits = {
  files: 20_000,
  fileBytes: 64 * 1024 * 1024,
  allBytes: 1024 * 1024 * 1024,
  /** Unpacked bytes for each packed one. */
  ratio: 200,
  depth: 100,
} as const

type Fields = Readonly<Record<string, unknown>>

/** `about`: the `package.json` of a published package. */
export type PackageRead = {
  readonly resources: readonly Fields[]
  readonly about: Fields | undefined
  readonly problems: readonly Problem[]
}

/** Stops reading; what is told is the problem. */
class Refused extends Error {
  readonly problem: Problem
  constructor(refused: Problem) {
    super(refused.message)
    this.problem = refused
  }
}

const tooMuch = (file: string, what: string): Refused =>
  new Refused(
    problem('import-package-too-large', file, `The package has ${what}.`, 'Give a package as its publisher made it.'),
  )

const isDeep = (text: string): boolean => {
  let depth = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 92 && quoted) i++
    else if (c === 34) quoted = !quoted
    else if (quoted) continue
    else if (c === 123 || c === 91) {
      if (++depth > packageLimits.depth) return true
    } else if (c === 125 || c === 93) depth--
  }
  return false
}

const parse = (text: string, place: string, problems: Problem[]): Fields | undefined => {
  try {
    if (isDeep(text)) throw new Error(`nested deeper than ${packageLimits.depth}`)
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
    throw new Error('not an object')
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : ''
    problems.push({
      ...problem(
        'import-package-json',
        place,
        `This is no JSON resource: ${why.slice(0, 120)}.`,
        'It is left out; correct it if it is needed.',
      ),
      severity: 'warning',
    })
    return undefined
  }
}

/** Passes bytes on as long as they are within the limits. */
const watched = (file: string, packed: () => number) => {
  let bytes = 0
  return async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      bytes += chunk.length
      if (bytes > packageLimits.allBytes) throw tooMuch(file, `more than ${packageLimits.allBytes} bytes unpacked`)
      if (bytes > 1_048_576 && bytes > packageLimits.ratio * Math.max(packed(), 1))
        throw tooMuch(file, `${packageLimits.ratio} times its packed size`)
      yield chunk
    }
  }
}

const definitionFile = /^package\/[A-Za-z0-9][A-Za-z0-9._-]*\.json$/

const readTar = async (file: string, problems: Problem[]): Promise<Pick<PackageRead, 'resources' | 'about'>> => {
  const resources: Fields[] = []
  let about: Fields | undefined
  let files = 0
  const source = createReadStream(file)
  const extract = tar.extract()
  const filled = pipeline(
    source,
    createGunzip(),
    watched(file, () => source.bytesRead),
    extract,
  )
  const read = async (): Promise<void> => {
    for await (const entry of extract) {
      const { name, type, size } = entry.header
      if (++files > packageLimits.files) throw tooMuch(file, `more than ${packageLimits.files} files`)
      if (name.includes('..') || name.startsWith('/') || name.includes('\\'))
        throw new Refused(
          problem(
            'import-package-path',
            file,
            `An entry is named "${name.slice(0, 80)}".`,
            'Give a package as its publisher made it.',
          ),
        )
      const wanted = type === 'file' && definitionFile.test(name) && !name.endsWith('.index.json')
      if (!wanted) {
        entry.resume()
        continue
      }
      if ((size ?? 0) > packageLimits.fileBytes)
        throw tooMuch(file, `a file of more than ${packageLimits.fileBytes} bytes`)
      const chunks: Buffer[] = []
      for await (const chunk of entry as AsyncIterable<Buffer>) chunks.push(chunk)
      const value = parse(Buffer.concat(chunks).toString('utf8'), `${file} ${name}`, problems)
      if (value !== undefined && name === 'package/package.json') about = value
      else if (value !== undefined) resources.push(value)
    }
  }
  const done = await Promise.allSettled([filled, read()])
  const refused = done.flatMap((d) => (d.status === 'rejected' ? [d.reason as unknown] : []))
  const told = refused.find((r) => r instanceof Refused) ?? refused[0]
  if (told !== undefined) throw told
  return { resources, about }
}

const readLines = async (file: string, problems: Problem[]): Promise<Pick<PackageRead, 'resources' | 'about'>> => {
  const resources: Fields[] = []
  const source = createReadStream(file)
  const packed = file.endsWith('.gz')
  const watch = watched(file, () => (packed ? source.bytesRead : packageLimits.allBytes))
  const bytes = packed ? source.pipe(createGunzip()) : source
  if (packed) source.on('error', (cause) => bytes.destroy(cause))
  const { Readable } = await import('node:stream')
  const text = Readable.from(watch(bytes as AsyncIterable<Buffer>))
  let line = 0
  for await (const one of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) {
    line++
    if (one.trim() === '') continue
    if (line > packageLimits.files) throw tooMuch(file, `more than ${packageLimits.files} lines`)
    const value = parse(one, `${file}:${line}`, problems)
    if (value !== undefined) resources.push(value)
  }
  return { resources, about: undefined }
}

/** Reads a published FHIR package (.tgz) or resources one to a line (.ndjson, .ndjson.gz); nothing is written, and what is too large is refused. */
export const readFhirPackage = async (file: string): Promise<PackageRead> => {
  const problems: Problem[] = []
  try {
    const read = /\.(tgz|tar\.gz)$/i.test(file) ? await readTar(file, problems) : await readLines(file, problems)
    return { ...read, problems }
  } catch (cause) {
    const told =
      cause instanceof Refused
        ? cause.problem
        : problem(
            'import-file-damaged',
            file,
            'The package is damaged or cut off.',
            'Download it again and compare its checksum.',
          )
    return { resources: [], about: undefined, problems: [...problems, told] }
  }
}
