/**
 * The shortest decimal text that gives the same 32-bit float again, written as C's %g would: with an exponent below 1e-4, and from 1e6 on where fewer digits than
 * places are known. Not-a-number and infinities as `nan`, `inf`, `-inf`.
 * @example floatText(Math.fround(0.1)) // '0.1'
 * @example floatText(1_000_000) // '1e+06'
 */
export const floatText = (value: number): string => {
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return Object.is(value, -0) ? '-0' : String(value)
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  let digits = 6
  while (digits < 9 && Math.fround(Number(value.toPrecision(digits))) !== value) digits++
  const [mantissa = '', power = '0'] = value.toExponential(digits - 1).split('e')
  const exponent = Number(power)
  const figures = mantissa.replace(/\.?0+$/, '')
  const known = figures.replace(/[-.]/g, '').length
  if (exponent < -4 || exponent >= Math.max(6, known)) {
    const size = String(Math.abs(exponent)).padStart(2, '0')
    return `${figures}e${exponent < 0 ? '-' : '+'}${size}`
  }
  return value.toFixed(Math.max(0, known - 1 - exponent))
}
