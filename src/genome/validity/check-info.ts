import { structuralInfoCheck } from './check-structural-info.ts'
import { type Findings, shown } from './findings.ts'
import { declaration, type KeyRule, undeclaredRule } from './key-rule.ts'
import { infoKey } from './name-syntax.ts'
import { ownText } from './own-text.ts'
import type { RowAlleles } from './row-alleles.ts'
import { listLength, valueFault } from './value-syntax.ts'
import type { Declarations } from './vcf-declarations.ts'

const keysKept = 20_000
const longestKept = 200
const cigar = /^(?:[0-9]+[MIDNSHPX=])+$/

/** What the INFO column of a row is checked against besides the header. `row` is a running number of rows from 1 on. */
export type InfoRow = {
  readonly line: number
  readonly row: number
  readonly pos: number
  readonly alleles: RowAlleles
  readonly copyNumber: boolean
}

/** A check of INFO columns. `repair` is told a header line that the file lacks. */
export const infoCheck = (
  findings: Findings,
  declared: Declarations,
  repair: (line: string) => void,
): ((info: string, row: InfoRow) => void) => {
  const { version } = declared
  const structural = structuralInfoCheck(findings, version)
  const column = 8

  const undeclared = (key: string, line: number): KeyRule => {
    const rule = undeclaredRule(ownText(key), 'INFO', version)
    if (!infoKey.test(key)) {
      findings.found('VCF_INFO_KEY', line, column, `The key is ${shown(key)}.`)
      return rule
    }
    if (declared.info.size >= keysKept || key.length > longestKept) return rule
    declared.info.set(rule.key, rule)
    const asLine = declaration('INFO', rule)
    repair(asLine)
    findings.found('VCF_INFO_UNDECLARED', line, column, `${shown(key)} is read as ${asLine}.`)
    return rule
  }

  const counted = (rule: KeyRule, value: string, n: number, { alleles, line }: InfoRow): boolean => {
    if (value === '.') return true
    const per = rule.count
    let expected = -1
    if (typeof per === 'number') expected = per
    else if (rule.times !== undefined || per === 'A' || per === 'R') {
      if (!alleles.listSound || (alleles.count === 0 && n <= 2)) return true
      expected = per === 'R' ? alleles.count + 1 : alleles.count * (rule.times ?? 1)
    }
    if (expected < 0 || n === expected) return true
    const why = typeof per === 'number' ? `Number=${per}` : `Number=${per}, ${alleles.count} ALT`
    findings.found('VCF_INFO_COUNT', line, column, `${rule.key} has ${n} values where ${expected} are due (${why}).`)
    return false
  }

  const meaning = (rule: KeyRule, value: string, line: number): void => {
    const range = (what: string): void =>
      findings.found('VCF_INFO_RANGE', line, column, `${rule.key} is ${shown(value)}, ${what}.`)
    if (rule.meaning === 'natural') {
      if (value.charCodeAt(0) === 45 && Number(value) < 0) range('below 0')
    } else if (rule.meaning === 'share') {
      const share = Number(value)
      if (share < 0 || share > 1) range('not between 0 and 1')
    } else if (rule.meaning === 'cigar' && !cigar.test(value))
      findings.found('VCF_INFO_CIGAR', line, column, `It is ${shown(value)}.`)
  }

  const one = (rule: KeyRule, value: string, line: number): boolean => {
    if (value === '.' || (rule.type === 'String' && rule.meaning === undefined)) return true
    const fault = rule.known && rule.meaning !== 'cigar' ? valueFault(value, rule.type) : undefined
    if (fault !== undefined) {
      const code = fault === 'type' ? 'VCF_INFO_TYPE' : 'VCF_INFO_INTEGER'
      findings.found(code, line, column, `${rule.key} (${rule.type}) is ${shown(value)}.`)
      return false
    }
    if (rule.meaning !== undefined) meaning(rule, value, line)
    return true
  }

  const values = (rule: KeyRule, value: string, row: InfoRow): void => {
    const { line } = row
    if (rule.type === 'Flag' || rule.count === 0) {
      const digit = value === '0' || value === '1'
      findings.found(
        digit && rule.type === 'Flag' ? 'VCF_INFO_FLAG_VALUE' : 'VCF_INFO_FLAG',
        line,
        column,
        `${rule.key} has the value ${shown(value)}.`,
      )
      return
    }
    if (value === '') {
      findings.found('VCF_INFO_SYNTAX', line, column, `${shown(rule.key)} has an empty value.`)
      return
    }
    if (value.indexOf(',') < 0) {
      if (counted(rule, value, 1, row)) one(rule, value, line)
    } else if (rule.type === 'String' && value.length > 1 && value.startsWith('"') && value.endsWith('"')) {
      findings.found('VCF_INFO_QUOTED', line, column, `${rule.key} is ${shown(value)}.`)
    } else if (counted(rule, value, listLength(value), row)) {
      for (let at = 0; at <= value.length; ) {
        const comma = value.indexOf(',', at)
        const end = comma < 0 ? value.length : comma
        if (!one(rule, value.slice(at, end), line)) break
        at = end + 1
      }
    }
    if (rule.key === 'END' && /^\d+$/.test(value)) {
      const end = Number(value)
      if (end < row.pos) findings.found('VCF_INFO_END', line, column, `END is ${end}, POS is ${row.pos}.`)
    }
    if (rule.meaning === 'interval') structural.interval(rule.key, value, line)
  }

  /** Keys in the order in which the last rows had them: most rows have the same. */
  const order: KeyRule[] = []

  const ruleAt = (info: string, at: number, end: number, place: number, line: number): KeyRule | undefined => {
    const likely = order[place]
    if (likely !== undefined && info.startsWith(likely.key, at)) {
      const behind = at + likely.key.length
      if (behind === end || (behind < end && info.charCodeAt(behind) === 61)) return likely
    }
    const text = info.slice(at, end)
    const equals = text.indexOf('=')
    const key = equals < 0 ? text : text.slice(0, equals)
    if (key === '') {
      const what = at === end ? 'A part is empty.' : `${shown(text)} has no key.`
      findings.found('VCF_INFO_SYNTAX', line, column, what)
      return undefined
    }
    const rule = declared.info.get(key) ?? undeclared(key, line)
    if (place < 200 && rule.key === key) order[place] = rule
    return rule
  }

  const piece = (info: string, at: number, end: number, place: number, row: InfoRow): void => {
    const { line } = row
    const rule = ruleAt(info, at, end, place, line)
    if (rule === undefined) return
    if (rule.row === row.row) findings.found('VCF_INFO_DUPLICATE', line, column, `${shown(rule.key)} stands once more.`)
    rule.row = row.row
    const equals = at + rule.length
    if (equals >= end) {
      if (rule.known && rule.type !== 'Flag' && rule.count !== 0)
        findings.found('VCF_INFO_VALUE', line, column, `${rule.key} stands alone.`)
      return
    }
    const value = info.slice(equals + 1, end)
    if (value.indexOf('=') >= 0) findings.found('VCF_INFO_EQUALS', line, column, `${rule.key} is ${shown(value)}.`)
    values(rule, value, row)
  }

  return (info, row) => {
    if (info !== '.') {
      if (version < 43 && /\s/.test(info)) findings.found('VCF_INFO_BLANK', row.line, column, 'A blank stands in INFO.')
      let place = 0
      for (let at = 0; at <= info.length; place++) {
        const semicolon = info.indexOf(';', at)
        const end = semicolon < 0 ? info.length : semicolon
        piece(info, at, end, place, row)
        at = end + 1
      }
    }
    if (version >= 44 && row.alleles.sound) structural.row(info, row)
  }
}
