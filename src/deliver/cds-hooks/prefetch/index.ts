export { expandTemplate, type PrefetchScope } from './expand.ts'
export { meansPatient, ofPatient, type Prefetched, readPrefetched } from './prefetched.ts'
export { parseToken } from './token.ts'
