import type { ReportDocument } from './document.ts'
import { earlySection } from './early-section.ts'
import { geneSection } from './gene-section.ts'
import { html, trusted } from './markup.ts'
import { medicineSection } from './medicine-section.ts'
import { signSheet } from './parts.ts'
import { reportHash } from './report-json.ts'
import { script } from './script.ts'
import { base64OfHex, sha256Of } from '../../shared/sha256.ts'
import { inputSection, knowledgeSection, needSection } from './source-section.ts'
import { style } from './style.ts'
import { summary } from './summary.ts'

/** A policy under which nothing is fetched and only this very style sheet and script run. */
export const contentPolicy = (css: string, js?: string): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${base64OfHex(sha256Of(css))}'`,
    ...(js === undefined ? [] : [`script-src 'sha256-${base64OfHex(sha256Of(js))}'`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')

/**
 * `report.html`: one file that needs no other. First a page for print, then medicines, genes, what is not known, inputs and knowledge; every
 * statement opens its origin down to the line of the input. The same document gives the same bytes.
 */
export const reportHtml = (document: ReportDocument): string => {
  const page = html`<!doctype html>
<html lang="${document.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Medicines and genes: ${document.person.name}</title>
<style>${trusted(style)}</style>
</head>
<body>
<a class="skip" href="#summary">To the summary</a>
${signSheet()}
<main>
${summary(document, reportHash(document))}
${medicineSection(document)}
${earlySection(document)}
${geneSection(document)}
${needSection(document)}
${inputSection(document)}
${knowledgeSection(document)}
</main>
<script>${trusted(script)}</script>
</body>
</html>
`
  return page.html
}
