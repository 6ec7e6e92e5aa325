import { isSymbol } from './allele-syntax.ts'
import { type Findings, shown } from './findings.ts'
import type { FaultCode } from './fault-codes.ts'
import { countOf, isValueType, keyRule } from './key-rule.ts'
import { type MetaPair, parseMetaLine } from './meta-line.ts'
import { formatKey, infoKey, isContigName, isPersonName, isUrl } from './name-syntax.ts'
import { reservedKey } from './reserved-keys.ts'
import type { Declarations } from './vcf-declarations.ts'

type Kind = 'INFO' | 'FORMAT' | 'FILTER' | 'ALT' | 'META'
type Values = ReadonlyMap<string, MetaPair>

/** More lines of a kind than this declare nothing. */
const idsKept = 200_000
const defaultOrder = ['ID', 'Number', 'Type', 'Description']

/** A check of the `##` lines of one file. What they declare is put into `declared`. */
export const metaLineCheck = (findings: Findings, declared: Declarations): ((line: string, at: number) => void) => {
  const ids = new Map<string, Set<string>>()
  let at = 0
  const found = (code: FaultCode, what: string): void => findings.found(code, at, undefined, what)

  const order = (kind: Kind, pairs: readonly MetaPair[]): void => {
    if (kind === 'META') {
      if (pairs.some((p) => p.key === 'ID') && pairs[0]?.key !== 'ID')
        found('VCF_META_META_ORDER', `The first key is ${shown(pairs[0]?.key ?? '')}.`)
      return
    }
    if (kind === 'FILTER') return
    const places = pairs.map((p) => defaultOrder.indexOf(p.key)).filter((p) => p >= 0)
    const wrong = places.findIndex((p, i) => i > 0 && p < (places[i - 1] as number))
    if (wrong > 0)
      found(
        `VCF_META_${kind}_ORDER`,
        `${defaultOrder[places[wrong] as number]} stands behind ${defaultOrder[places[wrong - 1] as number]}.`,
      )
  }

  const description = (kind: 'INFO' | 'FORMAT' | 'FILTER' | 'ALT', values: Values): void => {
    const text = values.get('Description')
    if (text === undefined) {
      if (kind === 'FILTER' || kind === 'ALT') found(`VCF_META_${kind}_NO_DESCRIPTION`, 'The line has no Description.')
      else found(`VCF_META_${kind}_DESCRIPTION`, 'The line has no Description.')
    } else if (text.written !== 'quoted') found(`VCF_META_${kind}_DESCRIPTION`, `It is written ${shown(text.value)}.`)
  }

  const unique = (kind: string, id: string): boolean => {
    const met = ids.get(kind) ?? new Set<string>()
    ids.set(kind, met)
    if (met.has(id)) {
      found('VCF_META_DUPLICATE', `The ${kind.slice(0, 40)} ${shown(id)} stands once more.`)
      return false
    }
    if (met.size < idsKept) met.add(id)
    return met.size < idsKept
  }

  const added = (values: Values): void => {
    for (const [key, pair] of values)
      if (!defaultOrder.includes(key) && key !== 'IDX' && pair.written === 'plain')
        found('VCF_META_UNQUOTED', `${key.slice(0, 40)} is written ${shown(pair.value)}.`)
  }

  const field = (place: 'INFO' | 'FORMAT', values: Values): void => {
    const { version } = declared
    const id = values.get('ID')
    if (id === undefined || id.value === '') found(`VCF_META_${place}_ID`, 'The line has no ID.')
    else if (id.stray.length > 0) found(`VCF_META_${place}_ID`, `A comma stands in the ID ${shown(id.value)}.`)
    else if (!(place === 'INFO' ? infoKey : formatKey).test(id.value))
      found(`VCF_META_${place}_ID`, `The ID is ${shown(id.value)}.`)
    const number = values.get('Number')?.value
    const type = values.get('Type')?.value
    const count = number === undefined ? undefined : countOf(number, place, version)
    if (count === undefined)
      found(`VCF_META_${place}_NUMBER`, number === undefined ? 'It has no Number.' : `It says ${shown(number)}.`)
    const valid = type !== undefined && isValueType(type) && (place === 'INFO' || type !== 'Flag')
    if (!valid) found(`VCF_META_${place}_TYPE`, type === undefined ? 'It has no Type.' : `It says ${shown(type)}.`)
    description(place, values)
    added(values)
    if (id === undefined || id.value === '' || !unique(place, id.value)) return
    const reserved = reservedKey(place, id.value, version)
    if (reserved !== undefined && count !== undefined && String(count) !== reserved.number)
      found(`VCF_META_${place}_RESERVED_NUMBER`, `${id.value} has Number=${number}, reserved is ${reserved.number}.`)
    else if (place === 'INFO' && type === 'Flag' && count !== undefined && count !== 0)
      found('VCF_META_INFO_FLAG', `${id.value.slice(0, 40)} has Number=${number}.`)
    if (reserved !== undefined && valid && type !== reserved.type)
      found(`VCF_META_${place}_RESERVED_TYPE`, `${id.value} has Type=${type}, reserved is ${reserved.type}.`)
    const rule = keyRule(place, id.value, version, {
      count: count ?? '.',
      type: valid ? type : 'String',
      declared: true,
      known: true,
    })
    declared[place === 'INFO' ? 'info' : 'format'].set(id.value, rule)
  }

  const filter = (values: Values): void => {
    const id = values.get('ID')
    const bad = id === undefined || id.stray.length > 0 || id.value === '0' || !/^[^\s;,]+$/.test(id.value)
    if (bad) found('VCF_META_FILTER_ID', id === undefined ? 'The line has no ID.' : `The ID is ${shown(id.value)}.`)
    description('FILTER', values)
    if (id !== undefined && unique('FILTER', id.value)) declared.filters.add(id.value)
  }

  const allele = (values: Values): void => {
    const id = values.get('ID')
    if (id === undefined) found('VCF_META_ALT_ID', 'The line has no ID.')
    else if (id.stray.length > 0) found('VCF_META_ALT_ID', `A comma stands in the ID ${shown(id.value)}.`)
    else if (!isSymbol(id.value, declared.version)) found('VCF_META_ALT_ID', `The ID is ${shown(id.value)}.`)
    const number = values.get('Number')?.value
    if (number !== undefined && countOf(number, 'INFO', declared.version) === undefined)
      found('VCF_META_ALT_NUMBER', `It says ${shown(number)}.`)
    const type = values.get('Type')?.value
    if (type !== undefined && !isValueType(type)) found('VCF_META_ALT_TYPE', `It says ${shown(type)}.`)
    description('ALT', values)
    if (id !== undefined) unique('ALT', id.value)
  }

  const contig = (values: Values): void => {
    const id = values.get('ID')
    if (id === undefined) {
      found('VCF_META_CONTIG_ID', 'The line has no ID.')
      return
    }
    if (id.stray.length > 0) found('VCF_META_CONTIG_ID', `A comma stands in the ID ${shown(id.value)}.`)
    else if (!isContigName(id.value, declared.version)) found('VCF_META_CONTIG_ID', `The ID is ${shown(id.value)}.`)
    const length = values.get('length')?.value
    if (length !== undefined && !/^[1-9]\d{0,11}$/.test(length))
      found('VCF_META_CONTIG_LENGTH', `It says ${shown(length)}.`)
    const md5 = values.get('md5')?.value
    if (md5 !== undefined && !/^[0-9a-f]{32}$/i.test(md5)) found('VCF_META_CONTIG_MD5', `It says ${shown(md5)}.`)
    const url = values.get('URL')?.value
    if (url !== undefined && !isUrl(url)) found('VCF_META_CONTIG_URL', `It says ${shown(url)}.`)
    const size = Number(length ?? 0) || 0
    const before = declared.contigs.get(id.value)
    if (before === undefined || (before > 0 && size > 0 && before !== size)) {
      if (unique('contig', id.value)) declared.contigs.set(id.value, size)
      return
    }
    found('VCF_META_CONTIG_TWICE', `The contig ${shown(id.value)} stands once more.`)
    declared.contigs.set(id.value, Math.max(before, size))
  }

  const meta = (values: Values): void => {
    const id = values.get('ID')
    if (id === undefined || id.value === '' || id.stray.length > 0)
      found('VCF_META_META_ID', id === undefined ? 'The line has no ID.' : `The ID is ${shown(id.value)}.`)
    else unique('META', id.value)
    const number = values.get('Number')?.value
    if (number !== undefined && countOf(number, 'INFO', declared.version) === undefined)
      found('VCF_META_META_NUMBER', `It says ${shown(number)}.`)
    const type = values.get('Type')?.value
    if (type !== undefined && (!isValueType(type) || type === 'Flag'))
      found('VCF_META_META_TYPE', `It says ${shown(type)}.`)
    const list = values.get('Values')
    if (list !== undefined && list.written !== 'list')
      found('VCF_META_META_VALUES', `They are written ${shown(list.value)}.`)
  }

  const person = (values: Values): void => {
    const id = values.get('ID')
    if (id === undefined) found('VCF_META_SAMPLE_ID', 'The line has no ID.')
    else if (id.stray.length > 0) found('VCF_META_SAMPLE_ID', `A comma stands in the ID ${shown(id.value)}.`)
    else if (id.written === 'plain' && !isPersonName(id.value))
      found('VCF_META_SAMPLE_ID', `The ID is ${shown(id.value)}.`)
    else unique('SAMPLE', id.value)
  }

  const pedigree = (values: Values): void => {
    const id = values.get('ID')
    if (id === undefined) found('VCF_META_PEDIGREE_ID', 'The line has no ID.')
    else unique('PEDIGREE', id.value)
    for (const [key, pair] of values) {
      if (pair.stray.length > 0)
        found('VCF_META_PEDIGREE_VALUE', `A comma stands in ${key.slice(0, 40)}=${shown(pair.value)}.`)
      else if (pair.written === 'plain' && !isPersonName(pair.value))
        found('VCF_META_PEDIGREE_VALUE', `${key.slice(0, 40)} is ${shown(pair.value)}.`)
    }
  }

  /** Kinds whose own check speaks about commas in an ID, or about every value. */
  const ownStray = (kind: string, key: string): boolean =>
    kind === 'PEDIGREE' || (key === 'ID' && /^(?:INFO|FORMAT|FILTER|ALT|contig|META|SAMPLE)$/.test(kind))

  const pairsCheck = (kind: string, pairs: readonly MetaPair[]): void => {
    const values = new Map<string, MetaPair>()
    for (const pair of pairs) {
      if (pair.key === '' || (pair.value === '' && pair.written === 'plain') || values.has(pair.key)) {
        if (pair.key !== 'ID' || values.has('ID'))
          found('VCF_META_PAIR', `In ${kind.slice(0, 40)} stands ${shown(`${pair.key}=${pair.value}`)}.`)
      } else if (pair.stray.length > 0 && !ownStray(kind, pair.key))
        found('VCF_META_COMMA', `${shown(pair.stray[0] as string)} follows ${pair.key.slice(0, 40)}.`)
      if (!values.has(pair.key)) values.set(pair.key, pair)
    }
    if (kind === 'INFO' || kind === 'FORMAT') field(kind, values)
    else if (kind === 'FILTER') filter(values)
    else if (kind === 'ALT') allele(values)
    else if (kind === 'contig') contig(values)
    else if (kind === 'META') meta(values)
    else if (kind === 'SAMPLE') person(values)
    else if (kind === 'PEDIGREE') pedigree(values)
    else if (!values.has('ID')) found('VCF_META_ID', `The ${kind.slice(0, 40)} line has none.`)
    else unique(kind, values.get('ID')?.value ?? '')
    if (kind === 'INFO' || kind === 'FORMAT' || kind === 'ALT' || kind === 'META') order(kind, pairs)
  }

  return (line, lineNumber) => {
    at = lineNumber
    const meta = parseMetaLine(line)
    if (meta.key === 'assembly' || meta.key === 'pedigreeDB') {
      const text = line.slice(meta.key.length + 3)
      const url = meta.key === 'pedigreeDB' && /^<.*>$/.test(text) ? text.slice(1, -1) : text
      if (!isUrl(url))
        found(meta.key === 'assembly' ? 'VCF_META_ASSEMBLY' : 'VCF_META_PEDIGREEDB', `It says ${shown(url)}.`)
    } else if (meta.kind === 'fault') found(meta.code, `The line says ${shown(meta.at)}.`)
    else if (meta.kind === 'pairs') pairsCheck(meta.key, meta.pairs)
    else if (/^(?:INFO|FORMAT|FILTER|ALT|contig|META|SAMPLE|PEDIGREE)$/.test(meta.key))
      found('VCF_META_PAIR', `${meta.key} is followed by ${shown(meta.value)}.`)
  }
}
