import type { InputCatalogue } from './catalogue.ts'

/** The ISO 3166-1 alpha-2 code of a country written as a code or by a name of the table; any other two letters stand for themselves. Undefined: not understood. */
export const countryCode = (written: string, catalogue: InputCatalogue): string | undefined => {
  const text = written.trim().toUpperCase()
  return catalogue.countries.get(text)?.code ?? (/^[A-Z]{2}$/.test(text) ? text : undefined)
}
