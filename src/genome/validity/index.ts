export { checkVcf, type CheckOptions, type Validity } from './check-vcf.ts'
export { type Fault, type FaultCode, faultCodes, severityOf } from './fault-codes.ts'
