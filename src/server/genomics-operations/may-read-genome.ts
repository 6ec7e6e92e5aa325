import type { Access } from '../../trust/index.ts'

/** Narrower grants that what is read from a genome still fits: its results are laboratory results of the category GE. */
const fitting = new Set([
  'category=laboratory',
  'category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory',
  'category=GE',
  'category=http://terminology.hl7.org/CodeSystem/v2-0074|GE',
])

/** Whether somebody may read a patient's own genome: what comes from it are Observations, so whoever may read those may ask it. */
export const mayReadGenome = (access: Access, patient: string): boolean =>
  access.grants.some(
    (g) =>
      g.rights.has('r') &&
      (g.types === '*' || g.types.includes('Observation')) &&
      (g.patients === 'all' || g.patients.includes(patient)) &&
      g.criteria.every((c) => fitting.has(c)),
  )

/** Whether somebody may ask about any genome at all. */
export const mayReadGenomes = (access: Access): boolean =>
  access.grants.some((g) => g.rights.has('r') && (g.types === '*' || g.types.includes('Observation')))
