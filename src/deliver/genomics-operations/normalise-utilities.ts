import { drugNamed, type Terms } from '../../record/index.ts'
import { changeText } from './bridge.ts'
import type { Fields } from './feature-coordinates.ts'
import { type Issue, refused, type Refused } from './outcome.ts'
import type { OperationContext } from './subject-genome.ts'
import { isUnplaced, keyOf, readWanted } from './wanted-variant.ts'

const error = (status: Refused['status'], text: string, expression: string): Refused =>
  refused(status, [
    { severity: 'error', code: status === 400 ? 'value' : 'not-found', text, expression } satisfies Issue,
  ])

/**
 * A variant on both builds as SPDI: canonical (widened over all places it could stand) where the reference bases are held, otherwise the shortest form, and then it says so.
 */
export const normaliseVariant = (variant: string | undefined, context: OperationContext): Fields | Refused => {
  if (variant === undefined || variant.trim() === '') return error(400, 'variant is required.', 'variant')
  const wanted = readWanted(variant, context)
  if (isUnplaced(wanted)) return error(wanted.malformed ? 400 : 422, wanted.because, 'variant')
  const told = (build: 'GRCh37' | 'GRCh38'): readonly Fields[] =>
    (wanted.on[build] ?? []).map((change) => {
      const key = keyOf(change, context)
      const sequence = changeText(change).split(':')[0] ?? ''
      return key.whole === undefined
        ? { spdi: key.shortest, canonical: false }
        : { spdi: key.whole.replace(/^[^:]+/, sequence), canonical: true }
    })
  return { variant: wanted.text, meaning: wanted.meaning, GRCh37: told('GRCh37'), GRCh38: told('GRCh38') }
}

const hlaForm = /^(?:HLA-)?([A-Z]+\d*)\*(\d{2,4}(?::\d{2,4}){0,3}|\d{2,4}:[A-Z]{2,})([NLSCAQPG])?$/i

/**
 * An HLA allele in the nomenclature with fields: gene, fields, expression letter, and its first two fields. What needs the tables of the HLA nomenclature (serological names, G and P groups,
 * codes for several alleles) is not loaded and is refused.
 */
export const normaliseHla = (allele: string | undefined): Fields | Refused => {
  if (allele === undefined || allele.trim() === '') return error(400, 'allele is required.', 'allele')
  const parts = hlaForm.exec(allele.trim())
  if (parts === null)
    return error(
      422,
      'Only names with fields (HLA-A*01:01) can be read: serological names, groups and codes for several alleles need the tables of the HLA nomenclature, which are not loaded.',
      'allele',
    )
  const gene = `HLA-${(parts[1] ?? '').toUpperCase()}`
  const fields = (parts[2] ?? '').toUpperCase().split(':')
  const letter = parts[3]?.toUpperCase()
  return {
    allele: `${gene}*${fields.join(':')}${letter ?? ''}`,
    gene,
    fields,
    ...(letter === undefined ? {} : { suffix: letter }),
    ...(fields.length < 2 || /[A-Z]/.test(fields[1] ?? '')
      ? {}
      : { twoFields: `${gene}*${fields.slice(0, 2).join(':')}` }),
  }
}

const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm'
const atc = 'http://www.whocc.no/atc'

/** The other codes of a medicine, by RxNorm or ATC code or by name, as far as the loaded terms know it. */
export const translateTerm = (
  codeSystem: string | undefined,
  code: string | undefined,
  terms: Terms,
): readonly Fields[] | Refused => {
  if (code === undefined || code.trim() === '') return error(400, 'code is required.', 'code')
  const system = codeSystem?.trim() ?? ''
  const plain = code.trim()
  const drugs =
    system === rxnorm
      ? terms.byRxnorm.get(plain)?.drugs
      : system === atc
        ? terms.byAtc.get(plain)
        : system === ''
          ? [drugNamed(plain, terms)].filter((d) => d !== undefined)
          : undefined
  if (drugs === undefined && system !== rxnorm && system !== atc)
    return error(422, `Codes of ${rxnorm} and ${atc} are translated, and names without a system.`, 'codeSystem')
  if (drugs === undefined || drugs.length === 0) return error(404, 'The loaded terms do not know this code.', 'code')
  return drugs.map((d) => ({
    name: d.name,
    ...(d.rxnorm === undefined ? {} : { rxnorm: { system: rxnorm, code: d.rxnorm } }),
    ...(d.atc === undefined ? {} : { atc: d.atc.map((c) => ({ system: atc, code: c })) }),
  }))
}
