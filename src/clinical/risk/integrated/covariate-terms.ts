/** One factor of a term: a numeric covariate, or the indicator of one level of a categorical one. */
type Factor = { readonly covariate: string; readonly level?: string }

/** A term of a linear predictor: the product of its factors times the coefficient. */
export type CovariateTerm = { readonly factors: readonly Factor[]; readonly coefficient: number }

/** A person's covariates as text, as profiles of such models hold them; `undefined` or an empty text is missing. */
export type CovariateProfile = Readonly<Record<string, string | undefined>>

const factor = /^(?:C\(\s*(?<categorical>\w+)\s*(?:,.*)?\)\[(?:T\.)?(?<level>.*)\]|(?<numeric>\w+))$/s

const splitAtColons = (name: string): readonly string[] => {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let i = 0; i < name.length; i++) {
    const c = name[i]
    if (c === '(' || c === '[') depth++
    else if (c === ')' || c === ']') depth--
    else if (c === ':' && depth === 0) {
      parts.push(name.slice(start, i))
      start = i + 1
    }
  }
  return [...parts, name.slice(start)]
}

/**
 * Terms of a model whose coefficients are named as Patsy names the columns of a design: `x`, `C(x, levels=[…])[T.level]`, and products joined by a colon.
 * Names that are none of these come back in `unknown`.
 */
export const covariateTerms = (
  coefficients: Readonly<Record<string, number>>,
): { readonly terms: readonly CovariateTerm[]; readonly unknown: readonly string[] } => {
  const terms: CovariateTerm[] = []
  const unknown: string[] = []
  for (const [name, coefficient] of Object.entries(coefficients)) {
    const factors: Factor[] = []
    for (const part of splitAtColons(name)) {
      const groups = factor.exec(part.trim())?.groups
      if (groups?.['categorical'] !== undefined)
        factors.push({ covariate: groups['categorical'], level: groups['level'] ?? '' })
      else if (groups?.['numeric'] !== undefined) factors.push({ covariate: groups['numeric'] })
      else unknown.push(name)
    }
    terms.push({ factors, coefficient })
  }
  return { terms, unknown }
}

/** Linear predictor of a profile, or the covariates without which it cannot be had. */
export const covariatePredictor = (
  terms: readonly CovariateTerm[],
  profile: CovariateProfile,
): { readonly value: number } | { readonly missing: readonly string[] } => {
  const missing = new Set<string>()
  let value = 0
  for (const term of terms) {
    let product = term.coefficient
    for (const f of term.factors) {
      const given = profile[f.covariate]
      if (given === undefined || given === '') missing.add(f.covariate)
      else product *= f.level === undefined ? Number(given) : f.level === given ? 1 : 0
    }
    value += product
  }
  return missing.size > 0 ? { missing: [...missing] } : { value }
}
