export const audiences = ['clinician', 'patient'] as const
export type Audience = (typeof audiences)[number]

/** The same meaning for two readers. */
export type ForBoth = { readonly clinician: string; readonly patient: string }

/** Fills `{name}` places of a template; a place without a value is left out with its braces. @example fill('{drug} fits', { drug: 'ticagrelor' }) // 'ticagrelor fits' */
export const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template
    .replace(/\{([A-Za-z]+)\}/g, (_, name: string) => values[name] ?? '')
    .replace(/ {2,}/g, ' ')
    .replace(/\s+([.,;:)])/g, '$1')
    .trim()

/** First letter in upper case, as a sentence starts. */
export const capital = (text: string): string => (text === '' ? '' : text[0]?.toUpperCase() + text.slice(1))

/** A clause as a sentence. */
export const sentence = (clause: string): string => {
  const text = capital(clause.trim())
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`
}
