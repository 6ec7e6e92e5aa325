import { sampleListsCheck } from './check-sample-lists.ts'
import type { RowFormat } from './check-format.ts'
import type { FaultCode } from './fault-codes.ts'
import { type Findings, shown } from './findings.ts'
import { type CheckedGenotype, genotypeReader } from './genotype-syntax.ts'
import type { KeyRule } from './key-rule.ts'
import type { RowAlleles } from './row-alleles.ts'
import { genotypeCount, listLength, valueFault } from './value-syntax.ts'
import type { Declarations } from './vcf-declarations.ts'

const noGenotype: CheckedGenotype = { fault: 'none', ploidy: 2, largest: 0, phased: [] }
/** Their values are one per copy number, whatever the table says. */
const perCopyNumber: ReadonlySet<string> = new Set(['CNL', 'CNP'])

/** A check of one sample's column. `column` is its 1-based number in the row. */
export const sampleCheck = (
  findings: Findings,
  declared: Declarations,
): ((cell: string, format: RowFormat, alleles: RowAlleles, line: number, column: number) => void) => {
  const { version } = declared
  const genotypeOf = genotypeReader(version)
  const lists = sampleListsCheck(findings, version)
  let line = 0
  let column = 0
  const found = (code: FaultCode, what: string): void => findings.found(code, line, column, what)

  const genotype = (gt: string, alleles: RowAlleles): CheckedGenotype => {
    const read = genotypeOf(gt)
    if (read.fault === 'invalid') found('VCF_GT_INVALID', `GT is ${shown(gt)}.`)
    else if (read.fault === 'open') found('VCF_GT_OPEN_END', `GT is ${shown(gt)}.`)
    if (read.largest > alleles.count && alleles.listSound) {
      if (alleles.count === 0) found('VCF_GT_NO_ALT', `GT is ${shown(gt)}.`)
      else found('VCF_GT_INVALID', `GT is ${shown(gt)} where ${alleles.count} ALT alleles are listed.`)
    }
    return read
  }

  /** The number of values a field must have; -1 when any number will do. */
  const expected = (
    rule: KeyRule,
    gt: CheckedGenotype,
    gtText: string,
    alleles: RowAlleles,
    localAlleles: number,
    n: number,
  ): number => {
    const { count } = rule
    if (typeof count === 'number') return count
    if (count === '.' || count === 'M' || perCopyNumber.has(rule.key)) return -1
    if (count === 'P') return gt.fault === 'invalid' ? -1 : gt.ploidy
    const near = count.startsWith('L')
    if (near ? localAlleles < 0 : !alleles.listSound || alleles.count === 0) return -1
    const alts = near ? localAlleles : alleles.count
    if (count === 'A' || count === 'LA') return alts
    if (count === 'R' || count === 'LR') return alts + 1
    if (gt.fault === 'invalid') return -1
    // A lone dot does not tell the ploidy: writers use it for any.
    if (gtText === '.' && (n === genotypeCount(alts + 1, 2) || n === alts + 1)) return n
    return genotypeCount(alts + 1, gt.ploidy)
  }

  const one = (rule: KeyRule, value: string): boolean => {
    if (value === '.') return true
    const fault = rule.known ? valueFault(value, rule.type) : undefined
    if (fault !== undefined) {
      const what = `${rule.key} (${rule.type}) is ${shown(value)}.`
      if (!rule.declared) found('VCF_SAMPLE_TYPE_RESERVED', what)
      else found(fault === 'type' ? 'VCF_SAMPLE_TYPE' : 'VCF_SAMPLE_INTEGER', what)
      return false
    }
    if (rule.meaning === 'natural' && value.charCodeAt(0) === 45 && Number(value) < 0)
      found('VCF_SAMPLE_RANGE', `${rule.key} is ${shown(value)}.`)
    else if (rule.meaning === 'share' && (Number(value) < 0 || Number(value) > 1))
      found('VCF_SAMPLE_RANGE', `${rule.key} is ${shown(value)}.`)
    return true
  }

  const values = (rule: KeyRule, value: string): void => {
    if (rule.type === 'String') return
    for (let at = 0; at <= value.length; ) {
      const comma = value.indexOf(',', at)
      if (comma < 0) {
        one(rule, at === 0 ? value : value.slice(at))
        return
      }
      if (!one(rule, value.slice(at, comma))) return
      at = comma + 1
    }
  }

  return (cell, format, alleles, atLine, atColumn) => {
    line = atLine
    column = atColumn
    const fields = cell.split(':')
    const { rules } = format
    if (fields.length > rules.length) {
      found('VCF_SAMPLE_FIELDS', `It has ${fields.length} fields for ${rules.length} keys.`)
      return
    }
    const gtText = format.gt === 0 ? (fields[0] as string) : ''
    const gt = format.gt === 0 ? genotype(gtText, alleles) : noGenotype
    const localAlleles = format.laa < 0 ? -1 : lists.local(fields[format.laa] ?? '.', alleles, line, column)
    for (let i = format.gt === 0 ? 1 : 0; i < fields.length; i++) {
      const value = fields[i] as string
      if (value === '.') continue
      const rule = rules[i] as KeyRule
      if (value === '') {
        const zeroLength = version >= 45 && (i === format.laa || rule.count === 'LA')
        if (!zeroLength) found('VCF_SAMPLE_EMPTY_FIELD', `${shown(rule.key)} is empty.`)
        continue
      }
      const n = value.indexOf(',') < 0 ? 1 : listLength(value)
      const asked = expected(rule, gt, gtText, alleles, localAlleles, n)
      if (asked >= 0 && n !== asked) {
        found('VCF_SAMPLE_COUNT', `${rule.key} has ${n} values where ${asked} are due (Number=${rule.count}).`)
        continue
      }
      values(rule, value)
      if (rule.meaning === 'interval') lists.interval(rule.key, value, line, column)
    }
    if (format.psl >= 0 || format.pso >= 0 || format.psq >= 0) lists.phase(fields, format, gt, line, column)
  }
}
