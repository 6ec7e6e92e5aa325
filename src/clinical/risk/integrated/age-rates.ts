/**
 * Yearly hazards by completed year of age: `rates[i]` is of the year that begins at age `from + i`. Data, never built in; `source` says whose.
 */
export type AgeRates = { readonly from: number; readonly rates: readonly number[]; readonly source: string }

/** Hazard per year at an age; NaN where the table says nothing. */
export const rateAt = (table: AgeRates, age: number): number => table.rates[Math.floor(age) - table.from] ?? Number.NaN

/** Whether the table has a rate for every year between two ages. */
export const covers = (table: AgeRates, from: number, until: number): boolean =>
  Math.floor(from) >= table.from && Math.ceil(until) <= table.from + table.rates.length

/** Rates that are given by bands of equal width, as one rate for each year of age. */
export const fromBands = (from: number, width: number, bands: readonly number[], source: string): AgeRates => ({
  from,
  rates: bands.flatMap((rate) => Array.from({ length: width }, () => rate)),
  source,
})
