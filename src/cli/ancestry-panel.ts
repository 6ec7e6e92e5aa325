import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { gzipSync } from 'node:zlib'
import {
  buildPanel,
  panelBytes,
  type Populations,
  readPopulations,
  readScoreFile,
  type Score,
  usualPanel,
} from '../clinical/polygenic/index.ts'
import { type CallBatch, infoFields, namesAt, readCalls, rowKinds } from '../genome/calls/index.ts'
import { type Build, type CohortSites, readCohort, type Site } from '../genome/index.ts'
import { fileSource, nodeInflate } from '../genome/node/index.ts'
import { importAncestryPanel } from '../knowledge/import-ancestry-panel.ts'
import { bad, hasError, ok, type Problem, problem, type Result } from '../shared/problem.ts'
import { fileProblems } from './person.ts'

export type PanelImportOptions = {
  readonly populations?: string
  readonly score?: readonly string[]
  readonly spacing?: string
  readonly axes?: string
  readonly withRelatives?: boolean
  readonly id?: string
  readonly licence?: string
}

const usualSpacing = 300_000

type Sought = {
  readonly inScores: ReadonlyMap<string, ReadonlyMap<number, readonly string[]>>
  readonly spacing: number
  readonly common: number
}

/** Places found in one file: those of scores, and candidates for the axes (`chrom:pos:ref:alt`). */
type Found = { readonly build: Build | undefined; readonly sites: readonly Site[]; readonly axes: ReadonlySet<string> }

/** The frequency of the first ALT that INFO states; NaN where it states none. */
const statedFrequency = (info: string | undefined): number => {
  if (info === undefined) return Number.NaN
  const fields = infoFields(info)
  const af = Number.parseFloat(fields.get('AF') ?? '')
  if (af >= 0) return af
  return Number.parseFloat(fields.get('AC') ?? '') / Number.parseFloat(fields.get('AN') ?? '')
}

/** Goes through one file of reference people and names the places that the panel is to hold. */
const findSites = async (file: string, sought: Sought, build: Build | undefined): Promise<Result<Found>> => {
  const sites: Site[] = []
  const axes = new Set<string>()
  let chromosome = ''
  let last = Number.NEGATIVE_INFINITY
  const onBatch = (batch: CallBatch): void => {
    const { chrom } = batch
    if (chrom !== chromosome) last = Number.NEGATIVE_INFINITY
    chromosome = chrom
    const wanted = sought.inScores.get(chrom)
    const isAutosome = /^chr\d+$/.test(chrom)
    for (let i = 0; i < batch.size; i++) {
      if (rowKinds[batch.kinds[i] as number] !== 'variant') continue
      const pos = batch.pos[i] as number
      const effects = wanted?.get(pos)
      const mayBeAxis = isAutosome && pos >= last + sought.spacing
      if (effects === undefined && !mayBeAxis) continue
      const { ref, alts } = namesAt(batch, i)
      const held = alts.filter((alt) => /^[ACGT]+$/.test(ref + alt))
      const ofScore = effects?.some((e) => e === ref || held.includes(e)) === true
      const [alt = ''] = held
      const frequency = statedFrequency(batch.infos.get(i))
      const isCommon = Number.isNaN(frequency) || Math.min(frequency, 1 - frequency) >= sought.common
      const isAxis =
        mayBeAxis &&
        alts.length === 1 &&
        ref.length === 1 &&
        alt.length === 1 &&
        isCommon &&
        !/^(AT|TA|CG|GC)$/.test(ref + alt)
      if (held.length === 0 || (!ofScore && !isAxis)) continue
      if (isAxis) {
        axes.add(`${chrom}:${pos}:${ref}:${alt}`)
        last = pos
      }
      sites.push({ chrom, pos, ref, alts: held })
    }
  }
  const read = await readCalls(
    fileSource(file),
    { inflate: nodeInflate, infos: true, withoutSamples: true, ...(build === undefined ? {} : { build }) },
    onBatch,
  )
  return read.ok ? ok({ build: read.value.build, sites, axes }, read.problems) : read
}

const scoreSites = (scores: readonly Score[]): Sought['inScores'] => {
  const places = new Map<string, Map<number, string[]>>()
  for (const { rows } of scores)
    for (const { chrom, pos, effectAllele } of rows) {
      if (chrom === undefined || pos === undefined) continue
      const of = places.get(chrom) ?? new Map<number, string[]>()
      places.set(chrom, of)
      of.set(pos, [...(of.get(pos) ?? []), effectAllele])
    }
  return places
}

const faultsOf = (files: readonly string[], options: PanelImportOptions): readonly Problem[] => {
  const whole = (option: string, text: string | undefined, least: number): readonly Problem[] =>
    text === undefined || (/^\d+$/.test(text) && Number(text) >= least)
      ? []
      : [problem('bad-number', option, `"${text}" is no whole number from ${least} on.`, 'Write a whole number.')]
  return [
    ...files.flatMap((f) => fileProblems(f)),
    ...(options.populations === undefined
      ? [
          problem(
            'populations-missing',
            '--populations',
            'It is not said which group each reference person belongs to.',
            'Give a table with the columns sample and group: --populations FILE',
          ),
        ]
      : fileProblems(options.populations, true)),
    ...(options.score ?? []).flatMap((f) => fileProblems(f)),
    ...whole('--spacing', options.spacing, 1),
    ...whole('--axes', options.axes, 1),
  ]
}

type Given = { readonly populations: Populations; readonly scores: readonly Score[] }

const openGiven = async (options: PanelImportOptions, build: Build | undefined): Promise<Result<Given>> => {
  const table = options.populations ?? ''
  const populations = readPopulations(readFileSync(table, 'utf8'), basename(table))
  const problems: Problem[] = [...populations.problems]
  const scores: Score[] = []
  for (const file of options.score ?? []) {
    const read = await readScoreFile(fileSource(file), {
      inflate: nodeInflate,
      ...(build === undefined ? {} : { build }),
    })
    problems.push(...read.problems)
    if (read.ok) scores.push(...read.value)
  }
  if (!populations.ok || hasError(problems)) return bad(problems)
  const people = populations.value
  const all =
    options.withRelatives === true ? new Map([...people].map(([id, p]) => [id, { ...p, unrelated: true }])) : people
  return ok({ populations: all, scores }, problems)
}

/**
 * Makes a panel of VCFs of reference people (one or several, each of all people) and writes it as a release. Each file is read twice: once for the places, once for the genotypes there. The axes stand on common
 * single bases at least `--spacing` apart; what stands near each other is inherited together, and would count a stretch of the genome many times.
 */
export const importPanel = async (
  files: readonly string[],
  options: PanelImportOptions & { readonly into: string; readonly build?: string; readonly release?: string },
): Promise<Result<readonly string[]>> => {
  const faults = faultsOf(files, options)
  if (faults.length > 0 || options.populations === undefined) return bad(faults)
  const build: Build | undefined = options.build === 'GRCh37' || options.build === 'GRCh38' ? options.build : undefined
  const given = await openGiven(options, build)
  if (!given.ok) return given
  const problems: Problem[] = [...given.problems]
  const sought: Sought = {
    inScores: scoreSites(given.value.scores),
    spacing: Number(options.spacing ?? usualSpacing),
    common: usualPanel.leastFrequency,
  }
  const reads: CohortSites[] = []
  const axes = new Set<string>()
  for (const file of files) {
    const found = await findSites(file, sought, build)
    problems.push(...found.problems)
    if (!found.ok) continue
    for (const axis of found.value.axes) axes.add(axis)
    const { sites } = found.value
    const read = await readCohort(
      fileSource(file),
      { GRCh37: sites, GRCh38: sites },
      { inflate: nodeInflate, ...(build === undefined ? {} : { build }) },
    )
    problems.push(...read.problems)
    if (read.ok) reads.push(read.value)
  }
  const builds = [...new Set(reads.map((r) => r.build))]
  const [on] = builds
  const otherScores = given.value.scores.filter((s) => s.build !== undefined && s.build !== on)
  if (builds.length > 1)
    problems.push(
      problem('panel-builds-differ', files[0] ?? '', 'The files are on different builds.', 'Give files of one build.'),
    )
  for (const s of otherScores)
    problems.push(
      problem(
        'panel-score-build',
        s.id,
        `The score is on ${s.build}, the genotypes on ${on}.`,
        `Give its file for ${on}.`,
      ),
    )
  if (on === undefined || hasError(problems)) return bad(problems)
  const used = Number(options.axes ?? usualPanel.used)
  const id =
    options.id ??
    basename(options.populations)
      .replace(/\.[^.]*$/, '')
      .replaceAll(/[^0-9A-Za-z._-]+/g, '-')
  const day = statSync(options.populations).mtime.toISOString().slice(0, 10)
  const panel = buildPanel(
    reads,
    given.value.populations,
    {
      id,
      release: options.release ?? day,
      title: `Reference people ${id} on ${on}`,
      build: on,
      source: files.map((f) => basename(f)).join(', '),
      licence: options.licence ?? 'As stated by the source of the genotypes; not known to Attune',
    },
    (chrom, pos, ref, alt) => axes.has(`${chrom}:${pos}:${ref}:${alt}`),
    { ...usualPanel, used, k: Math.max(usualPanel.k, 2 * used) },
  )
  problems.push(...panel.problems)
  if (!panel.ok) return bad(problems)
  const written = importAncestryPanel(
    {
      ...panel.value,
      people: panel.value.people.length,
      sites: panel.value.sites.pos.length,
      axisSites: panel.value.axes.sites.length,
      bytes: new Uint8Array(gzipSync(panelBytes(panel.value), { level: 9 })),
    },
    { into: options.into, made: day },
  )
  return written.ok ? ok(written.value, [...problems, ...written.problems]) : bad([...problems, ...written.problems])
}
