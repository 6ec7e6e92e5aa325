import type { ReportDocument } from './document.ts'
import { sha256Of } from '../../shared/sha256.ts'

/** `report.json` as it is written: two spaces of indent, keys in the order of the document, one line end at the end. */
export const reportJson = (document: ReportDocument): string => `${JSON.stringify(document, null, 2)}\n`

/** SHA-256 of `report.json` in hexadecimal: what the printed page carries so that it can be told from every other. */
export const reportHash = (document: ReportDocument): string => sha256Of(reportJson(document))
