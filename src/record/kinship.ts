import type { Coded } from './patient-view.ts'

/** How a relative is related by blood. `degree`: 1 shares half of the genome on average, 2 a quarter, 3 an eighth. */
export type Kinship = {
  readonly blood?: boolean
  readonly degree?: 1 | 2 | 3
  readonly side?: 'maternal' | 'paternal'
  readonly sex?: 'female' | 'male'
  readonly parent?: true
}

const list = (text: string): readonly string[] => text.split(' ')

/** Codes of HL7 v3 RoleCode by degree of kinship by blood. @source HL7 terminology, code system v3-RoleCode, definitions of the codes; the list is unverified; degrees follow from the number of meioses */
const degrees: readonly (readonly [1 | 2 | 3, readonly string[]])[] = [
  [
    1,
    list(
      'FTH MTH NFTH NMTH NPRN PRN BRO SIS SIB NBRO NSIS NSIB TWIN TWINBRO TWINSIS FTWIN ITWIN CHILD NCHILD DAUC SONC DAU SON',
    ),
  ],
  [
    2,
    list(
      'GRFTH GRMTH GRPRN MGRFTH MGRMTH MGRPRN PGRFTH PGRMTH PGRPRN GRNDCHILD GRNDDAU GRNDSON AUNT UNCLE MAUNT PAUNT MUNCLE PUNCLE NIECE NEPHEW NIENEPH HBRO HSIS HSIB',
    ),
  ],
  [3, list('GGRFTH GGRMTH GGRPRN MGGRFTH MGGRMTH MGGRPRN PGGRFTH PGGRMTH PGGRPRN COUSN MCOUSN PCOUSN')],
]

/** Codes that are family and not by blood: adopted, foster, step, in law, spouse, the father of an unborn child. */
const notBlood =
  /^(ADOPT[FMP]|CHLDADOPT|DAUADOPT|SONADOPT|CHLDFOST|DAUFOST|SONFOST|FTHFOST|MTHFOST|PRNFOST|STP.*|.*INLAW|CHLDINLAW|SPS|HUSB|WIFE|DOMPART|SIGOTHR|FMRSPS|FRND|NBOR|ROOM|GESTM|NFTHF)$/

/** Kinship by the v3 RoleCode of the relation; nothing for other codes and for words: unknown, not "no relation". */
export const kinshipOf = (relation: readonly Coded[]): Kinship => {
  const code = relation.find((c) => c.system?.endsWith('v3-RoleCode'))?.code
  if (code === undefined) return {}
  const sex = /(MTH|SIS|DAU|DAUC|AUNT|NIECE|WIFE)/.test(code)
    ? ('female' as const)
    : /(FTH|BRO|SON|SONC|UNCLE|NEPHEW|HUSB)/.test(code)
      ? ('male' as const)
      : undefined
  const person = sex === undefined ? {} : { sex }
  const parent = /^(ADOPT[FMP]|FTH|MTH|NFTH|NMTH|PRN|NPRN)$/.test(code) ? { parent: true as const } : {}
  if (notBlood.test(code))
    return {
      blood: false,
      ...parent,
      ...(code === 'ADOPTM' ? { sex: 'female' } : code === 'ADOPTF' ? { sex: 'male' } : person),
    }
  const degree = degrees.find(([, codes]) => codes.includes(code))?.[0]
  if (degree === undefined) return person
  const side = /^M(?!TH)/.test(code)
    ? { side: 'maternal' as const }
    : /^P(?!RN)/.test(code)
      ? { side: 'paternal' as const }
      : {}
  return { blood: true, degree, ...side, ...person, ...parent }
}
