import type { VcfVersion } from './vcf-version.ts'

/** Number and Type that the specification gives a reserved key. */
export type ReservedKey = { readonly number: string; readonly type: string }

const parse = (text: string): Readonly<Record<string, ReservedKey>> =>
  Object.fromEntries(
    text
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [number, type, ...keys] = line.trim().split(/\s+/)
        return keys.map((key) => [key, { number, type }] as [string, ReservedKey])
      }),
  )

/**
 * Reserved INFO keys, by Number and Type. SB is left out: its Number and Type came into the text late, and files follow older usage.
 * @source VCFv4.3 table 1 and §3
 */
const info43 = parse(`
  1 String  AA SVTYPE DGVID DBVARID DBRIPID PARID EVENT
  A Integer AC
  R Integer AD ADF ADR
  A Float   AF
  1 Integer AN DP END MQ0 NS CN
  1 Float   BQ MQ
  A String  CIGAR
  0 Flag    DB H2 H3 SOMATIC VALIDATED 1000G IMPRECISE NOVEL
  . Integer SVLEN HOMLEN DPADJ CNADJ CICNADJ
  2 Integer CIPOS CIEND CILEN CICN
  . String  HOMSEQ BKPTID MATEID
  4 String  MEINFO METRANS
`)

/** @source VCFv4.4 and VCFv4.5 §3: what they add to or change in 4.3 */
const info44 = parse(`
  A Integer SVLEN HOMLEN RN
  . Integer CIPOS CIEND CILEN RUL RB CIRB RUB
  A String  HOMSEQ BKPTID DGVID DBVARID DBRIPID MATEID PARID EVENT EVENTTYPE SVCLAIM
  . String  MEINFO METRANS RUS
  A Float   CN
  . Float   CICN RUC CIRUC
`)

/** @source VCFv4.3 table 2 and §4 */
const format43 = parse(`
  R Integer AD ADF ADR
  1 Integer DP GQ MQ PQ PS CN NQ HAP AHAP
  A Integer EC
  1 String  FT GT
  G Float   GL GP CNL CNP
  2 Integer HQ
  G Integer PL PP
  1 Float   CNQ
`)

/** @source VCFv4.4 table 2 and §4 */
const format44 = parse(`
  1 Float   CN
  2 Float   CICN
  P String  PSL
  P Integer PSO PSQ
`)

/** LGL and LGP are left out: the table says Integer where the keys that they stand for are Float. @source VCFv4.5 table 2 */
const format45 = parse(`
  1  Integer LEN
  .  Integer LAA
  LR Integer LAD LADF LADR
  LA Integer LEC
  LG Integer LPL LPP
`)

/** Keys that a later version no longer reserves. */
const without = (
  table: Readonly<Record<string, ReservedKey>>,
  keys: readonly string[],
): Readonly<Record<string, ReservedKey>> =>
  Object.fromEntries(Object.entries(table).filter(([key]) => !keys.includes(key)))

/** Versions before 4.3 had no table, but the same keys with the exception of these. */
const newIn43 = ['AD', 'ADF', 'ADR', 'PP']
const infoOf44 = { ...without(info43, ['DPADJ', 'CNADJ', 'CICNADJ']), ...info44 }
const formatOf44 = { ...format43, ...format44 }

type Tables = Readonly<Record<'INFO' | 'FORMAT', Readonly<Record<string, ReservedKey>>>>
const before43: Tables = { INFO: without(info43, newIn43), FORMAT: without(format43, newIn43) }
const tables: Readonly<Record<VcfVersion, Tables>> = {
  40: before43,
  41: before43,
  42: before43,
  43: { INFO: info43, FORMAT: format43 },
  44: { INFO: infoOf44, FORMAT: formatOf44 },
  45: { INFO: infoOf44, FORMAT: { ...formatOf44, ...format45 } },
}

/** The definition of a reserved key; undefined when the key is free in that version. */
export const reservedKey = (place: 'INFO' | 'FORMAT', key: string, version: VcfVersion): ReservedKey | undefined => {
  const table = tables[version][place]
  return Object.hasOwn(table, key) ? table[key] : undefined
}
