export { letterHtml } from './letter.ts'
export { readingGrade } from './reading-level.ts'
