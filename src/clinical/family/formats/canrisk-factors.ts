/** A polygenic score as CanRisk takes it: `alpha`, the square root of the share of polygenic variance it explains (0 to 1), and the standard score. */
export type CanRiskScore = { readonly alpha: number; readonly zscore: number }

/** What a CanRisk file says of the proband in its header. `factors`: by name in lower case, as written; `NA` is not kept: it means not given. */
export type CanRiskFactors = {
  readonly version: 1 | 2 | 3 | 4
  readonly scores: Readonly<Partial<Record<'BC' | 'OC' | 'PC', CanRiskScore>>>
  readonly factors: Readonly<Record<string, string>>
}

const whole = /^\d{1,3}$/
const number = /^\d+(\.\d+)?$/

/** Allowed values of the header. @source CanRisk pedigree file format v1 to v3 (CanRisk knowledge base, canrisk.atlassian.net); v4 follows v3 */
export const factorForms: Readonly<Record<string, RegExp>> = {
  menarche: whole,
  parity: whole,
  first_live_birth: whole,
  oc_use: /^(N|[FC](:\d{1,2})?)$/i,
  mht_use: /^[NFEC]$/i,
  bmi: number,
  alcohol: number,
  menopause: /^(N|\d{1,3})$/i,
  birads: /^[a-d1-4]$/i,
  volpara: number,
  stratus: number,
  height: number,
  tl: /^[NY]$/i,
  endo: /^[NY]$/i,
  ethnicity: /./,
}

const finite = (text: string | undefined): number =>
  text === undefined || text.trim() === '' ? Number.NaN : Number(text)

/** `alpha=0.45, zscore=1.2`; undefined when it is not that, or alpha is not between 0 and 1. */
export const scoreOf = (value: string): CanRiskScore | undefined => {
  const parts = new Map(
    value.split(',').map((part) => {
      const [name = '', said] = part.split('=')
      return [name.trim().toLowerCase(), said] as const
    }),
  )
  const [alpha, zscore] = [finite(parts.get('alpha')), finite(parts.get('zscore'))]
  return alpha >= 0 && alpha <= 1 && Number.isFinite(zscore) ? { alpha, zscore } : undefined
}
