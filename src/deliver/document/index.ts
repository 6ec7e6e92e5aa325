export { composeReport, type Composition } from './compose.ts'
export { sayMedicine } from './medicine-sentences.ts'
export { sayNeed } from './sentences.ts'
export { sayEarly } from './early-sentences.ts'
