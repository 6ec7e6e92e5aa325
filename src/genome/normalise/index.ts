export { type AlleleKind, alleleKind, isBases } from './allele-kind.ts'
export { leftAlign, rightAlign, trim } from './align-variant.ts'
export { contextualSpdi, formatSpdi, parseSpdi, type Spdi, spdiOf, variantOfSpdi } from './spdi.ts'
export { atomiseRow, atoms, type Atom, type AtomiseOptions } from './atomise-row.ts'
export type { DuplicateRule } from './duplicates.ts'
export { type FieldRules, fieldRules } from './field-rules.ts'
export { genotypeCount, genotypeIndex, genotypes } from './genotype-order.ts'
export { joinGroups, type JoinOptions, joinRows } from './join-rows.ts'
export { type NormaliseOptions, type ReferenceMode, rowNormaliser, type RowNormaliser } from './normalise-rows.ts'
export { type SplitOptions, splitRow } from './split-row.ts'
export { type Chain, type ChainMap, readChain } from './chain-file.ts'
export {
  keepsToBlock,
  type Lifted,
  type LiftedStretch,
  liftover,
  type LiftRefusal,
  type LiftResult,
  liftStretch,
} from './liftover.ts'
export { type NormalisedVcf, normaliseVcf, type NormaliseVcfOptions } from './normalise-vcf.ts'
export { type Change, changeOf } from './roll.ts'
