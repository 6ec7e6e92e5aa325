export { type PeopleStore, type StoredInput, type StoredReport, peopleStore } from './people.ts'
export { type InputKind, type Tables, inputKinds, migrate } from './schema.ts'
export { openSqlite } from './sqlite.ts'
