export { readTranscriptFile, type TranscriptFileTables } from './transcript-file.ts'
