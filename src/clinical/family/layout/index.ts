export type { FamilyLine, Point } from './family-lines.ts'
export { drawing, layoutPedigree, type PedigreeLayout, type PlacedPerson } from './layout-pedigree.ts'
