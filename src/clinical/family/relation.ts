import { ancestorsOf, bloodParents, childrenOf, partnersOf, peopleById } from './bloodline.ts'
import { kinshipTable, type KinshipTable } from './kinship.ts'
import type { Pedigree, PersonId, Relative } from './pedigree.ts'

type Gendered = 'female' | 'male' | 'unknown'

/** One step from somebody to a relative. `half`: siblings by one parent; `twin`: born together; `adopted`: by adoption, not by blood. */
export type Step = {
  readonly to: 'parent' | 'child' | 'sibling' | 'partner'
  readonly sex: Gendered
  readonly half?: 'by-mother' | 'by-father'
  readonly twin?: 'identical' | 'fraternal' | 'unknown'
  readonly adopted?: true
}

/** What somebody is to another. `degree`: meioses between them, a full sibling counting as one; absent where they are not related by blood. */
export type Relation = {
  readonly steps: readonly Step[]
  readonly degree?: number
  readonly side?: 'maternal' | 'paternal' | 'both'
}

/** Everything that relations of one pedigree are read from. */
export type Relations = {
  readonly kinship: KinshipTable
  of(from: PersonId, to: PersonId): Relation | undefined
  /** Meioses between two people, as in `Relation`. */
  degree(a: PersonId, b: PersonId): number | undefined
  /** Relatives by blood up to a degree, without the person. */
  within(from: PersonId, degree: number): readonly Relative[]
}

type Edge = { readonly to: Relative; readonly step: Step; readonly cost: number }

const sharedParent = (a: Relative, b: Relative): 'both' | 'by-mother' | 'by-father' | undefined => {
  const [p, q] = [bloodParents(a), bloodParents(b)]
  const mother = p.mother !== undefined && p.mother === q.mother
  const father = p.father !== undefined && p.father === q.father
  if (mother && father) return 'both'
  if (mother) return p.father === undefined && q.father === undefined ? 'both' : 'by-mother'
  if (father) return p.mother === undefined && q.mother === undefined ? 'both' : 'by-father'
  return undefined
}

/** Siblings cost less than parent and child, so that an aunt is a sister of the mother; by blood costs less than by partnership. */
const edges = (pedigree: Pedigree, byId: ReadonlyMap<PersonId, Relative>): ((p: Relative) => readonly Edge[]) => {
  const children = childrenOf(pedigree)
  const partners = partnersOf(pedigree)
  return (p) => {
    const adoptedIn = p.adopted === 'in' ? { adopted: true as const } : {}
    const parents = [p.father, p.mother].flatMap((id): Edge[] => {
      const to = byId.get(id ?? '')
      return to === undefined
        ? []
        : [{ to, step: { to: 'parent', sex: to.sex, ...adoptedIn }, cost: p.adopted === 'in' ? 100 : 2 }]
    })
    const down = (children.get(p.id) ?? []).map((to): Edge => {
      const adopted = to.adopted === 'in' ? { adopted: true as const } : {}
      return { to, step: { to: 'child', sex: to.sex, ...adopted }, cost: to.adopted === 'in' ? 100 : 2 }
    })
    const siblings = [p.father, p.mother]
      .flatMap((id) => children.get(id ?? '') ?? [])
      .flatMap((to): Edge[] => {
        const shared = to.id === p.id ? undefined : sharedParent(p, to)
        if (shared === undefined) return []
        const twin =
          p.twins !== undefined && p.twins.group === to.twins?.group ? { twin: p.twins.zygosity } : ({} as const)
        const half = shared === 'both' ? {} : { half: shared }
        return [{ to, step: { to: 'sibling', sex: to.sex, ...half, ...twin }, cost: shared === 'both' ? 3 : 3.5 }]
      })
    const wed = (partners.get(p.id) ?? []).flatMap((id): Edge[] => {
      const to = byId.get(id)
      return to === undefined ? [] : [{ to, step: { to: 'partner', sex: to.sex }, cost: 50 }]
    })
    return [...parents, ...siblings, ...down, ...wed]
  }
}

/** Cheapest path to everybody. Once it has gone to a sibling or child it goes down only, until it crosses to a partner. */
const pathsFrom = (
  start: Relative,
  edgesOf: (p: Relative) => readonly Edge[],
): ReadonlyMap<PersonId, { readonly cost: number; readonly steps: readonly Step[] }> => {
  type At = {
    readonly cost: number
    readonly steps: readonly Step[]
    readonly person: Relative
    readonly down: boolean
  }
  const states = new Map<string, At>([['up ' + start.id, { cost: 0, steps: [], person: start, down: false }]])
  const open = new Set(states.keys())
  const best = new Map<PersonId, At>()
  while (open.size > 0) {
    let nearest = ''
    for (const key of open)
      if (nearest === '' || (states.get(key)?.cost ?? 0) < (states.get(nearest)?.cost ?? 0)) nearest = key
    open.delete(nearest)
    const at = states.get(nearest)
    if (at === undefined) continue
    if (!best.has(at.person.id)) best.set(at.person.id, at)
    for (const { to, step, cost } of edgesOf(at.person)) {
      if (at.down && (step.to === 'parent' || step.to === 'sibling')) continue
      const down = step.to === 'child' || step.to === 'sibling'
      const key = `${down ? 'down' : 'up'} ${to.id}`
      const known = states.get(key)
      if (known !== undefined && known.cost <= at.cost + cost) continue
      states.set(key, { cost: at.cost + cost, steps: [...at.steps, step], person: to, down })
      open.add(key)
    }
  }
  return best
}

const degreeOf = (
  pedigree: Pedigree,
  byId: ReadonlyMap<PersonId, Relative>,
): ((a: PersonId, b: PersonId) => number | undefined) => {
  const depths = new Map<PersonId, ReadonlyMap<PersonId, number>>()
  const depthsOf = (id: PersonId): ReadonlyMap<PersonId, number> => {
    const known = depths.get(id)
    if (known !== undefined) return known
    const found = new Map<PersonId, number>([[id, 0]])
    let row = [id]
    for (let depth = 1; row.length > 0; depth++) {
      const next: PersonId[] = []
      for (const child of row) {
        const person = byId.get(child)
        for (const parent of person === undefined ? [] : Object.values(bloodParents(person))) {
          if (found.has(parent)) continue
          found.set(parent, depth)
          next.push(parent)
        }
      }
      row = next
    }
    depths.set(id, found)
    return found
  }
  const couples = new Set<string>()
  for (const person of pedigree.people) {
    const { father, mother } = bloodParents(person)
    if (father !== undefined && mother !== undefined) couples.add(`${father}\n${mother}`)
  }
  return (a, b) => {
    const [up, down] = [depthsOf(a), depthsOf(b)]
    const [pa, pb] = [byId.get(a), byId.get(b)]
    if (pa?.twins?.zygosity === 'identical' && pa.twins.group === pb?.twins?.group) return 0
    let nearest: number | undefined
    for (const [ancestor, u] of up) {
      const d = down.get(ancestor)
      if (d !== undefined && u + d < (nearest ?? Number.POSITIVE_INFINITY)) nearest = u + d
    }
    if (nearest === undefined || nearest === 0) return nearest
    const common = [...up].filter(([id, u]) => u + (down.get(id) ?? Number.NaN) === nearest).map(([id]) => id)
    const asCouple = common.some((f) =>
      common.some((m) => couples.has(`${f}\n${m}`) && up.get(f) === up.get(m) && up.get(f) !== 0 && down.get(f) !== 0),
    )
    return nearest - (asCouple ? 1 : 0)
  }
}

/** Relations of a pedigree; undefined when somebody is their own ancestor. */
export const relationsOf = (pedigree: Pedigree): Relations | undefined => {
  const kinship = kinshipTable(pedigree)
  if (kinship === undefined) return undefined
  const byId = peopleById(pedigree)
  const edgesOf = edges(pedigree, byId)
  const degree = degreeOf(pedigree, byId)
  const paths = new Map<PersonId, ReturnType<typeof pathsFrom>>()
  const sideOf = (from: Relative, to: PersonId): Relation['side'] => {
    if (from.id === to) return 'both'
    const { father, mother } = bloodParents(from)
    const maternal = mother !== undefined && kinship.of(mother, to) > 0
    const paternal = father !== undefined && kinship.of(father, to) > 0
    if (maternal && paternal) return 'both'
    if (maternal || paternal)
      return ancestorsOf(pedigree, to).has(from.id) ? 'both' : maternal ? 'maternal' : 'paternal'
    return kinship.of(from.id, to) > 0 ? 'both' : undefined
  }
  return {
    kinship,
    degree,
    of: (from, to) => {
      const start = byId.get(from)
      if (start === undefined) return undefined
      let reached = paths.get(from)
      if (reached === undefined) {
        reached = pathsFrom(start, edgesOf)
        paths.set(from, reached)
      }
      const path = reached.get(to)
      if (path === undefined) return undefined
      const meioses = degree(from, to)
      const side = sideOf(start, to)
      return {
        steps: path.steps,
        ...(meioses === undefined ? {} : { degree: meioses }),
        ...(side === undefined ? {} : { side }),
      }
    },
    within: (from, limit) =>
      pedigree.people.filter((p) => p.id !== from && (degree(from, p.id) ?? Number.POSITIVE_INFINITY) <= limit),
  }
}

const nouns: Readonly<Record<Step['to'], Readonly<Record<Gendered, string>>>> = {
  parent: { female: 'mother', male: 'father', unknown: 'parent' },
  child: { female: 'daughter', male: 'son', unknown: 'child' },
  sibling: { female: 'sister', male: 'brother', unknown: 'sibling' },
  partner: { female: 'partner', male: 'partner', unknown: 'partner' },
}

const stepWords = (step: Step): string => {
  const noun = nouns[step.to][step.sex]
  if (step.adopted) return step.to === 'child' ? `adopted ${noun}` : `adoptive ${noun}`
  const half = step.half === undefined ? '' : 'half-'
  const by = step.half === undefined ? '' : step.half === 'by-mother' ? ' (same mother)' : ' (same father)'
  const twin = step.twin === undefined ? '' : step.twin === 'identical' ? 'identical twin ' : 'twin '
  return `${twin}${half}${noun}${by}`
}

/** The relation in English. @example a mother's full sister is `mother's sister`, the person themselves `self` */
export const relationWords = (relation: Pick<Relation, 'steps'>): string =>
  relation.steps.length === 0 ? 'self' : relation.steps.map(stepWords).join('’s ')
