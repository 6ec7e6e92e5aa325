// Makes the pack of FHIR R4 definitions ahead of the first start, when it is missing: node tools/fhir/make-r4-pack.ts
import { ensureR4Pack } from '../../src/fhir/index.ts'

process.stderr.write(ensureR4Pack() ? 'Made the pack of FHIR R4 definitions\n' : '')
