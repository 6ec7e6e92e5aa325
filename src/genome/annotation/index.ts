export type {
  AlleleAnnotation,
  GenomeContext,
  ToldImpact,
  TogetherAnnotation,
  TranscriptAnnotation,
} from './allele-annotation.ts'
export { mayReach, toldImpacts } from './told-impact.ts'
export { type AlleleAnnotator, alleleAnnotator, type AnnotatedAllele, type AnnotateOptions } from './annotate-allele.ts'
export { type AnnotatedRow, endsOfAlts, rowAnnotator, type RowToAnnotate } from './annotate-rows.ts'
export { csqHeader, csqText } from './csq-text.ts'
export { annotateVcfText, type AnnotateVcfOptions } from './annotate-vcf-text.ts'
