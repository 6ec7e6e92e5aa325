import { bad, hasError, ok, type Result } from '../../shared/problem.ts'
import { type ArrayLayout, arrayCells, arrayLayout } from '../array/array-layout.ts'
import type { ByteSource, Inflate } from '../bytes/byte-source.ts'
import { eachLine } from '../bytes/line-scanner.ts'
import { withText } from '../bytes/open-text.ts'
import { type BuildSign, buildInText, weighBuild } from '../identity/build-evidence.ts'
import { canonicalContig } from '../identity/contig-name.ts'
import { pseudoautosomal } from '../identity/pseudoautosomal.ts'
import { settleBuild } from '../identity/settle-build.ts'
import { problemLog } from '../problem-log.ts'
import { defaults } from '../read-options.ts'
import type { Build } from '../site.ts'
import { type Figure, figure } from './quality-bands.ts'
import type { SexReading, SexReason } from './sex-pattern.ts'

/** Markers of one chromosome, the stretches that X and Y share (in either build) apart as `shared`. */
export type ArrayContig = {
  readonly contig: string
  readonly markers: number
  readonly noCall: number
  readonly het: number
  readonly haploid: number
}

/** What can be told of the raw data of a consumer array without a list of its markers. */
export type ArrayQuality = {
  readonly source: string
  readonly format: 'array'
  readonly maker: string
  readonly build?: Build
  readonly buildEvidence: string
  readonly markers: number
  readonly called: number
  readonly noCall: number
  readonly het: number
  readonly indels: number
  readonly repeated: number
  readonly figures: readonly Figure[]
  readonly contigs: readonly ArrayContig[]
  readonly sex: SexReading
  readonly sha256?: string
}

/**
 * Limits for arrays. More than 3 % heterozygous markers on X: two X; more than 30 % of the markers on Y read: a Y.
 * @source defaults of `determine_sex` in apriha/snps; fewer than 50 markers on X decide nothing (own choice, unverified)
 */
export const arraySexLimits = { twoX: 0.03, yThere: 0.3, leastX: 50, leastY: 10 } as const

type Tally = { markers: number; noCall: number; het: number; haploid: number }

const arraySex = (x: Tally | undefined, y: Tally | undefined): SexReading => {
  const xCalls = x === undefined ? 0 : x.markers - x.noCall
  const yCalls = y === undefined ? 0 : y.markers - y.noCall
  const evidence = {
    xMarkers: x?.markers ?? 0,
    xNoCall: x?.noCall ?? 0,
    xHet: x?.het ?? 0,
    xHaploid: x?.haploid ?? 0,
    yMarkers: y?.markers ?? 0,
    yNoCall: y?.noCall ?? 0,
  }
  const told = { xCalls, yCalls, evidence }
  if (xCalls < arraySexLimits.leastX) return { pattern: 'not assessed', reasons: ['fewCallsOnX'], ...told }
  const xHetShare = (x?.het ?? 0) / xCalls
  const two = xHetShare > arraySexLimits.twoX
  const none = y === undefined || y.markers < arraySexLimits.leastY
  const there = !none && yCalls / (y?.markers ?? 1) > arraySexLimits.yThere
  const reasons: SexReason[] = [
    two ? 'twoX' : 'oneX',
    none ? 'noMarkersOnY' : there ? 'markersOnYRead' : 'markersOnYNotRead',
  ]
  if (two && there) reasons.push('likeXxy')
  if (!two && !there) reasons.push('likeX0')
  const pattern = two && !there ? 'female-like' : !two && there ? 'male-like' : 'atypical, confirm'
  return { pattern, reasons, xHetShare, ...told }
}

const lettersOf = (cells: readonly string[], layout: ArrayLayout): string => {
  const { alleles, genotype } = layout
  const text = alleles === undefined ? (cells[genotype ?? -1] ?? '') : alleles.map((c) => cells[c] ?? '').join('')
  return text.toUpperCase().replaceAll(/[/|]/g, '')
}

const letters = /^[ACGTID]{1,2}$/

/** Looks through the raw data of a consumer array once. Everything wrong with it comes back together. The build is told where the file or the user says it, and never guessed. */
export const readArrayQuality = async (
  input: ByteSource,
  options: { readonly inflate: Inflate; readonly build?: Build },
): Promise<Result<ArrayQuality>> => {
  const log = problemLog(input.name)
  const value = await withText(input, options.inflate, log, async (text) => {
    const layout = arrayLayout(text.head)
    if (layout === undefined) {
      log.add(
        'error',
        'ARRAY_LAYOUT_UNKNOWN',
        {},
        'The file is not laid out like the raw data of a known consumer array.',
        'Give a VCF, or the raw data as downloaded from the maker.',
      )
      return undefined
    }
    const signs: BuildSign[] = []
    const utf8 = new TextDecoder()
    const contigs = new Map<string, Tally>()
    const places = new Set<string>()
    const all = { markers: 0, noCall: 0, het: 0, indels: 0, repeated: 0 }
    const width = Math.max(
      layout.id,
      layout.chrom ?? 0,
      layout.pos ?? 0,
      layout.genotype ?? 0,
      ...(layout.alleles ?? []),
    )
    await eachLine(text.chunks, defaults.lineLimit, (bytes, start, end, line, whole) => {
      if (end === start) return
      const raw = utf8.decode(bytes.subarray(start, Math.min(end, start + 4096)))
      if (bytes[start] === 35 || line < layout.firstLine) {
        const build = buildInText(raw)
        if (build !== undefined) signs.push({ build, because: `line ${line} names the build` })
        return
      }
      const cells = arrayCells(raw, layout.delimiter)
      if (!whole || cells.length <= width) {
        log.add(
          'warning',
          'ARRAY_ROW_TOO_SHORT',
          { line },
          `The row has ${cells.length} columns where ${width + 1} are expected; it is left out.`,
          'Download the raw data again; the row was probably cut off or edited by hand.',
        )
        return
      }
      const written = layout.chrom === undefined ? '' : (cells[layout.chrom] ?? '')
      const chrom = canonicalContig(written) ?? 'other'
      const pos = layout.pos === undefined ? Number.NaN : Number(cells[layout.pos] ?? '')
      const inShared =
        /^(25|XY|PAR)$/i.test(written) ||
        pseudoautosomal('GRCh37', chrom, pos) !== undefined ||
        pseudoautosomal('GRCh38', chrom, pos) !== undefined
      const contig = inShared ? 'shared' : chrom
      const of = contigs.get(contig) ?? { markers: 0, noCall: 0, het: 0, haploid: 0 }
      contigs.set(contig, of)
      const place = `${cells[layout.id]} ${chrom}:${pos}`
      if (places.has(place)) all.repeated++
      else places.add(place)
      const read = lettersOf(cells, layout)
      all.markers++
      of.markers++
      if (!letters.test(read)) {
        all.noCall++
        of.noCall++
      } else if (read.length === 1) of.haploid++
      else if (read[0] !== read[1]) {
        all.het++
        of.het++
      }
      if (/[ID]/.test(read)) all.indels++
    })
    const none = { GRCh37: { fits: 0, differs: 0 }, GRCh38: { fits: 0, differs: 0 } }
    const open = weighBuild(options.build, signs, none).kind === 'unknown'
    const settled = open ? undefined : settleBuild(options.build, signs, none, log)
    const called = all.markers - all.noCall
    return {
      source: input.name,
      format: 'array',
      maker: layout.maker,
      ...(settled === undefined ? {} : { build: settled.build }),
      buildEvidence: settled?.evidence ?? '',
      ...all,
      called,
      figures: [
        figure('array', 'missing', all.markers === 0 ? undefined : all.noCall / all.markers, all.markers),
        figure('array', 'repeated', all.repeated, all.markers, 0),
      ],
      contigs: [...contigs].map(([contig, t]) => ({ contig, ...t })),
      sex: arraySex(contigs.get('chrX'), contigs.get('chrY')),
    } satisfies ArrayQuality
  })
  const problems = log.all()
  if (value === undefined || hasError(problems)) return bad(problems)
  const sha256 = input.sha256?.()
  return ok({ ...value, ...(sha256 === undefined ? {} : { sha256 }) }, problems)
}
