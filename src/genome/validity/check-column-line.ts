import { type Findings, shown } from './findings.ts'
import type { Declarations } from './vcf-declarations.ts'

const names = ['#CHROM', 'POS', 'ID', 'REF', 'ALT', 'QUAL', 'FILTER', 'INFO', 'FORMAT']

/** Checks the #CHROM line and takes the samples from it. */
export const checkColumnLine = (text: string, line: number, findings: Findings, declared: Declarations): void => {
  const cells = text.split('\t')
  const wrong = names.slice(0, Math.max(8, Math.min(9, cells.length))).findIndex((name, i) => cells[i] !== name)
  if (wrong >= 0) {
    const there = cells[wrong]
    const what = there === undefined ? 'is not there' : `is ${shown(there)}`
    findings.found('VCF_COLUMN_LINE_WRONG', line, wrong + 1, `Column ${wrong + 1} (${names[wrong]}) ${what}.`)
  } else if (cells.length === 9) findings.found('VCF_NO_SAMPLES', line, 9, 'No name follows FORMAT.')
  declared.columns = Math.max(8, cells.length)
  declared.samples = cells.slice(9)
  const met = new Set<string>()
  for (const [i, name] of declared.samples.entries()) {
    if (name.trim() === '') findings.found('VCF_SAMPLE_NAME', line, i + 10, `Sample ${i + 1} has none.`)
    else if (met.has(name)) findings.found('VCF_SAMPLE_TWICE', line, i + 10, `${shown(name)} stands once more.`)
    met.add(name)
  }
}
