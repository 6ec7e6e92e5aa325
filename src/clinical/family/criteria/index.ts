import type { Pedigree } from '../pedigree.ts'
import { amsterdam } from './amsterdam.ts'
import { bethesda } from './bethesda.ts'
import { dutchLipid, type LipidFindings } from './dutch-lipid.ts'
import { type CriterionResult, familyFacts } from './family-facts.ts'
import { fhs7 } from './fhs7.ts'
import { manchester } from './manchester.ts'
import { ontario } from './ontario.ts'
import { pedigreeAssessmentTool } from './pedigree-assessment-tool.ts'
import { referralScreeningTool } from './referral-screening-tool.ts'
import type { CriteriaTables } from './tables.ts'

export type { LipidFindings } from './dutch-lipid.ts'
export type { Answer, Ask, CriterionResult, Item, Side } from './family-facts.ts'
export { type CriteriaTables, criteriaTables, type Instrument, type Suspicion } from './tables.ts'

/** Every instrument about the family of a proband; none when somebody is their own ancestor or the proband is missing. */
export const familyCriteria = (
  pedigree: Pedigree,
  tables: CriteriaTables,
  lipid: LipidFindings = {},
): readonly CriterionResult[] => {
  const facts = familyFacts(pedigree)
  if (facts === undefined) return []
  return [
    fhs7(facts, tables.fhs7),
    referralScreeningTool(facts, tables.rst),
    pedigreeAssessmentTool(facts, tables.pat),
    ontario(facts, tables.fhat),
    manchester(facts, tables.manchester),
    amsterdam(facts, tables.amsterdam),
    bethesda(facts, tables.bethesda),
    dutchLipid(facts, lipid, tables.dutchLipid),
  ]
}
