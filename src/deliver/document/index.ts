export { composeReport, type Composition } from './compose.ts'
