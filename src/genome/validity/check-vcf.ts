import type { Problem } from '../../shared/problem.ts'
import type { ByteSource, Inflate } from '../bytes/byte-source.ts'
import { eachLine } from '../bytes/line-scanner.ts'
import { withText } from '../bytes/open-text.ts'
import { defaults } from '../read-options.ts'
import { checkColumnLine } from './check-column-line.ts'
import { metaLineCheck } from './check-meta-line.ts'
import { rowCheck } from './check-row.ts'
import { type Findings, findingsOf, shown } from './findings.ts'
import { noDeclarations } from './vcf-declarations.ts'
import { assumedVersion, type VcfVersion, vcfVersion } from './vcf-version.ts'

/**
 * `strict`: what the specification forbids is an error. `lenient`: what can be read safely is a warning, what would make a call unsure stays an error.
 * `lineLimit`: longest line held, in bytes (64 MiB).
 */
export type CheckOptions = {
  readonly inflate: Inflate
  readonly mode: 'strict' | 'lenient'
  readonly lineLimit?: number
}

/**
 * What a check found. `findings` are in the order of lines, at most twenty of each kind and severity; `errors` and `warnings` count all of them.
 * `headerRepairs`: header lines that the file lacks, as they are assumed where a row uses what they would declare.
 */
export type Validity = {
  readonly version: VcfVersion | undefined
  readonly rows: number
  readonly samples: readonly string[]
  readonly errors: number
  readonly warnings: number
  readonly findings: readonly Problem[]
  readonly headerRepairs: readonly string[]
}

const headerLineKept = 1 << 20
const repairsKept = 1000

/** Whether a control character other than tab and line end stands in a stretch of bytes. */
const hasControl = (bytes: Uint8Array, start: number, end: number): boolean => {
  for (let i = start; i < end; i++) {
    const c = bytes[i] as number
    if (c < 32 && c !== 9 && c !== 10 && c !== 13) return true
  }
  return false
}

type Reading = { rows: number; version: VcfVersion | undefined }

const textCheck = (findings: Findings, declared: ReturnType<typeof noDeclarations>, repairs: Set<string>) => {
  const reading: Reading = { rows: 0, version: undefined }
  const meta = metaLineCheck(findings, declared)
  const repair = (line: string): void => {
    if (repairs.size < repairsKept) repairs.add(line)
  }
  let row: ((text: string, line: number) => void) | undefined
  let versionAt = 0
  let emptyFrom = 0
  let first = true

  const fileformat = (value: string, line: number): void => {
    if (versionAt > 0) {
      findings.found('VCF_VERSION_TWICE', line, undefined, `The first one is line ${versionAt}.`)
      return
    }
    versionAt = line
    const version = vcfVersion(value)
    if (version === undefined) findings.found('VCF_UNKNOWN_VERSION', line, undefined, `It says ${shown(value)}.`)
    else {
      reading.version = version
      declared.version = version
      findings.setVersion(version)
    }
  }

  const header = (text: string, line: number): void => {
    const isVersion = text.startsWith('##fileformat=')
    if (isVersion) {
      if (!first && versionAt === 0) findings.found('VCF_VERSION_NOT_FIRST', line, undefined, `It is line ${line}.`)
      fileformat(text.slice(13), line)
    } else if (text.startsWith('##')) meta(text, line)
    else if (/^#CHROM\b/i.test(text)) {
      checkColumnLine(text, line, findings, declared)
      row = rowCheck(findings, declared, repair)
    } else findings.found('VCF_META_LINE', line, undefined, `The line says ${shown(text)}.`)
  }

  return {
    reading,
    line: (text: string, line: number, whole: boolean): void => {
      if (text === '') {
        if (emptyFrom === 0) emptyFrom = line
        return
      }
      if (emptyFrom > 0) {
        findings.found('VCF_EMPTY_LINE', emptyFrom, undefined, 'The line is empty.')
        emptyFrom = 0
      }
      if (row === undefined) header(text.length > headerLineKept ? text.slice(0, headerLineKept) : text, line)
      else if (text.charCodeAt(0) === 35)
        findings.found('VCF_COMMENT_AMONG_ROWS', line, undefined, `The line says ${shown(text)}.`)
      else {
        reading.rows++
        if (whole) row(text, line)
      }
      first = false
    },
    end: (): void => {
      if (emptyFrom > 0) findings.found('VCF_EMPTY_LINE_AT_END', emptyFrom, undefined, 'The line is empty.')
      if (versionAt === 0) findings.found('VCF_NO_VERSION', 1, undefined, 'The file has no ##fileformat line.')
      if (row === undefined) findings.found('VCF_NO_COLUMN_LINE', undefined, undefined, 'The file has no #CHROM line.')
    },
  }
}

/**
 * Checks a whole VCF (plain, gzip or BGZF, told apart by content) against the version of the specification that it names, front to back in bounded memory.
 * Bytes that cannot be had are an error of the container (`FILE_…`). Never throws for what a file holds.
 */
export const checkVcf = async (source: ByteSource, options: CheckOptions): Promise<Validity> => {
  const findings = findingsOf(source.name, options.mode)
  const declared = noDeclarations(assumedVersion)
  const repairs = new Set<string>()
  const check = textCheck(findings, declared, repairs)
  const limit = options.lineLimit ?? defaults.lineLimit
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
  const strictUtf8 = new TextDecoder('utf-8', { fatal: true })
  await withText(source, options.inflate, findings.log, async ({ chunks }) => {
    let lastByte = 10
    let lastLine = 0
    let controls = false
    const watched = async function* (): AsyncGenerator<Uint8Array> {
      let begun = false
      for await (const chunk of chunks) {
        if (!begun && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf)
          findings.found('VCF_BYTE_ORDER_MARK', 1, undefined, 'A byte order mark stands before them.')
        begun = true
        controls ||= hasControl(chunk, 0, chunk.length)
        lastByte = chunk[chunk.length - 1] ?? lastByte
        yield chunk
      }
    }
    await eachLine(watched(), limit, (bytes, start, end, line, whole) => {
      lastLine = line
      const piece = bytes.subarray(start, end)
      const text = utf8.decode(piece)
      if (!whole) findings.found('VCF_LINE_TOO_LONG', line, undefined, `The line is longer than ${limit} bytes.`)
      else if (text.includes('\uFFFD')) {
        try {
          strictUtf8.decode(piece)
        } catch {
          findings.found('VCF_ENCODING', line, undefined, 'Bytes of the line are no UTF-8.')
        }
      }
      if ((controls && hasControl(bytes, start, end)) || text.includes('\r'))
        findings.found('VCF_CONTROL_CHARACTER', line, undefined, 'One stands in the line.')
      check.line(text, line, whole)
    })
    if (lastByte !== 10) findings.found('VCF_LAST_LINE_OPEN', lastLine, undefined, 'The last line is left open.')
    check.end()
    return true
  })
  return {
    version: check.reading.version,
    rows: check.reading.rows,
    samples: declared.samples,
    errors: findings.errors(),
    warnings: findings.warnings(),
    findings: findings.all(),
    headerRepairs: [...repairs],
  }
}
