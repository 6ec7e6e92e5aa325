import type { OperationOutcomeIssue } from '@medplum/fhirtypes'
import { issue } from '../outcome.ts'
import type { Container } from './json-shape.ts'

type Fields = Readonly<Record<string, unknown>>

const cycleFrom = (start: string, links: ReadonlyMap<string, ReadonlySet<string>>): boolean => {
  const open = [...(links.get(start) ?? [])]
  const seen = new Set<string>()
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === start) return true
    if (seen.has(next)) continue
    seen.add(next)
    open.push(...(links.get(next) ?? []))
  }
  return false
}

/**
 * The rules of contained resources: each has an id of its own, holds no further ones, no version and no security label; every `#id` leads to
 * one. That one is not referred to, or that they refer to each other in a circle, is told and refuses nothing.
 */
export const containedIssues = ({ resource, place: root, references }: Container): readonly OperationOutcomeIssue[] => {
  const contained = Array.isArray(resource['contained']) ? (resource['contained'] as readonly unknown[]) : []
  if (contained.length === 0 && references.length === 0) return []
  const issues: OperationOutcomeIssue[] = []
  const ids = new Set<string>()
  contained.forEach((one, i) => {
    if (typeof one !== 'object' || one === null) return
    const at = `${root}.contained[${i}]`
    const { id, meta, contained: further } = one as Fields
    if (typeof id !== 'string') issues.push(issue('error', 'required', 'A contained resource needs an id.', `${at}.id`))
    else if (ids.has(id)) issues.push(issue('error', 'duplicate', 'Two contained resources have this id.', `${at}.id`))
    else ids.add(id)
    if (further !== undefined)
      issues.push(issue('error', 'invariant', 'A contained resource may contain no others.', `${at}.contained`))
    const { versionId, lastUpdated, security } = (meta ?? {}) as Fields
    if (versionId !== undefined || lastUpdated !== undefined || security !== undefined)
      issues.push(
        issue(
          'error',
          'invariant',
          'A contained resource has no version, time or security label of its own.',
          `${at}.meta`,
        ),
      )
  })
  const links = new Map<string, Set<string>>()
  for (const { place, id, from } of references) {
    if (id === '') continue
    if (!ids.has(id))
      issues.push(
        issue(
          'error',
          'not-found',
          `No contained resource has the id "${id.slice(0, 64)}". Add it or correct the reference.`,
          place,
        ),
      )
    else links.set(from, (links.get(from) ?? new Set()).add(id))
  }
  const used = new Set([...links.values()].flatMap((l) => [...l]))
  contained.forEach((one, i) => {
    const id = (one as Fields | null)?.['id']
    if (typeof id !== 'string') return
    const at = `${root}.contained[${i}]`
    if (!used.has(id) && !links.has(id))
      issues.push(issue('warning', 'informational', 'Nothing refers to this contained resource.', at))
    if (cycleFrom(id, links))
      issues.push(issue('warning', 'informational', 'This contained resource refers to itself through others.', at))
  })
  return issues
}
