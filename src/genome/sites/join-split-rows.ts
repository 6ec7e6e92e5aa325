import { type GenotypeText, readGenotype, writeGenotype } from '../vcf/genotype-text.ts'
import type { ProblemLog } from '../problem-log.ts'
import type { SiteRow } from '../site.ts'

const isAlt = (x: number | null): boolean => x !== null && x > 0
const openStrands = (g: GenotypeText): number => g.alleles.filter((x) => x === null).length
const isHomozygous = (g: GenotypeText): boolean => g.alleles.every((x) => x !== null && x === g.alleles[0])

/**
 * The genotype of two rows of one place that list different ALTs, as splitting programs write them; ALTs of `b` are counted on from those of `a`.
 * Undefined when the two contradict each other: more ALT copies than strands, or two ALTs on one phased strand.
 * @example joinGenotypes({ alleles: [1, 0], phased: false }, { alleles: [0, 1], phased: false }, 1) // { alleles: [1, 2], phased: false }
 */
export const joinGenotypes = (a: GenotypeText, b: GenotypeText, altsOfA: number): GenotypeText | undefined => {
  const strands = a.alleles.length
  if (strands !== b.alleles.length) return undefined
  const shifted = b.alleles.map((x) => (x !== null && x > 0 ? x + altsOfA : x))
  if ((a.phased || isHomozygous(a)) && (b.phased || isHomozygous(b))) {
    const alleles: (number | null)[] = []
    for (const [i, x] of a.alleles.entries()) {
      const y = shifted[i] as number | null
      if ((x ?? 0) > 0 && (y ?? 0) > 0) return undefined
      alleles.push((x ?? 0) > 0 ? x : (y ?? 0) > 0 ? y : x === null || y === null ? null : 0)
    }
    return { alleles, phased: a.phased || b.phased }
  }
  const copiesA = a.alleles.filter(isAlt).length
  const copiesB = b.alleles.filter(isAlt).length
  const left = strands - copiesA - copiesB
  if (left < 0) return undefined
  // A strand that one row leaves open may carry the other row's ALT; beyond that, open stays open.
  const open = Math.min(left, Math.max(0, openStrands(a) - copiesB, openStrands(b) - copiesA))
  const copies = [...a.alleles, ...shifted].filter(isAlt)
  return {
    alleles: [...Array<number | null>(left - open).fill(0), ...copies, ...Array<number | null>(open).fill(null)],
    phased: false,
  }
}

const filterOf = (a: string, b: string): string =>
  a === b || b === 'PASS' || b === '.' ? a : a === 'PASS' || a === '.' ? b : `${a};${b}`

const joinedRow = (a: SiteRow, b: SiteRow): SiteRow | undefined => {
  const ga = readGenotype(a.gt)
  const gb = readGenotype(b.gt)
  const genotype = ga === undefined || gb === undefined ? undefined : joinGenotypes(ga, gb, a.alts.length)
  if (genotype === undefined) return undefined
  const { depths: da, phaseSet: pa, ...rest } = a
  const depths =
    da?.length === a.alts.length + 1 && b.depths?.length === b.alts.length + 1
      ? [...da, ...b.depths.slice(1)]
      : undefined
  const phaseSet = pa === undefined || b.phaseSet === undefined || pa === b.phaseSet ? (pa ?? b.phaseSet) : undefined
  return {
    ...rest,
    alts: [...a.alts, ...b.alts],
    filter: filterOf(a.filter, b.filter),
    gt: writeGenotype(genotype),
    ...(depths === undefined ? {} : { depths }),
    ...(phaseSet === undefined ? {} : { phaseSet }),
    text: `${a.text}\n${b.text}`,
  }
}

const isCalled = (row: SiteRow): boolean => /\d/.test(row.gt)

/** Whether two lists of ALTs are sequences throughout, neither is empty, and they share none: the mark of one row split by ALT. */
export const areSplit = (a: readonly string[], b: readonly string[]): boolean =>
  a.length > 0 && b.length > 0 && [...a, ...b].every((x) => /^[ACGTN]+$/.test(x)) && !a.some((x) => b.includes(x))

const carried = (row: SiteRow, ordered: boolean): string => {
  const sequences = row.gt.split(/[/|]/).map((a) => (a === '0' ? row.ref : (row.alts[Number(a) - 1] ?? '.')))
  return (ordered ? sequences : sequences.toSorted()).join()
}

const sayOfTheSame = (a: SiteRow, b: SiteRow): boolean =>
  a.kind === 'row' &&
  b.kind === 'row' &&
  a.line !== b.line &&
  isCalled(a) &&
  isCalled(b) &&
  (a.alts.some((x) => b.alts.includes(x)) || a.alts.length + b.alts.length === 0)

/** Two rows that say something of the same ALT: harmless where they say the same, and a warning where they do not. */
const tellTwice = (first: SiteRow, second: SiteRow, log: ProblemLog): void => {
  const place = `${second.chrom}:${second.pos}`
  const phased = first.gt.includes('|') && second.gt.includes('|')
  if (carried(first, phased) === carried(second, phased))
    log.add(
      'info',
      'VCF_ROW_TWICE',
      { line: second.line },
      `The row for ${place} stands at line ${first.line} already, with the same genotype.`,
      'Nothing needs to be done.',
    )
  else
    log.add(
      'warning',
      'VCF_ROWS_DIFFER',
      { line: second.line },
      `The rows for ${place} at lines ${first.line} and ${second.line} differ; the first usable one counts.`,
      'Find out which of the two is right where the file was made, and leave the other out.',
    )
}

/**
 * Puts rows together that a program has split by ALT (same place and REF, different ALTs, both called): without that a second ALT would be lost behind a `0/0` row.
 * Rows that share an ALT are true duplicates and stay as they are. Rows that cannot go together stay. A problem tells of both.
 */
export const joinSplitRows = (rows: readonly SiteRow[], log: ProblemLog): readonly SiteRow[] => {
  const out: SiteRow[] = []
  const last = new Map<string, number>()
  for (const row of rows) {
    const key = `${row.chrom}:${row.pos}:${row.ref}`
    const at = last.get(key)
    const before = at === undefined ? undefined : out[at]
    const apart = before !== undefined && areSplit(before.alts, row.alts)
    if (at !== undefined && before !== undefined && apart && row.kind === 'row' && isCalled(row) && isCalled(before)) {
      const both = joinedRow(before, row)
      if (both !== undefined) {
        out[at] = both
        continue
      }
      log.add(
        'warning',
        'VCF_SPLIT_ROWS_CONTRADICT',
        { line: row.line },
        `The rows at ${row.chrom}:${row.pos} (lines ${before.line} and ${row.line}) cannot both be true of one person.`,
        'Join the rows of one place where the file was made (bcftools norm -m+any).',
      )
    } else if (before !== undefined && sayOfTheSame(before, row)) tellTwice(before, row, log)
    last.set(key, out.length)
    out.push(row)
  }
  return out
}
