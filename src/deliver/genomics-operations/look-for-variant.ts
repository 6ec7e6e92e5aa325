import { carriedOver, type CarriedAllele, indelReach } from './archive-variants.ts'
import type { PlacedChange } from './bridge.ts'
import { coverageOf } from './coverage.ts'
import {
  changeSpan,
  type Finding,
  type Found,
  looksForSmall,
  nothingKnown,
  type OpenSubject,
  structureOver,
  unreachedIssue,
} from './look-in-genome.ts'
import type { Issue } from './outcome.ts'
import type { RecordedVariant } from './recorded-variant.ts'
import type { GenomeTest, OperationContext } from './subject-genome.ts'
import { keyOf, sameChange, type WantedVariant } from './wanted-variant.ts'

const atomsOf = (change: PlacedChange): readonly PlacedChange[] =>
  change.ref.length === change.alt.length && change.ref.length > 1
    ? change.ref.split('').flatMap((ref, i) => {
        const alt = change.alt[i] as string
        return ref === alt ? [] : [{ ...change, start: change.start + i, ref, alt }]
      })
    : [change]

type Sought = { readonly found: readonly CarriedAllele[]; readonly doubt?: string }

/** One change in one genome. `doubt`: why something that was not found cannot be called absent. */
const seek = (change: PlacedChange, test: GenomeTest, context: OperationContext): Sought => {
  if (test.archive === undefined) return { found: [] }
  const key = keyOf(change, context)
  const reach = change.ref === '' || change.alt === '' ? indelReach : 0
  const span = changeSpan(change)
  const near = [
    ...carriedOver(test, test.archive, {
      ...span,
      start: Math.max(0, span.start - reach - 1),
      end: span.end + reach + 1,
    }),
  ]
  const found = near.filter(
    (a) =>
      a.change !== undefined &&
      (sameChange(key, keyOf(a.change, context)) ||
        atomsOf(a.change).some((atom) => sameChange(key, keyOf(atom, context)))),
  )
  if (found.length > 0) return { found }
  const single = (a: CarriedAllele): readonly PlacedChange[] => (a.change === undefined ? [] : atomsOf(a.change))
  const atoms = atomsOf(change)
  if (
    atoms.length > 1 &&
    atoms.every((atom) => near.some((a) => single(a).some((s) => sameChange(keyOf(atom, context), keyOf(s, context)))))
  )
    return { found: [], doubt: 'Every base of it is changed so, but the file does not say whether on one copy.' }
  const isIndel = (a: CarriedAllele): boolean => a.change !== undefined && a.change.ref.length !== a.change.alt.length
  const same = (a: CarriedAllele): boolean =>
    a.change !== undefined && a.change.ref.length - a.change.alt.length === change.ref.length - change.alt.length
  return key.mayMove && near.some((a) => isIndel(a) && same(a))
    ? {
        found: [],
        doubt:
          'An insertion or deletion of the same length stands nearby, and the reference bases that would tell whether it is the same are not held here.',
      }
    : { found: [] }
}

/** Whether a variant of the record is the one that is asked for: by its place and alleles on either build, or by the very description it carries. */
export const isRecordedAs = (wanted: WantedVariant, variant: RecordedVariant, context: OperationContext): boolean =>
  variant.names.includes(wanted.text) ||
  (wanted.meaning !== 'all' &&
    variant.changes.some((own) =>
      Object.values(wanted.on)
        .flat()
        .some((c) => c.build === own.build && sameChange(keyOf(c, context), keyOf(own, context))),
    ))

/** Whether a variant is there. It is absent where all tests could be asked, its bases were read, and nothing like it stands there. */
export const lookForVariant = (subject: OpenSubject, wanted: WantedVariant, context: OperationContext): Finding => {
  const builds = [...new Set(subject.tests.flatMap((t) => (t.archive === undefined ? [] : (t.build ?? []))))]
  const any = Object.values(wanted.on).flat()
  const [first] = any
  if (first === undefined) return { presence: 'notKnown', found: [], issues: [nothingKnown(wanted.text)] }
  const about = wanted.text
  const recorded = subject.stated.filter((v) => isRecordedAs(wanted, v, context))
  const doubts: string[] = []
  const alleles: CarriedAllele[] = []
  const unreached: string[] = []
  for (const test of subject.tests) {
    if (test.archive === undefined || test.build === undefined) continue
    const changes = wanted.on[test.build] ?? (first.chrom === 'chrM' ? any : undefined)
    if (changes === undefined) {
      unreached.push(test.id)
      continue
    }
    const each = changes.map((c) => seek({ ...c, build: test.build ?? c.build }, test, context))
    if (wanted.meaning !== 'all' || each.every((s) => s.found.length > 0)) alleles.push(...each.flatMap((s) => s.found))
    doubts.push(...each.flatMap((s) => s.doubt ?? []))
    if (wanted.meaning === 'all' && each.length > 1 && each.every((s) => s.found.length > 0))
      doubts.push('All of its changes are there; whether on one copy is for the phase to say.')
  }
  const found: readonly Found[] = [
    ...recorded.filter((v) => v.presence === 'present').map((variant): Found => ({ in: 'record', variant })),
    ...alleles.map((allele): Found => ({ in: 'genome', allele })),
  ]
  const statedAbsent = recorded.some((v) => v.presence === 'absent')
  const notCalled = recorded.some((v) => v.presence === 'notCalled')
  const issues: readonly Issue[] = [
    ...doubts.map((text): Issue => ({ severity: 'warning', code: 'incomplete', text, expression: about })),
    ...(unreached.length > 0 ? [unreachedIssue(unreached, about)] : []),
    ...(found.length > 0 && statedAbsent
      ? [
          {
            severity: 'warning',
            code: 'conflict',
            text: 'A result in the record says that it is absent.',
            expression: about,
          } as const,
        ]
      : []),
  ]
  if (found.length > 0) return { presence: 'present', found, issues }
  if (statedAbsent && issues.length === 0) return { presence: 'absent', found: [], issues }
  const looked = subject.tests.filter(looksForSmall)
  const parts = Object.values(wanted.on).filter((c) => builds.length === 0 || builds.includes(c[0]?.build ?? 'GRCh38'))
  const [only, ...others] = (parts[0] ?? any).map((c) => coverageOf(looked, changeSpan(c), context.bridge))
  const read = only !== undefined && [only, ...others].every((c) => c.open.length === 0)
  const over = any.flatMap((c) => structureOver(subject, changeSpan(c), context, about)).slice(0, 1)
  const base = { found, ...(only !== undefined && others.length === 0 ? { coverage: only } : {}) }
  return read && doubts.length === 0 && !notCalled
    ? { ...base, presence: 'absent', issues: [...issues, ...over] }
    : {
        ...base,
        presence: 'notKnown',
        issues: [...issues, ...over, ...(issues.length > 0 ? [] : [nothingKnown(about)])],
      }
}
