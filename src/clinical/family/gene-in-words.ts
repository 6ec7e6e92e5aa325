/** Genes of inherited disease. Others, such as JAK2 or EGFR, are altered in tumours and blood as a rule: their mutations say nothing of a family. */
const inherited = new Set(
  (
    'BRCA1 BRCA2 PALB2 CHEK2 ATM BARD1 BRIP1 RAD51C RAD51D NBN TP53 PTEN CDH1 STK11 HOXB13 MLH1 MSH2 MSH6 PMS2 EPCAM APC MUTYH POLE POLD1 SMAD4 BMPR1A ' +
    'CDKN2A CDK4 VHL RET MEN1 NF1 NF2 FH FLCN SDHA SDHB SDHC SDHD LDLR APOB PCSK9 LDLRAP1'
  ).split(' '),
)

const gene = '([A-Z][A-Z0-9]{1,7}(?: [12])?)'
const forms = [
  new RegExp(
    `^${gene}[ ,:]+(?:gene )?(?:(?:likely )?pathogenic variant|mutation)(?: carrier| positive| detected| present)?$`,
  ),
  new RegExp(`^${gene}[ ,:]+(?:gene )?(?:positive|carrier)$`),
  new RegExp(`^(?:[Ll]ikely )?[Pp]athogenic ${gene}(?: gene)? (?:variant|mutation)$`),
  new RegExp(
    `^(?:(?:[Ll]ikely )?[Pp]athogenic variant|[Mm]utation|[Cc]arrier of (?:an? )?mutation) (?:in|of) ${gene}(?: gene)?$`,
  ),
]

/** The gene in which a text says that somebody carries a disease-causing variant, as `BRCA2 pathogenic variant`; undefined for every other text. */
export const geneInWords = (text: string): string | undefined => {
  const said = text
    .trim()
    .replace(/\s*\((finding|disorder|situation)\)$/i, '')
    .replace(/\.$/, '')
  const found = forms.map((form) => form.exec(said)?.[1]).find((g) => g !== undefined)
  const symbol = found?.replace(' ', '')
  return symbol !== undefined && inherited.has(symbol) ? symbol : undefined
}
