import type { RuleCited } from '../../../src/clinical/screening/model.ts'

/** Ages of a rule, both ends included. */
export const agesText = (ages: RuleCited['ages']): string => {
  if (ages?.from === undefined && ages?.to === undefined) return 'any age'
  if (ages.to === undefined) return `${ages.from} years and older`
  return ages.from === undefined ? `up to ${ages.to} years` : `${ages.from} to ${ages.to} years`
}

/** `USPSTF 2021, grade B`; figures that were not held against their publication are said to be so. */
export const ruleName = (rule: RuleCited): string =>
  [
    `${rule.source} ${rule.year}`,
    rule.grade === 'none' ? '' : `grade ${rule.grade}`,
    rule.unverified ? 'unverified' : '',
  ]
    .filter((t) => t !== '')
    .join(', ')
