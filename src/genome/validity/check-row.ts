import { formatCheck } from './check-format.ts'
import { infoCheck } from './check-info.ts'
import { sampleCheck } from './check-sample.ts'
import { duplicateWatch } from './duplicate-records.ts'
import type { FaultCode } from './fault-codes.ts'
import { type Findings, shown } from './findings.ts'
import { isContigName } from './name-syntax.ts'
import { ownText } from './own-text.ts'
import { type RowAlleles, rowAllelesReader } from './row-alleles.ts'
import { isFloat } from './value-syntax.ts'
import type { Declarations } from './vcf-declarations.ts'

const contigsKept = 200_000
const filtersKept = 5000
const longestKept = 200
const bases = /^[ACGTN]+$/i

/** A check of the rows of one file, one after the other, once its header is read. `repair` is told header lines that the file lacks. */
export const rowCheck = (
  findings: Findings,
  declared: Declarations,
  repair: (line: string) => void,
): ((text: string, line: number) => void) => {
  const { version } = declared
  const allelesOf = rowAllelesReader(version)
  const info = infoCheck(findings, declared, repair)
  const formatOf = formatCheck(findings, declared, repair)
  const sample = sampleCheck(findings, declared)
  const duplicates = duplicateWatch()
  const soundFilters = new Set<string>(['.', 'PASS'])
  const contigsMet = new Set<string>()
  let contig: string | undefined
  let contigLength = 0
  let lastPos = -1
  let row = 0
  let line = 0
  const found = (code: FaultCode, column: number, what: string): void => findings.found(code, line, column, what)

  const newContig = (name: string): void => {
    const bare = name.startsWith('<') && name.endsWith('>') ? name.slice(1, -1) : name
    if (!isContigName(bare, version)) found('VCF_CHROM_NAME', 1, `CHROM is ${shown(name)}.`)
    else if (bare === name && declared.contigs.size > 0 && !declared.contigs.has(name) && !contigsMet.has(name)) {
      if (name.length <= longestKept) repair(`##contig=<ID=${name}>`)
      found('VCF_CHROM_UNDECLARED', 1, `${shown(name)} is not declared.`)
    }
    if (contigsMet.has(name)) found('VCF_CHROM_NOT_CONTIGUOUS', 1, `${shown(name)} stood further up already.`)
    contig = ownText(name)
    if (contigsMet.size < contigsKept && name.length <= longestKept) contigsMet.add(contig)
    contigLength = declared.contigs.get(bare) ?? 0
    lastPos = -1
    duplicates.contig()
  }

  const position = (text: string): number => {
    const pos = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
    if (Number.isNaN(pos)) found('VCF_POS_NOT_NUMBER', 2, `POS is ${shown(text)}.`)
    else if (contigLength > 0 && pos > contigLength + 1)
      found('VCF_POS_BEYOND_CONTIG', 2, `POS is ${pos}, the contig ends at ${contigLength}.`)
    if (pos < lastPos) found('VCF_POS_UNSORTED', 2, `${pos} stands behind ${lastPos}.`)
    if (!Number.isNaN(pos)) lastPos = pos
    return pos
  }

  const identifiers = (text: string): void => {
    const ids = text.split(';')
    if (/\s/.test(text) || ids.some((id) => id === '' || id === '.')) found('VCF_ID_LIST', 3, `ID is ${shown(text)}.`)
    else if (ids.length > 1 && new Set(ids).size < ids.length) found('VCF_ID_DUPLICATE', 3, `ID is ${shown(text)}.`)
  }

  const alternatives = (ref: string, text: string): RowAlleles => {
    const alleles = allelesOf(text)
    if (!alleles.listSound) found('VCF_ALT_LIST', 5, `ALT is ${shown(text)}.`)
    if (!alleles.sound) {
      const wrong = alleles.kinds.findIndex((k) => k.startsWith('VCF_'))
      const code = alleles.kinds[wrong]
      if (code === 'VCF_ALT_BASE' || code === 'VCF_ALT_SYMBOL' || code === 'VCF_ALT_BREAKEND')
        found(code, 5, `The allele is ${shown(alleles.alts[wrong] as string)}.`)
      return alleles
    }
    if (alleles.count === 0) return alleles
    const upperRef = ref.toUpperCase()
    if (alleles.count === 1) {
      if (text.length === ref.length && text.toUpperCase() === upperRef)
        found('VCF_ALT_IS_REF', 5, `Both are ${shown(text)}.`)
      return alleles
    }
    const met = new Set<string>()
    for (const [i, alt] of alleles.alts.entries()) {
      if (alleles.kinds[i] !== 'bases') continue
      const upper = alt.toUpperCase()
      if (met.has(upper)) found('VCF_ALT_DUPLICATE', 5, `${shown(alt)} stands once more.`)
      if (upper === upperRef) found('VCF_ALT_IS_REF', 5, `Both are ${shown(alt)}.`)
      met.add(upper)
    }
    return alleles
  }

  const quality = (text: string): void => {
    if (text === '.') return
    if (!isFloat(text)) found('VCF_QUAL_NUMBER', 6, `QUAL is ${shown(text)}.`)
    else if (Number(text) < 0) found('VCF_QUAL_NEGATIVE', 6, `QUAL is ${shown(text)}.`)
  }

  const filter = (text: string): void => {
    const before = findings.errors() + findings.warnings()
    const names = text.split(';')
    if (names.some((f) => f === '' || /\s/.test(f) || ((f === '.' || f === 'PASS') && names.length > 1)))
      found('VCF_FILTER_LIST', 7, `FILTER is ${shown(text)}.`)
    else if (names.includes('0')) found('VCF_FILTER_RESERVED', 7, `FILTER is ${shown(text)}.`)
    else if (new Set(names).size < names.length) found('VCF_FILTER_DUPLICATE', 7, `FILTER is ${shown(text)}.`)
    else
      for (const name of names) {
        if (declared.filters.has(name) || declared.filters.size >= filtersKept || name.length > longestKept) continue
        declared.filters.add(ownText(name))
        const asLine = `##FILTER=<ID=${name},Description="Not described">`
        repair(asLine)
        found('VCF_FILTER_UNDECLARED', 7, `${shown(name)} is read as ${asLine}.`)
      }
    if (
      findings.errors() + findings.warnings() === before &&
      soundFilters.size < filtersKept &&
      text.length <= longestKept
    )
      soundFilters.add(ownText(text))
  }

  const columnsOf = (text: string): readonly string[] | undefined => {
    const cells = text.split('\t')
    if (cells.length < 8) {
      found('VCF_ROW_TOO_SHORT', cells.length, `The row has ${cells.length} columns.`)
      return undefined
    }
    if (cells.length !== declared.columns)
      found(
        'VCF_COLUMN_COUNT',
        Math.min(cells.length, declared.columns) + 1,
        `The row has ${cells.length} columns, the #CHROM line ${declared.columns}.`,
      )
    return cells
  }

  return (text, atLine) => {
    line = atLine
    row++
    const cells = columnsOf(text)
    if (cells === undefined) return
    const [chrom, posText, id, ref, alt, qual, filters, infoText] = cells as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ]
    if (chrom !== contig) newContig(chrom)
    const pos = position(posText)
    if (id !== '.') identifiers(id)
    const soundRef = bases.test(ref)
    if (!soundRef) found('VCF_REF_BASE', 4, `REF is ${shown(ref)}.`)
    const alleles = alternatives(ref, alt)
    if (soundRef && alleles.sound && alleles.count > 0 && pos >= 0) {
      const alts =
        alleles.symbolic || alt.includes('*')
          ? alleles.alts.filter((_, i) => alleles.kinds[i] === 'bases')
          : alleles.alts
      const twice = alts.length === 0 ? undefined : duplicates.row({ pos, ref, alts, line })
      if (twice !== undefined)
        found('VCF_RECORD_DUPLICATE', 5, `${shown(twice.change)} stood in line ${twice.line} already.`)
    }
    quality(qual)
    if (!soundFilters.has(filters)) filter(filters)
    const whole = cells.length === declared.columns
    const format = whole && cells.length > 8 && cells[8] !== '.' ? formatOf(cells[8] as string, line) : undefined
    info(infoText, { line, row, pos, alleles, copyNumber: format?.copyNumber ?? false })
    if (format?.sound !== true) return
    for (let i = 9; i < cells.length; i++) sample(cells[i] as string, format, alleles, line, i + 1)
  }
}
