import type { CohortSites } from '../../../genome/index.ts'
import { noSecondStrand, notCalled as strandNotCalled } from '../../../genome/index.ts'
import { bad, ok, type Problem, problem, type Result } from '../../../shared/problem.ts'
import type { PanelHeader, PanelPerson, PanelSites, ReferencePanel } from '../model.ts'
import { chromOrder } from '../packed/packed-scores.ts'
import { bytesPerSite, notCalled, packSite, unpackSite, unrelatedOf } from './panel-genotypes.ts'
import { principalAxes } from './principal-axes.ts'

/** What people of a panel are called, by sample name: lines of sample, group, population and whether related, in any order of columns. */
export type Populations = ReadonlyMap<string, PanelPerson>

const columnNames = {
  id: ['sample', 'id', 'iid', '#iid', 'sample_id'],
  group: ['group', 'superpop', 'super_pop', 'superpopulation'],
  population: ['population', 'pop'],
  unrelated: ['unrelated'],
} as const

/**
 * Reads a table of reference people: columns `sample` and `group` (or their usual other names), optionally `population` and `unrelated` (1 or 0; people are taken as unrelated where the
 * column is not there). Separated by tabs.
 */
export const readPopulations = (text: string, name: string): Result<Populations> => {
  const lines = text.split(/\r?\n/)
  const head = (lines[0] ?? '').split('\t').map((c) => c.trim().toLowerCase())
  const column = (which: keyof typeof columnNames): number =>
    head.findIndex((c) => (columnNames[which] as readonly string[]).includes(c))
  const at = {
    id: column('id'),
    group: column('group'),
    population: column('population'),
    unrelated: column('unrelated'),
  }
  if (at.id < 0 || at.group < 0)
    return bad([
      problem(
        'populations-columns',
        name,
        'The first line does not name a column of samples and one of groups.',
        'Give a table separated by tabs with the columns sample and group, and optionally population and unrelated.',
      ),
    ])
  const people = new Map<string, PanelPerson>()
  const problems: Problem[] = []
  lines.forEach((line, i) => {
    if (i === 0 || line.trim() === '') return
    const cells = line.split('\t').map((c) => c.trim())
    const [id, group] = [cells[at.id] ?? '', cells[at.group] ?? '']
    const population = cells[at.population]
    const unrelated = at.unrelated < 0 ? '1' : (cells[at.unrelated] ?? '').toLowerCase()
    const isSaid = /^(1|0|true|false|yes|no)$/.test(unrelated)
    if (id === '' || group === '' || !isSaid || people.has(id)) {
      problems.push({
        code: 'populations-line',
        severity: 'error',
        at: { source: name, line: i + 1 },
        message: people.has(id)
          ? `The sample ${id} stands there twice.`
          : 'Sample, group, or whether unrelated is not stated.',
        remedy: 'Give every sample once, with its group, and 1 or 0 where there is a column "unrelated".',
      })
      return
    }
    people.set(id, {
      id,
      group,
      ...(population === undefined || population === '' ? {} : { population }),
      unrelated: /^(1|true|yes)$/.test(unrelated),
    })
  })
  if (problems.length > 0) return bad(problems)
  return ok(people)
}

/** How a panel is made: axes kept and used, and which sites may be axes: at least so common, and called in at least this share of people. */
export type PanelChoice = {
  readonly k: number
  readonly used: number
  readonly leastFrequency: number
  readonly leastCalled: number
}

export const usualPanel: PanelChoice = { k: 10, used: 4, leastFrequency: 0.05, leastCalled: 0.95 }

/** Copies of ALT 1 of the wanted site for one person; more than two strands never come. */
const copiesIn = (alleles: Uint8Array, person: number, alt: number): number => {
  const a = alleles[2 * person] as number
  const b = alleles[2 * person + 1] as number
  if (a === strandNotCalled || b === strandNotCalled || b === noSecondStrand) return notCalled
  if ((a !== 0 && a !== alt) || (b !== 0 && b !== alt)) return notCalled
  return (a === alt ? 1 : 0) + (b === alt ? 1 : 0)
}

type SiteColumn = {
  readonly chrom: string
  readonly pos: number
  readonly ref: string
  readonly alt: string
  readonly axis: boolean
  readonly copies: Uint8Array
}

const orderOf = (chrom: string): number => chromOrder.get(chrom) ?? chromOrder.size

/** Everything that was read of the wanted sites, for the chosen people, in order; the first of several rows of one variant counts. */
const columnsOf = (
  reads: readonly CohortSites[],
  people: readonly PanelPerson[],
  isAxis: (chrom: string, pos: number, ref: string, alt: string) => boolean,
): readonly SiteColumn[] => {
  const found = new Map<string, SiteColumn>()
  for (const read of reads) {
    const indexOf = new Map(read.samples.map((s, i) => [s, i]))
    const from = people.map((p) => indexOf.get(p.id) ?? -1)
    for (const column of read.columns) {
      const site = read.wanted[column.site]
      if (site === undefined || column.ref !== site.ref) continue
      for (const wantedAlt of site.alts) {
        const alt = column.alts.indexOf(wantedAlt) + 1
        if (alt === 0) continue
        const key = `${site.chrom}:${site.pos}:${site.ref}:${wantedAlt}`
        if (found.has(key)) continue
        found.set(key, {
          chrom: site.chrom,
          pos: site.pos,
          ref: site.ref,
          alt: wantedAlt,
          axis: isAxis(site.chrom, site.pos, site.ref, wantedAlt),
          copies: Uint8Array.from(from, (i) => (i < 0 ? notCalled : copiesIn(column.alleles, i, alt))),
        })
      }
    }
  }
  return [...found.values()].toSorted(
    (a, b) => orderOf(a.chrom) - orderOf(b.chrom) || a.pos - b.pos || (a.ref + a.alt < b.ref + b.alt ? -1 : 1),
  )
}

const sitesOf = (columns: readonly SiteColumn[]): PanelSites => {
  const chroms: { chrom: string; from: number; to: number }[] = []
  columns.forEach(({ chrom }, i) => {
    const last = chroms.at(-1)
    if (last?.chrom === chrom) last.to = i + 1
    else chroms.push({ chrom, from: i, to: i + 1 })
  })
  return {
    chroms,
    pos: Uint32Array.from(columns, (c) => c.pos),
    refs: columns.map((c) => c.ref),
    alts: columns.map((c) => c.alt),
  }
}

/** Pairs of letters that are the same two on the other strand. */
const readsAlike: ReadonlySet<string> = new Set(['AT', 'TA', 'CG', 'GC'])

/** Whether a site is common and well called among the unrelated. */
const mayBeAxis = (copies: Uint8Array, unrelated: Uint32Array, choice: PanelChoice): boolean => {
  let called = 0
  let sum = 0
  for (const i of unrelated) {
    if (copies[i] === notCalled) continue
    called++
    sum += copies[i] as number
  }
  const p = sum / (2 * called)
  return called >= choice.leastCalled * unrelated.length && Math.min(p, 1 - p) >= choice.leastFrequency
}

/**
 * Makes a panel of what `readCohort` read: genotypes at every wanted site that is there, and principal axes over those that `isAxis` names and that are autosomal single bases, not A/T or C/G, common and well called. People
 * whom the table does not name are left out.
 */
export const buildPanel = (
  reads: readonly CohortSites[],
  populations: Populations,
  head: PanelHeader,
  isAxis: (chrom: string, pos: number, ref: string, alt: string) => boolean,
  choice: PanelChoice = usualPanel,
): Result<ReferencePanel> => {
  const seen = new Set(reads.flatMap((r) => r.samples))
  const people = [...populations.values()].filter((p) => seen.has(p.id))
  const missing = populations.size - people.length
  const columns = columnsOf(reads, people, isAxis)
  const genotypes = new Uint8Array(columns.length * bytesPerSite(people.length))
  columns.forEach((c, site) => packSite(genotypes, people.length, site, c.copies))
  const unrelated = unrelatedOf({ people })
  const copies = new Uint8Array(people.length)
  const axisSites = Uint32Array.from(
    columns.flatMap((c, site) => {
      if (!c.axis || !/^chr\d+$/.test(c.chrom) || readsAlike.has(c.ref + c.alt)) return []
      if (c.ref.length !== 1 || c.alt.length !== 1) return []
      unpackSite(genotypes, people.length, site, copies)
      return mayBeAxis(copies, unrelated, choice) ? [site] : []
    }),
  )
  const axes = principalAxes({ people, genotypes }, axisSites, choice)
  if (axes === undefined)
    return bad([
      problem(
        'panel-too-small',
        head.source,
        `${unrelated.length} unrelated people and ${axisSites.length} common sites do not carry ${choice.k} axes.`,
        'Give more people or more sites, or ask for fewer axes.',
      ),
    ])
  const problems: readonly Problem[] =
    missing === 0
      ? []
      : [
          {
            code: 'populations-without-genotypes',
            severity: 'warning',
            at: { source: head.source },
            message: `${missing} people of the table are not in the genotype files; they were left out.`,
            remedy: 'Check that the names of the samples are the same in both.',
          },
        ]
  return ok({ ...head, people, sites: sitesOf(columns), genotypes, axes }, problems)
}
