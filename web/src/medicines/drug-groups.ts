import type { Drug } from '../../../src/shared/drug.ts'

/**
 * What a medicine is mainly for, by the beginning of its ATC codes. The longest prefix that fits a code wins; the order is the order on the page.
 * @source WHO ATC index (anatomical and therapeutic groups), named in plain words
 */
const groups: readonly (readonly [string, readonly string[]])[] = [
  ['Blood clotting', ['B01', 'B02']],
  ['Cholesterol', ['C10']],
  ['Heart and circulation', ['C01', 'C02', 'C03', 'C07', 'C08', 'C09']],
  ['Pain and inflammation', ['N02', 'M01', 'M02', 'R05D']],
  ['Anaesthesia', ['N01', 'N02BG09', 'M03A']],
  ['Depression, anxiety, sleep', ['N05B', 'N05C', 'N06A', 'N06CA']],
  ['Psychosis', ['N05A']],
  ['Attention deficit', ['N06B']],
  ['Epilepsy', ['N03', 'N05BA09']],
  ['Nerves, muscles, memory', ['N04', 'N06D', 'N07', 'M03B']],
  ['Cancer', ['L01', 'L02']],
  ['Immune system and transplant', ['L04']],
  ['Infection', ['J01', 'J02', 'J04', 'J05', 'P01', 'A07']],
  ['Stomach and nausea', ['A02', 'A03', 'A04']],
  ['Gout', ['M04']],
  ['Lungs and allergy', ['R03', 'R06', 'R07']],
  ['Bladder and prostate', ['G04']],
  ['Skin', ['D11']],
  ['Diabetes and metabolism', ['A10', 'A16']],
]

export const otherGroup = 'Other'

/** Names of the groups in the order they are shown. */
export const groupNames: readonly string[] = [...groups.map(([name]) => name), otherGroup]

const groupOfCode = (code: string): string | undefined =>
  groups
    .flatMap(([name, prefixes]) => prefixes.filter((p) => code.startsWith(p)).map((p) => [p.length, name] as const))
    .sort((a, b) => b[0] - a[0])[0]?.[1]

/** The group that most of a medicine's ATC codes belong to; of equals the one that stands first. @example groupOf({ name: 'clopidogrel', atc: ['B01AC04'] }) // 'Blood clotting' */
export const groupOf = (drug: Drug): string => {
  const votes = (drug.atc ?? []).flatMap((code) => groupOfCode(code) ?? [])
  const count = (name: string): number => votes.filter((v) => v === name).length
  const best = Math.max(0, ...votes.map(count))
  return groupNames.find((name) => best > 0 && count(name) === best) ?? otherGroup
}

/** Items by group, groups in page order, items by name. */
export const inGroups = <T extends { readonly drug: Drug }>(
  items: readonly T[],
): readonly { readonly group: string; readonly items: readonly T[] }[] => {
  const byGroup = Map.groupBy(items, (i) => groupOf(i.drug))
  return groupNames.flatMap((group) => {
    const found = byGroup.get(group)
    return found ? [{ group, items: found.toSorted((a, b) => a.drug.name.localeCompare(b.drug.name)) }] : []
  })
}
