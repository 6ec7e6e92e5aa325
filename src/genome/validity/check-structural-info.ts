import { structuralType } from './allele-syntax.ts'
import type { InfoRow } from './check-info.ts'
import { repeatInfoCheck } from './check-repeat-info.ts'
import { type Findings, shown } from './findings.ts'
import type { RowAlleles } from './row-alleles.ts'

const column = 8
const claimsOf: Readonly<Record<string, readonly string[]>> = {
  DEL: ['D', 'J', 'DJ'],
  DUP: ['D', 'J', 'DJ'],
  CNV: ['D', '.'],
  INS: ['J', 'DJ', '.'],
  INV: ['J', 'DJ', '.'],
  breakend: ['J', '.'],
  bases: ['.'],
  overlap: ['.'],
}

const pairsOf = (info: string): ReadonlyMap<string, string> =>
  new Map(
    info.split(';').map((piece) => {
      const equals = piece.indexOf('=')
      return equals < 0 ? [piece, ''] : [piece.slice(0, equals), piece.slice(equals + 1)]
    }),
  )

/** The list with one value for each ALT allele, a lone dot standing for all; undefined when its length differs. */
const perAllele = (text: string | undefined, alleles: RowAlleles): readonly string[] | undefined => {
  if (text === undefined || text === '.') return alleles.alts.map(() => '.')
  const list = text.split(',')
  return list.length === alleles.count ? list : undefined
}

/** Checks of INFO keys that speak of structural alleles, as VCF 4.4 and 4.5 want them. `row` expects sound ALT alleles. */
export const structuralInfoCheck = (
  findings: Findings,
  version: number,
): {
  readonly interval: (key: string, value: string, line: number) => void
  readonly row: (info: string, row: InfoRow) => void
} => {
  const repeats = repeatInfoCheck(findings)

  const lengths = (text: string | undefined, { alleles, line, copyNumber }: InfoRow): void => {
    const types = alleles.alts.map(structuralType)
    if (text === undefined) {
      const lacking = types.find((t) => t !== undefined)
      if (lacking !== undefined) findings.found('VCF_INFO_SVLEN', line, column, `The ${lacking} has none.`)
      return
    }
    const list = perAllele(text, alleles)
    if (list === undefined) return
    const ofBases = alleles.kinds.findIndex((k, i) => (k === 'bases' || k === 'overlap') && list[i] !== '.')
    if (ofBases >= 0)
      findings.found(
        'VCF_INFO_SVLEN',
        line,
        column,
        `The allele ${shown(alleles.alts[ofBases] as string)} has ${shown(list[ofBases] as string)}.`,
      )
    const loose = list.findIndex((v, i) =>
      types[i] === undefined
        ? alleles.kinds[i] !== 'bases' && alleles.kinds[i] !== 'overlap' && v !== '.'
        : v === '.' || v.startsWith('-'),
    )
    if (loose >= 0)
      findings.found(
        'VCF_INFO_SVLEN_LOOSE',
        line,
        column,
        `The allele ${shown(alleles.alts[loose] as string)} has ${shown(list[loose] as string)}.`,
      )
    if (!copyNumber) return
    const compared = list.filter(
      (v, i) => v !== '.' && (types[i] === 'CNV' || types[i] === 'DEL' || types[i] === 'DUP'),
    )
    if (compared.some((v) => v !== compared[0]))
      findings.found(
        'VCF_INFO_SVLEN',
        line,
        column,
        `Beside FORMAT CN the lengths are ${compared.slice(0, 5).join(', ')}.`,
      )
  }

  const claims = (text: string | undefined, { alleles, line }: InfoRow): void => {
    const list = perAllele(text, alleles)
    if (list === undefined) return
    const wrong = list.findIndex((claim, i) => {
      const type = structuralType(alleles.alts[i] as string) ?? alleles.kinds[i] ?? ''
      return !(claimsOf[type] ?? ['D', 'J', 'DJ', '.']).includes(claim)
    })
    if (wrong >= 0)
      findings.found(
        'VCF_INFO_SVCLAIM',
        line,
        column,
        `The allele ${shown(alleles.alts[wrong] as string)} claims ${shown(list[wrong] as string)}.`,
      )
  }

  return {
    interval: (key, value, line) => {
      if (version < 44) return
      const bounds = value.split(',')
      if (bounds.length % 2 !== 0) return
      const wrong = bounds.findIndex((b, i) => b !== '.' && (i % 2 === 0 ? Number(b) > 0 : Number(b) < 0))
      if (wrong >= 0)
        findings.found(
          'VCF_INFO_INTERVAL',
          line,
          column,
          `The ${wrong % 2 === 0 ? 'lower' : 'upper'} bound of ${key} is ${shown(bounds[wrong] as string)}.`,
        )
    },
    row: (info, row) => {
      if (!row.alleles.symbolic && !info.includes('SVLEN=') && !info.includes('SVCLAIM=')) return
      if (row.alleles.count === 0) return
      const pairs = pairsOf(info)
      lengths(pairs.get('SVLEN'), row)
      claims(pairs.get('SVCLAIM'), row)
      if (row.alleles.alts.some((a) => a.startsWith('<CNV:TR'))) repeats(pairs, row)
    },
  }
}
