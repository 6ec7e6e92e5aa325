export { type GenomicsOperationParts, genomicsOperationRoutes } from './genomics-operation-routes.ts'
export { operationKnowledge } from './operation-knowledge.ts'
export { personSubjects, type SubjectStores, type VisibleSubjects } from './person-subjects.ts'
