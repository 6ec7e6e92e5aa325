import { type Centimetres, type Kilograms, type Quantity, quantity, type SquareMetres } from './quantity.ts'

/**
 * Body surface area in m2 from weight in kg and height in cm, adults.
 * @source Du Bois D, Du Bois EF. Arch Intern Med 1916;17:863 (0.007184 × kg^0.425 × cm^0.725)
 * @example duBois1916(quantity<'kg'>(70), quantity<'cm'>(170)) // 1.81
 */
export const duBois1916 = (weight: Kilograms, height: Centimetres): SquareMetres =>
  quantity<'m2'>(0.007184 * weight ** 0.425 * height ** 0.725)

/**
 * Body surface area in m2 from weight in kg and height in cm, adults and children.
 * @source Mosteller RD. N Engl J Med 1987;317:1098 (√(cm × kg / 3600))
 * @example mosteller1987(quantity<'kg'>(70), quantity<'cm'>(170)) // 1.818
 */
export const mosteller1987 = (weight: Kilograms, height: Centimetres): SquareMetres =>
  quantity<'m2'>(Math.sqrt((height * weight) / 3600))

/** Body mass index in kg/m2 from weight in kg and height in cm. @example bodyMassIndex(quantity<'kg'>(70), quantity<'cm'>(170)) // 24.22 */
export const bodyMassIndex = (weight: Kilograms, height: Centimetres): Quantity<'kg/m2'> =>
  quantity<'kg/m2'>(weight / (height / 100) ** 2)
