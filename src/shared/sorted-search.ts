/** Index of the first of ascending numbers that is at least `least`, looked for from index `from` to before `to`; `to` when none is. */
export const firstFrom = (numbers: ArrayLike<number>, least: number, from = 0, to = numbers.length): number => {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((numbers[middle] as number) < least) low = middle + 1
    else high = middle
  }
  return low
}

/** Index of the first of ascending numbers that is above `bound`; their count when none is. One less is the last that is not above it. */
export const firstAbove = (numbers: ArrayLike<number>, bound: number): number => {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((numbers[middle] as number) <= bound) low = middle + 1
    else high = middle
  }
  return low
}

/** The first of the indices 0 to `size - 1` for which `holds` is true; `size` when it is for none. It must be false up to some index and true from there on. */
export const firstWhere = (size: number, holds: (index: number) => boolean): number => {
  let low = 0
  let high = size
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
