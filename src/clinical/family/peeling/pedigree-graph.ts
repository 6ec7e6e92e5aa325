import { problem } from '../../../shared/problem.ts'
import type { Problem, Result } from '../../../shared/problem.ts'
import { bad, ok } from '../../../shared/problem.ts'
import type { Pedigree, PersonId, Relative } from '../pedigree.ts'
import type { Sex } from './inheritance.ts'

/** What a likelihood needs to know of a person; any `Relative` will do. */
export type Peelable = Pick<Relative, 'id' | 'sex' | 'father' | 'mother' | 'twins' | 'adopted'>

/** One genome: a person, identical twins as one, or a parent who is not named (`people` empty). Parents by index, both or neither. */
export type Genome = {
  readonly people: readonly PersonId[]
  readonly sex: Sex
  readonly parents?: readonly [father: number, mother: number]
}

export type PedigreeGraph = { readonly genomes: readonly Genome[]; readonly genomeOf: ReadonlyMap<PersonId, number> }

const groupKey = (person: Peelable): string =>
  person.twins?.zygosity === 'identical' ? `twins ${person.twins.group}` : `person ${person.id}`

const fault = (
  pedigree: Pick<Pedigree, 'id'>,
  code: string,
  id: PersonId,
  message: string,
  remedy: string,
): Problem => ({
  ...problem(code, pedigree.id, message, remedy),
  at: { source: pedigree.id, path: `people[${id}]` },
})

const cycleOf = (genomes: readonly Genome[]): number | undefined => {
  const state = new Uint8Array(genomes.length)
  const visit = (at: number): boolean => {
    if (state[at] === 1) return true
    if (state[at] === 2) return false
    state[at] = 1
    const found = genomes[at]?.parents?.some(visit) ?? false
    state[at] = 2
    return found
  }
  const found = genomes.findIndex((_, i) => visit(i))
  return found < 0 ? undefined : found
}

/**
 * The family as genomes. Identical twins become one; twins of unknown zygosity are taken as fraternal. Somebody adopted into the family has none of its
 * genes and is a founder. One named parent gets an unnamed partner of its own for every child (children of one mother whose fathers are not
 * named are half-siblings). Refused: a parent who is not listed, somebody listed twice, somebody who is father and mother, twins of different parents,
 * and descent from oneself.
 */
export const pedigreeGraph = (pedigree: {
  readonly id: string
  readonly people: readonly Peelable[]
}): Result<PedigreeGraph> => {
  const problems: Problem[] = []
  const report = (code: string, id: PersonId, message: string, remedy: string) =>
    problems.push(fault(pedigree, code, id, message, remedy))
  const genomeOf = new Map<PersonId, number>()
  const groups = [...Map.groupBy(pedigree.people, groupKey).values()]
  groups.forEach((members, i) => {
    for (const { id } of members) {
      if (genomeOf.has(id)) report('family/listed-twice', id, `${id} is listed twice.`, 'Give every person one entry.')
      genomeOf.set(id, i)
    }
  })
  const roles = new Map<number, Set<Sex>>()
  const unnamed: Genome[] = []
  const parent = (child: PersonId, named: PersonId | undefined, sex: Sex): number => {
    if (named === undefined) {
      unnamed.push({ people: [], sex })
      return groups.length + unnamed.length - 1
    }
    const at = genomeOf.get(named)
    if (at === undefined) {
      report(
        'family/parent-not-listed',
        child,
        `${named}, a parent of ${child}, is not listed.`,
        `Add ${named} or leave the parent out.`,
      )
      return 0
    }
    roles.set(at, (roles.get(at) ?? new Set<Sex>()).add(sex))
    return at
  }
  const parentsOf = (members: readonly Peelable[]): Genome['parents'] => {
    const raised = members.filter((m) => m.adopted !== 'in' && (m.father !== undefined || m.mother !== undefined))
    const [first] = raised
    if (first === undefined) return undefined
    if (members.some((m) => m.father !== first.father || m.mother !== first.mother))
      report(
        'family/twins-differ',
        first.id,
        `Identical twins of ${first.twins?.group ?? ''} have different parents.`,
        'Give twins the same parents.',
      )
    return [parent(first.id, first.father, 'male'), parent(first.id, first.mother, 'female')]
  }
  const parents = groups.map(parentsOf)
  const genomes = groups.map((members, i): Genome => {
    const asParent = roles.get(i)
    const [first] = members as [Peelable, ...Peelable[]]
    if ((asParent?.size ?? 0) > 1)
      report(
        'family/father-and-mother',
        first.id,
        `${first.id} is a father and a mother.`,
        'Check who the parents are.',
      )
    const [role] = asParent ?? []
    const both = parents[i]
    return {
      people: members.map((m) => m.id),
      sex: role ?? first.sex,
      ...(both === undefined ? {} : { parents: both }),
    }
  })
  const graph = { genomes: [...genomes, ...unnamed], genomeOf }
  if (problems.length === 0) {
    const cycle = cycleOf(graph.genomes)
    const id = cycle === undefined ? undefined : graph.genomes[cycle]?.people[0]
    if (id !== undefined)
      report('family/own-ancestor', id, `${id} descends from themselves.`, 'Correct the parents along this line.')
  }
  return problems.length > 0 ? bad(problems) : ok(graph)
}
