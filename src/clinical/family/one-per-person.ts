import type { FamilyMember } from '../../record/index.ts'
import type { Problem } from '../../shared/problem.ts'
import { type Role, roleOf } from './role-codes.ts'

export const sameName = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()

/** One entry for each relative: what several entries of one name and relation say belongs to one person. */
export type Told = { readonly m: FamilyMember; readonly role: Role | undefined; readonly names: readonly string[] }

const nameOf = (m: FamilyMember): string => (m.ref.kind === 'fhir' ? m.ref.resource : '')

export const onePerPerson = (members: readonly FamilyMember[]): readonly Told[] => {
  const found: Told[] = []
  for (const m of members) {
    const role = roleOf(m.relation, m.blood)
    const at = found.findIndex(
      (f) =>
        role !== undefined &&
        m.name !== undefined &&
        f.m.name !== undefined &&
        sameName(f.m.name, m.name) &&
        JSON.stringify(f.role) === JSON.stringify(role),
    )
    const same = found[at]
    if (same === undefined) found.push({ m, role, names: [nameOf(m)] })
    else
      found[at] = {
        m: {
          ...m,
          ...same.m,
          conditions: [...same.m.conditions, ...m.conditions],
          ...(m.linked === undefined && same.m.linked === undefined
            ? {}
            : { linked: [...(same.m.linked ?? []), ...(m.linked ?? [])] }),
        },
        role,
        names: [...same.names, nameOf(m)],
      }
  }
  return found
}

/** Two unnamed relatives of one kind with the same illnesses may be one person entered twice; both count until somebody says so. */
export const perhapsTwice = (told: readonly Told[]): readonly Problem[] => {
  const said = ({ m }: Told): string =>
    JSON.stringify([m.relation, m.age, m.born, m.conditions.map((c) => [c.what.display, c.onsetAge, c.onset])])
  return told.flatMap((t, i): Problem[] => {
    const many = t.role?.is !== 'parent' && t.role?.is !== 'grandparent'
    if (!many || t.m.name !== undefined || t.m.conditions.length === 0 || t.m.ref.kind !== 'fhir') return []
    if (!told.slice(0, i).some((u) => u.m.name === undefined && said(u) === said(t))) return []
    return [
      {
        code: 'relative-perhaps-twice',
        severity: 'warning',
        at: { source: t.m.ref.resource, path: t.m.ref.path },
        message: `Two entries say the same of a ${t.m.relation.display}; both are counted.`,
        remedy: 'If it is one person, keep one entry; if not, give their names.',
      },
    ]
  })
}
