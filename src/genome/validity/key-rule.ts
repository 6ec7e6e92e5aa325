import { type ReservedKey, reservedKey } from './reserved-keys.ts'
import type { VcfVersion } from './vcf-version.ts'

/** How many values a key has: so many, one per ALT allele (A), per allele (R), per genotype (G), per allele of GT (P), the local forms of these, per modified base (M), or any number (.). */
export type Count = number | 'A' | 'R' | 'G' | 'P' | 'LA' | 'LR' | 'LG' | 'M' | '.'

export type ValueType = 'Integer' | 'Float' | 'Flag' | 'Character' | 'String'

/** What the values of a key must be. `length`: of the key, which is cut when it is very long. `declared`: by the header; otherwise by the specification, or (`known` false) by nothing. `times`: values for each ALT allele where Number is a dot (from 4.4 on). `meaning`: what the values of a reserved key must be besides. `row` marks the last row that had the key. */
export type KeyRule = {
  readonly key: string
  readonly length: number
  readonly count: Count
  readonly type: ValueType
  readonly declared: boolean
  readonly known: boolean
  readonly times: number | undefined
  readonly meaning: 'natural' | 'share' | 'cigar' | 'interval' | undefined
  row: number
}

const meanings: Readonly<Record<'INFO' | 'FORMAT', Readonly<Record<string, KeyRule['meaning']>>>> = {
  INFO: {
    ...Object.fromEntries(
      ['AC', 'AN', 'DP', 'NS', 'MQ0', 'AD', 'ADF', 'ADR', 'END'].map((k) => [k, 'natural' as const]),
    ),
    ...Object.fromEntries(['CIPOS', 'CIEND', 'CICN', 'CIRUC', 'CIRB'].map((k) => [k, 'interval' as const])),
    AF: 'share',
    CIGAR: 'cigar',
  },
  FORMAT: {
    ...Object.fromEntries(['AD', 'ADF', 'ADR', 'DP', 'EC', 'PS', 'LEN'].map((k) => [k, 'natural' as const])),
    GP: 'share',
    CICN: 'interval',
  },
}

const longestShown = 200

const timesAllele: Readonly<Record<string, number>> = { CIPOS: 2, CIEND: 2, CILEN: 2, CICN: 2, MEINFO: 4, METRANS: 4 }

const meaningOf = (place: 'INFO' | 'FORMAT', key: string, version: VcfVersion): KeyRule['meaning'] => {
  const meaning = Object.hasOwn(meanings[place], key) ? meanings[place][key] : undefined
  if (meaning === 'interval' && version < 44) return undefined
  return place === 'FORMAT' && meaning === 'share' && version < 43 ? undefined : meaning
}

/** Puts together the rule for a key of the given place. */
export const keyRule = (
  place: 'INFO' | 'FORMAT',
  key: string,
  version: VcfVersion,
  rule: Pick<KeyRule, 'count' | 'type' | 'declared' | 'known'>,
): KeyRule => ({
  key: key.length > longestShown ? `${key.slice(0, longestShown)}…` : key,
  length: key.length,
  ...rule,
  times:
    place === 'INFO' && version >= 44 && rule.count === '.' && Object.hasOwn(timesAllele, key)
      ? timesAllele[key]
      : undefined,
  meaning: meaningOf(place, key, version),
  row: 0,
})

const types: ReadonlySet<string> = new Set(['Integer', 'Float', 'Flag', 'Character', 'String'])

export const isValueType = (text: string): text is ValueType => types.has(text)

/** Number as written in the header; undefined when it is none in that place and version. */
export const countOf = (text: string, place: 'INFO' | 'FORMAT', version: VcfVersion): Count | undefined => {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  if (text === 'A' || text === 'R' || text === 'G' || text === '.') return text
  if (place === 'INFO') return undefined
  if (text === 'P') return version >= 44 ? text : undefined
  if (text === 'LA' || text === 'LR' || text === 'LG' || text === 'M') return version >= 45 ? text : undefined
  return undefined
}

/** The rule for a key that the header does not declare: that of the specification, or none. */
export const undeclaredRule = (key: string, place: 'INFO' | 'FORMAT', version: VcfVersion): KeyRule => {
  const reserved: ReservedKey | undefined = reservedKey(place, key, version)
  const modification = place === 'FORMAT' && version >= 45 && /^(?:DP|AD)?M\d+[ACGTUN]$/.test(key)
  return keyRule(place, key, version, {
    count: reserved === undefined ? '.' : (countOf(reserved.number, place, 45) ?? '.'),
    type: reserved !== undefined && isValueType(reserved.type) ? reserved.type : 'String',
    declared: false,
    known: reserved !== undefined || modification,
  })
}

/** The header line that declares a key as it is read here. */
export const declaration = (place: 'INFO' | 'FORMAT', rule: KeyRule): string =>
  `##${place}=<ID=${rule.key},Number=${rule.count},Type=${rule.type},Description="${rule.known ? 'Reserved key' : 'Not described'}">`
