export { type AssessOptions, assessPerson, type PersonInputs, tablesOf, type TextInput } from './assess-person.ts'
export { type Outputs, renderOutputs } from './outputs.ts'
