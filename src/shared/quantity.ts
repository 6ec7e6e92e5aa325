declare const unit: unique symbol

/** A number with its UCUM unit in the type: a quantity in another unit, or a bare number, does not compile. */
export type Quantity<U extends string> = number & { readonly [unit]: U }

export type Years = Quantity<'a'>
export type Kilograms = Quantity<'kg'>
export type Centimetres = Quantity<'cm'>
export type SquareMetres = Quantity<'m2'>
export type MgPerDay = Quantity<'mg/d'>
export type MgPerWeek = Quantity<'mg/wk'>

/** The only way from a number to a quantity. The caller states the unit by the type argument. @example quantity<'kg'>(70) // 70 */
export const quantity = <U extends string>(value: number): Quantity<U> => value as Quantity<U>

/** A quantity whose unit is data, as it stands in a record: UCUM code, never free text. */
export type Measured = { readonly value: number; readonly unit: string }

/** A closed interval of numbers; a single number has both ends equal. */
export type Range = readonly [low: number, high: number]
