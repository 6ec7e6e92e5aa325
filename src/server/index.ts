export { type AppParts, buildApp } from './app.ts'
export { examplesFolder, seedDemoPeople, summaryOf } from './demo-people.ts'
