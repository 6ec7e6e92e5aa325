export {
  type AssessOptions,
  assessPerson,
  type PersonInputs,
  type SitesReader,
  tablesOf,
  type TextInput,
} from './assess-person.ts'
export { type Outputs, renderOutputs } from './outputs.ts'
