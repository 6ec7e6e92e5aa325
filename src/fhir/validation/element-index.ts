import type { ElementTypes } from '../pack/pack-content.ts'

/** What a JSON member may hold. `choice`: the element it is one spelling of (`value[x]`). `codes`: the codes a required binding allows. */
export type Member = {
  readonly type: string
  readonly choice: string
  readonly codes: AllowedCodes | undefined
}

export type AllowedCodes = {
  readonly valueSet: string
  /** `system|code`; */
  readonly coded: ReadonlySet<string>
  readonly bare: ReadonlySet<string>
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The JSON members of a type by name; undefined for a type that is not known. */
export const memberIndex = (
  elements: ElementTypes,
  boundTo: Readonly<Record<string, string>>,
  listed: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
): ((type: string) => ReadonlyMap<string, Member> | undefined) => {
  const sets = new Map<string, AllowedCodes>()
  const allowed = (path: string): AllowedCodes | undefined => {
    const valueSet = boundTo[path]
    const bySystem = valueSet === undefined ? undefined : listed[valueSet]
    if (valueSet === undefined || bySystem === undefined) return undefined
    const known = sets.get(valueSet) ?? {
      valueSet,
      coded: new Set(Object.entries(bySystem).flatMap(([system, codes]) => codes.map((c) => `${system}|${c}`))),
      bare: new Set(Object.values(bySystem).flat()),
    }
    sets.set(valueSet, known)
    return known
  }
  const known = new Map<string, ReadonlyMap<string, Member>>()
  return (type) => {
    const made = known.get(type)
    if (made !== undefined) return made
    const of = Object.hasOwn(elements, type) ? elements[type] : undefined
    if (of === undefined) return undefined
    const members = new Map<string, Member>()
    for (const [name, { types }] of Object.entries(of)) {
      const codes = allowed(`${type}.${name}`)
      if (name.endsWith('[x]'))
        for (const t of types) members.set(`${name.slice(0, -3)}${capital(t)}`, { type: t, choice: name, codes })
      else members.set(name, { type: types[0] ?? '', choice: '', codes })
    }
    known.set(type, members)
    return members
  }
}
