import type { DatumRef } from '../../../shared/assessment.ts'
import { bad, ok } from '../../../shared/problem.ts'
import type { Problem, Result } from '../../../shared/problem.ts'
import { compareAlleleNames, strandNames } from '../calling/allele-name.ts'
import type { GeneKnowledge, PgxKnowledge } from '../knowledge.ts'
import { knownAllele, manyCopiesName } from './allele-key.ts'
import { phenotypeOfScore } from './diplotype-phenotype.ts'

/**
 * One result from another laboratory or caller. `alleles` as written there (prefix and sub-allele stripped), empty when the line says that there is no call;
 * absent when it states only a phenotype or an activity score.
 */
export type OutsideCall = {
  readonly gene: string
  readonly alleles?: readonly string[]
  readonly phenotype?: string
  readonly activity?: string
  readonly basis: DatumRef
}

const metabolizer: Readonly<Record<string, string>> = {
  PM: 'Poor Metabolizer',
  IM: 'Intermediate Metabolizer',
  NM: 'Normal Metabolizer',
  EM: 'Normal Metabolizer',
  RM: 'Rapid Metabolizer',
  UM: 'Ultrarapid Metabolizer',
}

type Tell = (code: string, severity: Problem['severity'], message: string, remedy: string) => void

const stripPrefix = (gene: string, name: string): string => {
  const trimmed = name.trim()
  const rest = trimmed.toUpperCase().startsWith(gene.toUpperCase()) ? trimmed.slice(gene.length).trim() : trimmed
  return rest === '' ? trimmed : rest
}

const tidyAllele = (gene: GeneKnowledge, raw: string, tell: Tell): string => {
  const name = stripPrefix(gene.gene, raw)
  const shorten = (to: string, what: string) => {
    if (to !== name)
      tell(
        'outside-allele-shortened',
        'warning',
        `${gene.gene} ${name} is read as ${to}: ${what}.`,
        'Nothing to do if the shorter name is right.',
      )
    return to
  }
  if (gene.gene.startsWith('HLA-'))
    return shorten(name.split(':').slice(0, 2).join(':'), 'advice goes by the first two fields')
  if (gene.gene === 'CYP2D6') return shorten(name.replaceAll(/(\*\d+)\.\d+/g, '$1'), 'advice goes by the core allele')
  return name
}

const readDiplotype = (gene: GeneKnowledge, cell: string, tell: Tell): readonly string[] | undefined => {
  const text = cell.trim()
  if (/^[./|?\s-]*$/.test(text) || /^(unknown|no call)(\/\1)?$/i.test(text)) return []
  const names = strandNames(text)
    .map((s) => s.trim())
    .filter((s) => s !== '')
  if (names.some((n) => strandNames(n).length > 1)) {
    tell(
      'outside-too-many-alleles',
      'error',
      `${gene.gene} ${text} names more than two alleles.`,
      'Give two alleles separated by a slash; write combinations in square brackets.',
    )
    return undefined
  }
  if (names.length === 2 && gene.rules.singleAllele) {
    tell(
      'outside-two-alleles',
      'error',
      `${gene.gene} ${text} names two alleles, but the gene has one.`,
      'Give one allele.',
    )
    return undefined
  }
  const tidy = names.map((n) => tidyAllele(gene, n, tell))
  for (const name of tidy) {
    if (
      gene.rules.lookupBy === 'alleleStatus' ||
      knownAllele(gene, name) !== undefined ||
      manyCopiesName(gene, name) !== undefined
    )
      continue
    if (name.startsWith('[')) continue
    tell(
      'outside-allele-unknown',
      'warning',
      `${gene.gene} ${name} is not an allele of the tables; it has no function here.`,
      'Check the name. Without a function no advice can be given for it.',
    )
  }
  return tidy
}

/** The diplotype as people write it, lower name first. */
export const writtenDiplotype = (alleles: readonly string[]): string => alleles.toSorted(compareAlleleNames).join('/')

/** Longest line of such a table that is read, and how many problems of one kind are listed before the rest is only counted. */
const limits = { line: 10_000, ofOneKind: 20 } as const

/** Problems as they are met; of each kind the first are kept and the others counted. */
const problemsOf = (source: string) => {
  const kept: Problem[] = []
  const counts = new Map<string, number>()
  const add = (p: Problem): void => {
    const n = (counts.get(p.code) ?? 0) + 1
    counts.set(p.code, n)
    if (n <= limits.ofOneKind) kept.push(p)
  }
  const rest = (): readonly Problem[] =>
    [...counts].flatMap(([code, n]) => {
      const first = kept.find((p) => p.code === code)
      return n <= limits.ofOneKind || first === undefined
        ? []
        : [{ ...first, at: { source }, message: `${n - limits.ofOneKind} more of the same kind are not listed.` }]
    })
  return { add, all: (): readonly Problem[] => [...kept, ...rest()] }
}

/**
 * Reads a table of calls made elsewhere: gene, diplotype, phenotype, activity score, tab-separated, later columns ignored, `#` lines comments. Several lines for one
 * gene are alternatives; a table of comments only holds no call. A lone slash or dot is a statement that there is no call. Lines that cannot be read are problems; the good ones still come back.
 */
export const readOutsideCalls = (
  text: string,
  source: string,
  knowledge: PgxKnowledge,
): Result<readonly OutsideCall[]> => {
  const calls: OutsideCall[] = []
  const problems = problemsOf(source)
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  let read = 0
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue
    read++
    const tell: Tell = (code, severity, message, remedy) =>
      problems.add({ code, severity, at: { source, line: i + 1 }, message, remedy })
    if (line.length > limits.line) {
      tell(
        'outside-line-long',
        'error',
        `The line has ${line.length} characters; at most ${limits.line} are read.`,
        'Give a table of calls: one gene and its result on each line.',
      )
      continue
    }
    const [geneCell = '', diplotypeCell = '', phenotypeCell = '', activityCell = ''] = line.split('\t')
    const name = geneCell.trim()
    const gene = knowledge.genes.get(name) ?? knowledge.genes.get(name.toUpperCase())
    if (line.split('\t').length < 2) {
      tell(
        'outside-line-short',
        'error',
        'The line has no tab, so gene and result cannot be told apart.',
        'Separate gene, diplotype, phenotype and activity score by tabs.',
      )
      continue
    }
    if (gene === undefined) {
      tell(
        'outside-gene-unknown',
        'warning',
        `${name} is not a gene of the tables; its line is not used.`,
        `Known genes: ${[...knowledge.genes.keys()].join(', ')}.`,
      )
      continue
    }
    const phenotype = metabolizer[phenotypeCell.trim()] ?? (phenotypeCell.trim() || undefined)
    const activity = activityCell.trim() || undefined
    if (activity !== undefined && !/^(≥|>=)?\d+(\.\d+)?$/.test(activity) && activity !== 'n/a') {
      tell(
        'outside-activity-unreadable',
        'error',
        `${gene.gene}: "${activity}" is not an activity score.`,
        'Write a number such as 1.25 or ≥3.0.',
      )
      continue
    }
    const alleles =
      diplotypeCell.trim() === '' && (phenotype !== undefined || activity !== undefined)
        ? undefined
        : readDiplotype(gene, diplotypeCell, tell)
    if (alleles === undefined && phenotype === undefined && activity === undefined) continue
    const score = activity?.replace('>=', '≥')
    if (score !== undefined && phenotype !== undefined) {
      const meant = phenotypeOfScore(gene, score)
      if (meant !== undefined && meant !== phenotype)
        tell(
          'outside-score-phenotype-differ',
          'warning',
          `${gene.gene}: activity score ${score} means ${meant}, the line says ${phenotype}. Advice goes by the score.`,
          'Ask the laboratory which is meant.',
        )
    }
    calls.push({
      gene: gene.gene,
      ...(alleles === undefined ? {} : { alleles }),
      ...(phenotype === undefined ? {} : { phenotype }),
      ...(score === undefined ? {} : { activity: score }),
      basis: { kind: 'outsideCall', source, line: i + 1, text: line },
    })
  }
  const told = problems.all()
  if (told.some((p) => p.severity === 'error')) return bad(told)
  if (calls.length > 0 || (read === 0 && text.trim() !== '')) return ok(calls, told)
  const nothing: Problem = {
    code: 'outside-no-call',
    severity: 'error',
    at: { source },
    message: read === 0 ? 'The file is empty.' : 'No line of the file is a call that can be used.',
    remedy: 'Give a table with gene, diplotype, phenotype and activity score, separated by tabs.',
  }
  return bad([...told, nothing])
}
