/** A medicine by its ingredient: INN in lower case with the codes that are known for it. A code that is not known is absent, never guessed. */
export type Drug = { readonly name: string; readonly rxnorm?: string; readonly atc?: readonly string[] }
