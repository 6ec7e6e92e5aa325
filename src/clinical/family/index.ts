import { releaseName } from '../../knowledge/release.ts'
import { intendedUse } from '../../shared/intended-use.ts'
import type { PatientView } from '../../record/index.ts'
import type { ClinicalModule } from '../clinical-module.ts'
import { assessFamily, type FamilyInput } from './assess.ts'
import type { FamilyFinding } from './finding.ts'
import { familyOfRecord } from './from-record.ts'
import type { FamilyTables } from './knowledge.ts'
import { lipidFindings } from './lipid-findings.ts'
import { recommendFamily } from './recommend.ts'

export type * from './pedigree.ts'
export { familyDiseases } from './pedigree.ts'
export { assessFamily, type FamilyInput } from './assess.ts'
export { ancestorsOf, bloodParents, childrenOf, namedParents, partnersOf, peopleById } from './bloodline.ts'
export * from './carrier/index.ts'
export { plausibleParent } from './age-gaps.ts'
export { checkPedigree, type PlaceOf } from './check-pedigree.ts'
export * from './cosegregation/index.ts'
export {
  type Answer,
  type Ask,
  type CriterionResult,
  familyCriteria,
  type Item,
  type LipidFindings,
} from './criteria/index.ts'
export { diseaseWords, familyDiseaseOf, icd10Of } from './disease-codes.ts'
export {
  addChild,
  addHalfSibling,
  addParents,
  addPartner,
  addSibling,
  addTwin,
  type Edited,
  newPedigree,
  type PersonFields,
  removePerson,
  setCouple,
  setFields,
  setParents,
} from './edit-pedigree.ts'
export { familyStandings } from './family-standings.ts'
export type { FamilyFinding, Named } from './finding.ts'
export * from './formats/index.ts'
export { familyOfRecord, type RecordedFamily, type SetAside } from './from-record.ts'
export { kinshipTable, type KinshipTable } from './kinship.ts'
export { compileFamily, type FamilyTables } from './knowledge.ts'
export * from './layout/index.ts'
export { pedigreeSchema, readPedigree } from './pedigree-schema.ts'
export { type Relation, type Relations, relationsOf, relationWords, type Step } from './relation.ts'

/** The family a record tells of, ready to be assessed. */
export const familyInputOf = (view: PatientView): FamilyInput => {
  const { pedigree, aside } = familyOfRecord(view)
  return { pedigree, aside, lipid: lipidFindings(view) }
}

/** What the module cannot see or decide, whoever took the history. */
export const limits: readonly string[] = [
  'A family history is what somebody said of their relatives: diagnoses and ages of relatives are often wrong, and "not met" holds only as far as the family was asked about.',
  'The Manchester score is that of 2004 without the later adjustment for pathology; the extended Claus formula and models that are not open are not computed.',
  'Breast cancer in situ does not count as breast cancer in any criterion; whether a cancer came before the menopause is never known from a pedigree.',
  'Relatives beyond the third degree do not count towards criteria.',
  'Carrier probabilities rest on published penetrances and allele frequencies, some of which are marked as not verified.',
]

/** The family module over compiled tables. */
export const family = (tables: FamilyTables): ClinicalModule<FamilyInput, FamilyFinding> => ({
  id: 'family',
  title: 'Family history',
  intendedUse,
  limits,
  knowledge: [tables.manifest],
  reads: ['conditions', 'observations', 'medications', 'demographics'],
  gather: (view) => ({ input: familyInputOf(view), problems: familyOfRecord(view).problems, needs: [] }),
  assess: (input) => assessFamily(input, tables),
  recommend: (assessments, view) =>
    view.deceased === undefined ? recommendFamily(assessments, [releaseName(tables.manifest)]) : [],
})
