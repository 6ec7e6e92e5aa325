import type { FaultCode } from './fault-codes.ts'
import { type Findings, shown } from './findings.ts'
import { declaration, type KeyRule, undeclaredRule } from './key-rule.ts'
import { formatKey } from './name-syntax.ts'
import { ownText } from './own-text.ts'
import type { Declarations } from './vcf-declarations.ts'

/** A FORMAT column taken apart. Places are -1 for keys that are not there. `sound`: samples can be read by it. */
export type RowFormat = {
  readonly rules: readonly KeyRule[]
  readonly sound: boolean
  readonly gt: number
  readonly laa: number
  readonly psl: number
  readonly pso: number
  readonly psq: number
  readonly ps: number
  readonly copyNumber: boolean
  readonly faults: readonly (readonly [FaultCode, string])[]
}

const formatsKept = 2000
const keysKept = 20_000
const longestKept = 200
const column = 9
const local = new Set(['LA', 'LR', 'LG'])

/** Reads FORMAT columns and tells their faults. `repair` is told a header line that the file lacks. */
export const formatCheck = (
  findings: Findings,
  declared: Declarations,
  repair: (line: string) => void,
): ((format: string, line: number) => RowFormat) => {
  const { version } = declared
  const known = new Map<string, RowFormat>()

  const ruleOf = (key: string, line: number): KeyRule => {
    const given = declared.format.get(key)
    if (given !== undefined) return given
    const rule = undeclaredRule(ownText(key), 'FORMAT', version)
    if (!formatKey.test(key) || declared.format.size >= keysKept || key.length > longestKept) return rule
    declared.format.set(rule.key, rule)
    const asLine = declaration('FORMAT', rule)
    repair(asLine)
    findings.found('VCF_FORMAT_UNDECLARED', line, column, `${shown(key)} is read as ${asLine}.`)
    return rule
  }

  const read = (format: string, line: number): RowFormat => {
    const keys = format.split(':')
    const faults: [FaultCode, string][] = []
    const met = new Set<string>()
    for (const key of keys) {
      if (met.has(key)) faults.push(['VCF_FORMAT_DUPLICATE', `${shown(key)} stands once more.`])
      met.add(key)
      if (formatKey.test(key)) continue
      const encoded = /^[A-Za-z_][0-9A-Za-z_.%]*$/.test(key)
      faults.push([encoded ? 'VCF_FORMAT_KEY_ENCODED' : 'VCF_FORMAT_KEY', `The key is ${shown(key)}.`])
    }
    const gt = keys.indexOf('GT')
    if (gt > 0) faults.push(['VCF_FORMAT_GT_FIRST', `It is key ${gt + 1}.`])
    const sound = faults.every(([code]) => code === 'VCF_FORMAT_KEY_ENCODED')
    const rules = keys.map((key) => ruleOf(key, line))
    const laa = keys.indexOf('LAA')
    const firstLocal = rules.findIndex((r) => local.has(String(r.count)))
    if (version >= 45 && firstLocal >= 0 && (laa < 0 || laa > (gt === 0 ? 1 : 0)))
      faults.push(['VCF_FORMAT_LOCAL_ALLELES', laa < 0 ? 'There is no LAA.' : `LAA is key ${laa + 1}.`])
    if (version >= 45 && gt < 0 && rules.some((r) => r.count === 'M'))
      faults.push(['VCF_FORMAT_MODIFICATION', 'There is no GT.'])
    if (version >= 44 && met.has('CICN') && !met.has('CN')) faults.push(['VCF_FORMAT_COPY_NUMBER', 'There is no CN.'])
    return {
      rules,
      sound,
      gt,
      laa,
      psl: keys.indexOf('PSL'),
      pso: keys.indexOf('PSO'),
      psq: keys.indexOf('PSQ'),
      ps: keys.indexOf('PS'),
      copyNumber: met.has('CN'),
      faults,
    }
  }

  return (format, line) => {
    let row = known.get(format)
    if (row === undefined) {
      row = read(format, line)
      if (known.size < formatsKept && format.length <= longestKept) known.set(ownText(format), row)
    }
    for (const [code, what] of row.faults) findings.found(code, line, column, what)
    return row
  }
}
