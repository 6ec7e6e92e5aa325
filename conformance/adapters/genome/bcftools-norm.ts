import { alleleKind, fieldRules, type FieldRules, type NormaliseOptions, rowNormaliser } from '../../../src/genome/normalise/index.ts'
import { memoryReference } from '../../../src/genome/reference/index.ts'
import { problemLog } from '../../../src/genome/problem-log.ts'
import { formatVcfRow, parseVcfRow, type VcfRow } from '../../../src/genome/vcf/index.ts'
import { type SuiteAdapter, type SuiteContext, tally } from '../../suite.ts'

const folder = 'genome/normalise/bcftools-norm/'

type Case = { readonly input: string; readonly expected: string; readonly reference: string; readonly args: string }

/** The expressions that the cases select rows by. */
const selections: Readonly<Record<string, (row: VcfRow) => boolean>> = {
  'ALT!="C"': (r) => !r.alts.includes('C'),
  'alt="N"': (r) => r.alts.includes('N'),
  'ILEN=0': (r) => r.alts.every((a) => a.length === r.ref.length),
  'type="snp"': (r) => r.alts.every((a) => alleleKind(r.ref, a) === 'snp'),
}

const checks = { e: 'stop', w: 'warn', x: 'out', s: 'set' } as const
const duplicates = { none: 'exact', exact: 'exact', snps: 'snps', indels: 'indels', both: 'both', any: 'all', all: 'all' } as const

type Settings = { -readonly [K in keyof NormaliseOptions]?: NormaliseOptions[K] }

/** What the command-line arguments of a case mean. Throws on one that is not known, so that no case passes by being ignored. */
const settingsOf = (args: string): Settings => {
  const out: Settings = {}
  let passing: 'all' | 'any' = 'all'
  let others: 'reference' | 'missing' = 'reference'
  let keepSum: readonly string[] = []
  let overlaps: 'star' | 'missing' = 'star'
  let m = ''
  let atomise = false
  let rest = args
  const take = (form: RegExp): RegExpExecArray | undefined => {
    const found = form.exec(rest)
    if (found === null) return undefined
    rest = rest.slice(found[0].length).trimStart()
    return found
  }
  while (rest !== '') {
    let found: RegExpExecArray | undefined
    if (take(/^--force(?=\s|$)/)) continue
    if (take(/^-s(?=\s|$)/)) passing = 'any'
    else if (take(/^(?:-a|--atomize)(?=\s|$)/)) atomise = true
    else if (take(/^-N(?=c)/)) {
      out.align = false
      rest = `-${rest}`
    } else if ((found = take(/^-c\s*([ewxs])(?=\s|$)/))) out.check = checks[found[1] as keyof typeof checks]
    else if ((found = take(/^-m\s*([+-])(any|both|snps|indels)?(?=\s|$)/))) m = `${found[1]}${found[2] ?? 'both'}`
    else if ((found = take(/^-d\s*(\w+)/))) out.duplicates = duplicates[found[1] as keyof typeof duplicates]
    else if ((found = take(/^-i\s*'([^']*)'/))) {
      const selection = selections[found[1] as string]
      if (selection === undefined) throw new Error(`the selection ${found[1]} is not known`)
      out.only = selection
    } else if ((found = take(/^--multi-overlaps\s+([0.])/))) others = found[1] === '.' ? 'missing' : 'reference'
    else if ((found = take(/^--atom-overlaps\s+([.*])/))) overlaps = found[1] === '.' ? 'missing' : 'star'
    else if ((found = take(/^--old-rec-tag\s+(\w+)/))) out.originKey = found[1] as string
    else if ((found = take(/^--keep-sum\s+(\w+)/))) keepSum = [found[1] as string]
    else if (take(/^-S\s+lex/)) out.order = 'alleles'
    else throw new Error(`the argument ${rest} is not known`)
  }
  if (m.startsWith('-')) out.split = { others, keepSum }
  if (m.startsWith('+')) out.join = { which: m.slice(1) as 'any' | 'both', passing }
  if (atomise) out.atomise = { overlaps }
  return out
}

/** FASTA text as whole sequences. */
const sequencesOf = (fasta: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    fasta
      .split('>')
      .slice(1)
      .map((block) => {
        const [name = '', ...lines] = block.split(/\r?\n/)
        return [name.split(/\s/)[0] ?? '', lines.join('')]
      }),
  )

const split = (vcf: string): { readonly header: readonly string[]; readonly rows: readonly string[] } => {
  const lines = vcf.split('\n').filter((l) => l !== '')
  return { header: lines.filter((l) => l.startsWith('#')), rows: lines.filter((l) => !l.startsWith('#')) }
}

const plainNumber = (text: string): string => (text === '' ? '.' : Number.isNaN(Number(text)) ? text : String(Number(text)))

/**
 * Two texts of one value made equal: `4.0` and `4`, an empty value and `.`, a vector of nothing but missing values and one `.` (VCF 4.3, 1.6.2), the case of bases, and
 * missing values at the end of a sample (which may be left out).
 */
const canonical = (line: string, rules: FieldRules): string => {
  const row = parseVcfRow(line)
  if (row === undefined) throw new Error(`not a row: ${line}`)
  const value = (text: string, isText: boolean): string => {
    const parts = text.split(',').map((v) => (isText ? v : plainNumber(v)))
    return parts.every((p) => p === '.' || p === '') ? '.' : parts.join(',')
  }
  const bases = (allele: string): string => (/^[a-z]+$/i.test(allele) ? allele.toUpperCase() : allele)
  const info = new Map([...row.info].map(([k, v]) => [k, v === true ? v : value(v, rules.info.get(k)?.text !== false)] as const))
  const samples = row.samples.map((fields) => {
    const cells = fields.map((f, i) => value(f, rules.format.get(row.format[i] as string)?.text !== false))
    while (cells.length > 1 && cells.at(-1) === '.') cells.pop()
    return cells
  })
  return formatVcfRow({ ...row, ref: bases(row.ref), alts: row.alts.map(bases), info, samples })
}

const casesOf = (context: SuiteContext): readonly Case[] =>
  context
    .text(`${folder}cases.tsv`)
    .split('\n')
    .filter((l) => l !== '' && !l.startsWith('#'))
    .map((l) => {
      const [input = '', expected = '', reference = '', args = ''] = l.split('\t')
      return { input, expected, reference, args }
    })

/** The same rows, ours by position where theirs have those that were not selected before the others. */
const onlyOrderDiffers = (got: readonly string[], expected: readonly string[], args: string): boolean => {
  const place = (line: string): number => Number(line.split('\t')[1])
  const ordered = got.every((line, i) => i === 0 || place(got[i - 1] as string) <= place(line))
  return args.includes('-i') && ordered && got.toSorted().join('\n') === expected.toSorted().join('\n')
}

/** Equal but for samples that have nothing but a GT in the input, to which the expected rows give values. */
const onlySilentSamplesDiffer = (got: readonly string[], expected: readonly string[]): boolean => {
  const same = (ours: string, theirs: string): boolean => {
    const [a, b] = [ours.split('\t'), theirs.split('\t')]
    return a.length === b.length && a.every((cell, i) => cell === b[i] || (i > 8 && !cell.includes(':') && cell === b[i]?.split(':')[0]))
  }
  return got.length === expected.length && got.every((line, i) => same(line, expected[i] as string))
}

const run = (context: SuiteContext, c: Case): { readonly got: readonly string[]; readonly expected: readonly string[] } => {
  const input = split(context.text(folder + c.input))
  const rules = fieldRules(input.header)
  const reference = c.reference === '' ? {} : { reference: memoryReference(sequencesOf(context.text(folder + c.reference))) }
  const got: string[] = []
  const log = problemLog(c.input)
  const normaliser = rowNormaliser({ rules, ...reference, ...settingsOf(c.args) }, log, (row) => got.push(formatVcfRow(row)))
  for (const line of input.rows) {
    const row = parseVcfRow(line)
    if (row === undefined || !normaliser.push(row)) break
  }
  normaliser.end()
  const expected = split(context.text(folder + c.expected)).rows
  return { got: got.map((l) => canonical(l, rules)), expected: expected.map((l) => canonical(l, rules)) }
}

/** Rows as bcftools writes them for the same input, reference and arguments, record by record. Header lines are not compared. */
export const bcftoolsNorm: SuiteAdapter = {
  path: folder,
  title: 'Split, join, atomise, left-align, duplicates and REF, as bcftools norm',
  run: (context) => {
    const t = tally()
    casesOf(context).forEach((c, i) => {
      const { got, expected } = run(context, c)
      const id = `${i + 1} ${c.input} ${c.args}`
      const same = JSON.stringify(got) === JSON.stringify(expected)
      if (!same && onlyOrderDiffers(got, expected, c.args)) t.explain(id, 'rows-passed-through-in-order')
      else if (!same && onlySilentSamplesDiffer(got, expected)) t.explain(id, 'a-silent-sample-stays-silent')
      else t.compare(id, expected, got)
    })
    return t.outcome()
  },
}
