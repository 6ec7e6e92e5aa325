import { listReleases, loadRelease } from '../knowledge/folder.ts'
import { jsonlRows, tsvRows, type Release } from '../knowledge/release.ts'
import type { Branch } from '../shared/action.ts'
import { adviceClass } from '../shared/action-class.ts'
import { english } from '../shared/wording/en.ts'
import { stepsOf, titleOf } from '../shared/wording/render.ts'
import { tellProblems } from './present.ts'

/** The columns a pharmacist reads: the fact, the code, and what we make of it in words. */
export const actionColumns = [
  'source',
  'record',
  'drug',
  'population',
  'lookup',
  'classification',
  'flags',
  'advice',
  'action_class',
  'coded_action',
  'clinician_title',
  'clinician_steps',
  'patient_title',
] as const

/** The releases that hold drug–gene records. */
const adviceSources = ['cpic', 'dpwg', 'fda'] as const

const source = (release: Release, document: string | undefined): string => document ?? release.manifest.id.toUpperCase()

const inBranches = (branches: readonly Branch[], say: (b: Branch) => string): string =>
  branches
    .map((b) => {
      const who = english.population(b.when)
      return who === '' ? say(b) : `[${who}] ${say(b)}`
    })
    .join(' | ')

/** One row for each record of the advice releases, in the order of the tables. */
export const actionRows = (releases: readonly Release[]): readonly (readonly string[])[] =>
  releases.flatMap((release) => {
    const records = release.tables['records.tsv']
    const coded = release.tables['advice.jsonl']
    if (records === undefined || coded === undefined) return []
    const advice = new Map(
      jsonlRows<{ readonly advice: string; readonly branches: readonly Branch[] }>(coded).map((l) => [
        l.advice,
        l.branches,
      ]),
    )
    return tsvRows(records).map((r) => {
      const drug = r['drug'] ?? ''
      const branches = advice.get(r['advice'] ?? '') ?? []
      return [
        source(release, r['document']),
        r['id'] ?? '',
        drug,
        r['population'] ?? '',
        r['lookup'] ?? '',
        r['classification'] ?? '',
        r['flags'] ?? '',
        r['advice'] ?? '',
        adviceClass(branches),
        JSON.stringify(branches),
        inBranches(branches, (b) => titleOf(b, drug, true, 'clinician', english)),
        inBranches(branches, (b) => stepsOf(b, drug, 'clinician', english).join(' ')),
        inBranches(branches, (b) => titleOf(b, drug, true, 'patient', english)),
      ]
    })
  })

/** A stream of 32-bit numbers from a text: FNV-1a over the seed, then xorshift32. The same seed gives the same stream on every machine. */
const stream = (seed: string): (() => number) => {
  let state = 0x811c9dc5
  for (let i = 0; i < seed.length; i++) state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193) >>> 0
  if (state === 0) state = 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state = (state ^ (state << 5)) >>> 0
    return state
  }
}

/** `count` of the rows without repetition, in the order they stand, drawn by a seeded shuffle; all of them when there are no more. */
export const drawn = <T>(rows: readonly T[], count: number, seed: string): readonly T[] => {
  const next = stream(seed)
  const places = rows.map((_, i) => i)
  for (let i = places.length - 1; i > 0; i--) {
    const j = next() % (i + 1)
    const kept = places[i] as number
    places[i] = places[j] as number
    places[j] = kept
  }
  return places
    .slice(0, count)
    .sort((a, b) => a - b)
    .map((i) => rows[i] as T)
}

/** Writes the list as tab-separated values on stdout. Exit code 2 when the number to draw is no number. */
export const actionsList = async (options: { readonly random?: string; readonly seed: string }): Promise<number> => {
  const count = options.random === undefined ? undefined : Number(options.random)
  if (count !== undefined && !(Number.isInteger(count) && count > 0)) {
    tellProblems([
      {
        code: 'not-a-count',
        severity: 'error',
        at: { source: '--random' },
        message: `"${options.random}" is not a number of rows.`,
        remedy: 'Give a whole number above 0.',
      },
    ])
    return 2
  }
  const held = new Set(listReleases().map((r) => r.manifest.id))
  const all = actionRows(adviceSources.filter((id) => held.has(id)).map((id) => loadRelease(id)))
  const rows = count === undefined ? all : drawn(all, count, options.seed)
  process.stdout.write(`${[actionColumns, ...rows].map((r) => r.join('\t')).join('\n')}\n`)
  return 0
}
