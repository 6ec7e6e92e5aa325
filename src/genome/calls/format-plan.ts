/** The fields of FORMAT that a call is made of; each has its own slot. */
export const slots = {
  GT: 0,
  AD: 1,
  DP: 2,
  GQ: 3,
  PS: 4,
  FT: 5,
  MIN_DP: 6,
  LEN: 7,
  CN: 8,
  LGT: 9,
  LAA: 10,
  LAD: 11,
  GQX: 12,
  RGQ: 13,
  AF: 14,
  DS: 15,
  GP: 16,
} as const

export const slotCount = 17

/** One FORMAT: its bytes; per field its slot (-1: not needed); the field behind which nothing is needed; and which slots it has at all. */
export type FormatPlan = {
  readonly bytes: Uint8Array
  readonly slotOf: Int8Array
  readonly last: number
  readonly has: Uint8Array
  /** Whether it has nothing but GT, AD, DP and GQ of what is needed. */
  readonly plain: boolean
  /** Whether it is plain and begins with GT, AD, DP and GQ in this order. */
  readonly common: boolean
}

const plainSlots = 4

const planOf = (bytes: Uint8Array, dosages: boolean): FormatPlan => {
  const keys = new TextDecoder('latin1').decode(bytes).split(':')
  const has = new Uint8Array(slotCount)
  const slotOf = Int8Array.from(keys, (key) => {
    const slot = Object.hasOwn(slots, key) ? slots[key as keyof typeof slots] : -1
    if (slot < 0 || has[slot] === 1 || (slot >= slots.DS && !dosages)) return -1
    has[slot] = 1
    return slot
  })
  const last = slotOf.findLastIndex((s) => s >= 0)
  const plain = has[slots.GT] === 1 && !has.includes(1, plainSlots)
  return { bytes, slotOf, last, has, plain, common: plain && slotOf.subarray(0, 4).join() === '0,1,2,3' }
}

const tab = 9

/** Whether the column that begins at `from` is that of the plan; `end` closes the row. */
const begins = (plan: FormatPlan, bytes: Uint8Array, from: number, end: number): boolean => {
  const own = plan.bytes
  const to = from + own.length
  if (to > end || (to < end && bytes[to] !== tab)) return false
  for (let i = 0; i < own.length; i++) if (own[i] !== bytes[from + i]) return false
  return true
}

const plansKept = 32

/** Finds the plan of the FORMAT column that begins at `from` in a row that ends at `end`; the few that a file alternates between are kept. `dosages`: DS and GP are needed too. */
export const formatPlans = (dosages = false): ((bytes: Uint8Array, from: number, end: number) => FormatPlan) => {
  let kept: FormatPlan[] = []
  let recent: FormatPlan | undefined
  return (bytes, from, end) => {
    if (recent !== undefined && begins(recent, bytes, from, end)) return recent
    let found = kept.find((p) => begins(p, bytes, from, end))
    if (found === undefined) {
      let to = from
      while (to < end && bytes[to] !== tab) to++
      found = planOf(bytes.slice(from, to), dosages)
      if (kept.length >= plansKept) kept = []
      kept.push(found)
    }
    recent = found
    return found
  }
}
