export { type AppParts, buildApp } from './app.ts'
export { examplesFolder, seedDemoPeople } from './demo-people.ts'
export { refreshReports } from './stored-report.ts'
