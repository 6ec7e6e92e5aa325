import type { Coded } from '../../record/index.ts'

/** Where a relative stands, seen from the proband. */
export type Role = {
  readonly is:
    | 'parent'
    | 'grandparent'
    | 'sibling'
    | 'half-sibling'
    | 'parents-sibling'
    | 'child'
    | 'siblings-child'
    | 'childs-child'
    | 'cousin'
    | 'not-by-blood'
  readonly side?: 'maternal' | 'paternal'
  readonly sex?: 'female' | 'male'
  readonly twin?: 'identical' | 'fraternal' | 'unknown'
}

/** @source HL7 terminology, code system v3-RoleCode: definitions of the codes */
const byCode: Readonly<Record<string, Role>> = {
  MTH: { is: 'parent', sex: 'female' },
  NMTH: { is: 'parent', sex: 'female' },
  FTH: { is: 'parent', sex: 'male' },
  NFTH: { is: 'parent', sex: 'male' },
  PRN: { is: 'parent' },
  NPRN: { is: 'parent' },
  SIS: { is: 'sibling', sex: 'female' },
  NSIS: { is: 'sibling', sex: 'female' },
  BRO: { is: 'sibling', sex: 'male' },
  NBRO: { is: 'sibling', sex: 'male' },
  SIB: { is: 'sibling' },
  NSIB: { is: 'sibling' },
  TWIN: { is: 'sibling', twin: 'unknown' },
  TWINSIS: { is: 'sibling', sex: 'female', twin: 'unknown' },
  TWINBRO: { is: 'sibling', sex: 'male', twin: 'unknown' },
  FTWIN: { is: 'sibling', twin: 'fraternal' },
  FTWINSIS: { is: 'sibling', sex: 'female', twin: 'fraternal' },
  FTWINBRO: { is: 'sibling', sex: 'male', twin: 'fraternal' },
  ITWIN: { is: 'sibling', twin: 'identical' },
  ITWINSIS: { is: 'sibling', sex: 'female', twin: 'identical' },
  ITWINBRO: { is: 'sibling', sex: 'male', twin: 'identical' },
  HSIB: { is: 'half-sibling' },
  HSIS: { is: 'half-sibling', sex: 'female' },
  HBRO: { is: 'half-sibling', sex: 'male' },
  CHILD: { is: 'child' },
  NCHILD: { is: 'child' },
  DAU: { is: 'child', sex: 'female' },
  DAUC: { is: 'child', sex: 'female' },
  SON: { is: 'child', sex: 'male' },
  SONC: { is: 'child', sex: 'male' },
  GRMTH: { is: 'grandparent', sex: 'female' },
  GRFTH: { is: 'grandparent', sex: 'male' },
  GRPRN: { is: 'grandparent' },
  MGRMTH: { is: 'grandparent', side: 'maternal', sex: 'female' },
  MGRFTH: { is: 'grandparent', side: 'maternal', sex: 'male' },
  MGRPRN: { is: 'grandparent', side: 'maternal' },
  PGRMTH: { is: 'grandparent', side: 'paternal', sex: 'female' },
  PGRFTH: { is: 'grandparent', side: 'paternal', sex: 'male' },
  PGRPRN: { is: 'grandparent', side: 'paternal' },
  AUNT: { is: 'parents-sibling', sex: 'female' },
  UNCLE: { is: 'parents-sibling', sex: 'male' },
  MAUNT: { is: 'parents-sibling', side: 'maternal', sex: 'female' },
  MUNCLE: { is: 'parents-sibling', side: 'maternal', sex: 'male' },
  PAUNT: { is: 'parents-sibling', side: 'paternal', sex: 'female' },
  PUNCLE: { is: 'parents-sibling', side: 'paternal', sex: 'male' },
  COUSN: { is: 'cousin' },
  MCOUSN: { is: 'cousin', side: 'maternal' },
  PCOUSN: { is: 'cousin', side: 'paternal' },
  NIENEPH: { is: 'siblings-child' },
  NIECE: { is: 'siblings-child', sex: 'female' },
  NEPHEW: { is: 'siblings-child', sex: 'male' },
  GRNDCHILD: { is: 'childs-child' },
  GRNDDAU: { is: 'childs-child', sex: 'female' },
  GRNDSON: { is: 'childs-child', sex: 'male' },
}

const nouns: readonly (readonly [RegExp, Role])[] = [
  [/^grand-?mother$/, { is: 'grandparent', sex: 'female' }],
  [/^grand-?father$/, { is: 'grandparent', sex: 'male' }],
  [/^grand-?parent$/, { is: 'grandparent' }],
  [/^(natural |biological |birth )?mother$/, { is: 'parent', sex: 'female' }],
  [/^(natural |biological |birth )?father$/, { is: 'parent', sex: 'male' }],
  [/^half[- ]sister$/, { is: 'half-sibling', sex: 'female' }],
  [/^half[- ]brother$/, { is: 'half-sibling', sex: 'male' }],
  [/^(full |natural )?sister$/, { is: 'sibling', sex: 'female' }],
  [/^(full |natural )?brother$/, { is: 'sibling', sex: 'male' }],
  [/^sibling$/, { is: 'sibling' }],
  [/^(natural )?daughter$/, { is: 'child', sex: 'female' }],
  [/^(natural )?son$/, { is: 'child', sex: 'male' }],
  [/^child$/, { is: 'child' }],
  [/^aunt$/, { is: 'parents-sibling', sex: 'female' }],
  [/^uncle$/, { is: 'parents-sibling', sex: 'male' }],
  [/^(first )?cousin$/, { is: 'cousin' }],
  [/^niece$/, { is: 'siblings-child', sex: 'female' }],
  [/^nephew$/, { is: 'siblings-child', sex: 'male' }],
  [/^grand-?daughter$/, { is: 'childs-child', sex: 'female' }],
  [/^grand-?son$/, { is: 'childs-child', sex: 'male' }],
]

/** The role by the v3 RoleCode of the relation, or by its words (`maternal aunt`); undefined when neither says. */
export const roleOf = (relation: Coded, blood: boolean | undefined): Role | undefined => {
  if (blood === false) return { is: 'not-by-blood' }
  const code = relation.code ?? ''
  const coded = relation.system?.endsWith('v3-RoleCode') && Object.hasOwn(byCode, code) ? byCode[code] : undefined
  if (coded !== undefined) return coded
  const said = relation.display.trim().toLowerCase()
  const side = /\b(maternal|paternal)\b/.exec(said)?.[1] as Role['side']
  const noun = said.replace(/[,(]?\s*\b(maternal|paternal)\b\s*[),]?/, ' ').trim()
  const role = nouns.find(([form]) => form.test(noun))?.[1]
  const sided =
    role?.is === 'grandparent' || role?.is === 'parents-sibling' || role?.is === 'cousin' || role?.is === 'half-sibling'
  if (role === undefined || (side !== undefined && !sided)) return undefined
  return { ...role, ...(side === undefined ? {} : { side }) }
}
