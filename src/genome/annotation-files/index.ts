export type { AnnotationFormat } from './annotation-row.ts'
export {
  type AnnotationOptions,
  type AnnotationSummary,
  readAllTranscripts,
  readTranscripts,
} from './read-transcripts.ts'
