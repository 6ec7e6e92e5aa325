import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { actionRows } from '../src/cli/actions-list.ts'
import { loadRelease } from '../src/knowledge/folder.ts'
import { jsonlRows, tsvRows } from '../src/knowledge/release.ts'
import type { Action, Branch } from '../src/shared/action.ts'
import { type ActionClass, adviceClass, branchClass } from '../src/shared/action-class.ts'
import { adviceSchema } from '../src/shared/action-schema.ts'
import { audiences } from '../src/shared/wording/catalogue.ts'
import { english } from '../src/shared/wording/en.ts'
import { stepsOf, titleLength, titleOf } from '../src/shared/wording/render.ts'

/** The facts as they were published, one row per record: outside this project's tables. */
const facts = tsvRows(readFileSync('conformance/vectors/pgx/recommendations-2024-02.tsv', 'utf8'))
const wording = '../shared/reference/pgx/wording-texts-2024-02.tsv'

const releases = ['cpic', 'dpwg'].map((id) => loadRelease(id))
const advice = new Map(
  releases.flatMap((r) =>
    jsonlRows<{ readonly advice: string; readonly branches: readonly Branch[] }>(r.tables['advice.jsonl'] ?? '').map(
      (l) => [l.advice, l.branches] as const,
    ),
  ),
)
const records = new Map(releases.flatMap((r) => tsvRows(r.tables['records.tsv'] ?? '').map((row) => [row['id'], row])))

const branchesOf = (record: string): readonly Branch[] => advice.get(records.get(record)?.['advice'] ?? '') ?? []
const stepsWithoutNotes = (b: Branch): readonly Action[] => [...b.first, ...(b.or ?? []).flat(), ...(b.fallback ?? [])]
const allSteps = (b: Branch): readonly Action[] => [...stepsWithoutNotes(b), ...(b.note ?? [])]

const changesDose = (a: Action): boolean =>
  (a.do === 'doseFactor' && !(a.factor[0] === 1 && a.factor[1] === 1)) ||
  ['doseChange', 'dose', 'maxDose', 'interval', 'algorithm', 'induceTolerance'].includes(a.do)
const speaksOfDose = (a: Action): boolean => changesDose(a) || a.do === 'titrate' || a.do === 'doseFactor'
const turnsAway = (a: Action): boolean => ['choose', 'avoid', 'contraindicate'].includes(a.do)
const speaksOfOther = (a: Action): boolean => turnsAway(a) || a.do === 'add' || a.do === 'avoidWith'

/** Texts in which a change of dose stands although the record is not flagged for dosing. */
const dosedWithoutFlag: Readonly<Record<string, string>> = {
  W251: 'doses of malaria guidelines, quoted for two indications',
  W393: 'a doubled dose is offered beside the alternative for two indications',
}

/** Texts that turn to another medicine although the record is not flagged for an alternative. */
const alternativeWithoutFlag: Readonly<Record<string, string>> = {
  W073: 'stopped only when a rash appears',
  W112: 'another opioid only when there is no response',
  W187: 'another opioid only when there is no response',
  W190: 'another opioid only when there is no response',
  W320: 'another opioid only when there is no response',
  W375: 'avoiding stands beside the lower dose as an equal choice',
  W377: 'avoiding stands beside the lower dose as an equal choice',
  W433: 'avoiding stands beside the lower dose as an equal choice',
  W421: 'stopped only when severe side effects occur',
  W422: 'stopped only when severe side effects occur',
  W423: 'stopped only when severe side effects occur',
}

/** Flagged texts whose change waits for an event: until then the medicine is used as usual and watched. */
const waiting: Readonly<Record<string, string>> = {
  W140: 'the dose is halved when it still works after 12 weeks',
  W142: 'the dose is halved when it still works after 12 weeks',
  W359: 'the dose is lowered when side effects occur or the response is late',
  W361: 'the dose is lowered when side effects occur',
  W362: 'the dose is lowered when side effects occur or the response is late',
  W406: 'the dose is lowered when the concentration is too high',
  W079: 'a higher dose or another medicine when the response is not enough',
  W279: 'a higher dose or another medicine when the response is not enough',
  W399: 'a higher dose or another medicine when the response is not enough',
  W511: 'a higher dose or another medicine when the response is not enough',
  W513: 'a higher dose or another medicine when the response is not enough',
  W530: 'a higher dose when the response is not enough',
  W420: 'another medicine when liver values rise',
}

/** Texts that advise nothing although their record has a strength of its own, or says it has none. */
const silent: Readonly<Record<string, string>> = {
  W009: 'the text is "no recommendation"; the strength is printed beside it',
  W173: 'the text is empty ("n/a")',
  W383: 'the guideline is silent for this result',
}

const allowedClasses = (flags: string, text: string): readonly ActionClass[] => {
  if (text in waiting) return ['monitor']
  if (flags.includes('d') || flags.includes('a')) return flags.includes('a') ? ['avoid', 'change'] : ['change']
  return ['test', 'monitor', 'standard', 'none']
}

/** A diplotype written as allele counts, as the label that a genotype answers to. */
const keyText = (key: unknown): unknown =>
  typeof key === 'string'
    ? key
    : Object.entries(key as Record<string, number>)
        .flatMap(([allele, n]) => Array.from({ length: n }, () => allele))
        .join('/')

describe('the drug–gene records', () => {
  test('are all there, each with coded advice that fits the vocabulary', () => {
    expect(facts.length).toBe(2583)
    expect(records.size).toBe(2583)
    expect(facts.filter((f) => branchesOf(f['rec_id'] ?? '').length === 0)).toEqual([])
    for (const [id, branches] of advice)
      expect([id, adviceSchema.safeParse({ advice: id, branches }).success]).toEqual([id, true])
  })

  test('have the strength, flags, population and lookup keys of the facts', () => {
    for (const f of facts) {
      const r = records.get(f['rec_id'] ?? '')
      const flags = ['dosing_info', 'alternate_drug', 'other_guidance'].map((c, i) => (f[c] === '1' ? 'dao'[i] : ''))
      expect({
        id: r?.['id'],
        drug: r?.['drug'],
        population: r?.['population'],
        classification: r?.['classification'],
        flags: r?.['flags'],
        pmids: r?.['pmids'],
        lookup: JSON.parse(r?.['lookup'] ?? '') as unknown,
      }).toEqual({
        id: f['rec_id'],
        drug: f['drug'],
        population: f['population'],
        classification: f['classification'],
        flags: flags.join(''),
        pmids: f['pmids'],
        lookup: (JSON.parse(f['lookup'] ?? '') as Record<string, unknown>[]).map((k) =>
          Object.fromEntries(Object.entries(k).map(([gene, v]) => [gene, keyText(v)])),
        ),
      })
    }
  })

  test('speak of a dose exactly where the record is flagged for dosing', () => {
    for (const [id, r] of records) {
      const text = r['advice'] ?? ''
      const branches = branchesOf(id ?? '')
      if (r['flags']?.includes('d'))
        expect([text, branches.some((b) => allSteps(b).some(speaksOfDose))]).toEqual([text, true])
      else
        expect([text, branches.some((b) => stepsWithoutNotes(b).some(changesDose))]).toEqual([
          text,
          text in dosedWithoutFlag,
        ])
    }
  })

  test('speak of another medicine exactly where the record is flagged for an alternative', () => {
    for (const [id, r] of records) {
      const text = r['advice'] ?? ''
      const branches = branchesOf(id ?? '')
      if (r['flags']?.includes('a'))
        expect([text, branches.some((b) => allSteps(b).some(speaksOfOther))]).toEqual([text, true])
      else
        expect([text, branches.some((b) => stepsWithoutNotes(b).some(turnsAway))]).toEqual([
          text,
          text in alternativeWithoutFlag,
        ])
    }
  })

  test('amount to what their flags say: avoid or change where flagged, monitor only where the change waits for an event', () => {
    for (const [id, r] of records) {
      const text = r['advice'] ?? ''
      if (text in dosedWithoutFlag || text in alternativeWithoutFlag) continue
      const found = adviceClass(branchesOf(id ?? ''))
      expect([text, r['flags'], allowedClasses(r['flags'] ?? '', text).includes(found), found]).toEqual([
        text,
        r['flags'],
        true,
        found,
      ])
    }
  })

  test('advise nothing where the source makes no recommendation, and nowhere else', () => {
    for (const [id, r] of records) {
      const text = r['advice'] ?? ''
      const branches = branchesOf(id ?? '')
      const saysNone = branches.every((b) => b.first.some((a) => a.do === 'noAdvice'))
      if (r['classification'] === 'No recommendation') expect([text, saysNone]).toEqual([text, true])
      else if (branches.every((b) => branchClass(b) === 'none')) expect([text, text in silent]).toEqual([text, true])
    }
  })
})

const rendered = [...records.values()].flatMap((r) =>
  (advice.get(r['advice'] ?? '') ?? []).map((branch) => ({ text: r['advice'] ?? '', drug: r['drug'] ?? '', branch })),
)
const distinct = [...new Map(rendered.map((x) => [`${x.text} ${x.drug} ${JSON.stringify(x.branch)}`, x])).values()]

describe('the sentences', () => {
  test('have a title of at most 140 characters and at least one step, for both readers', () => {
    for (const { text, drug, branch } of distinct)
      for (const audience of audiences)
        for (const onList of [true, false]) {
          const title = titleOf(branch, drug, onList, audience, english)
          const steps = stepsOf(branch, drug, audience, english)
          expect([text, audience, title.length > 0, title.length <= titleLength, steps.length > 0]).toEqual([
            text,
            audience,
            true,
            true,
            true,
          ])
          expect([text, /undefined|\{|NaN| {2}/.test(`${title} ${steps.join(' ')}`)]).toEqual([text, false])
        }
  })

  test('never let a title of a conditional step drop its condition', () => {
    for (const { drug, branch } of distinct) {
      const title = titleOf(branch, drug, true, 'clinician', english)
      if (branch.first.every((a) => a.if !== undefined)) expect(title).toMatch(/^(If |[A-Z][^:]*: if )/)
    }
  })

  test('never tell a patient to stop or change a medicine alone', () => {
    for (const { drug, branch } of distinct) {
      const said = [titleOf(branch, drug, true, 'patient', english), ...stepsOf(branch, drug, 'patient', english)]
      for (const s of said)
        expect(s).not.toMatch(
          /^(if [^:]+: )?(stop|avoid|do not (give|take|exceed)|lower|raise|double|give|start|choose)\b/i,
        )
    }
  })

  test('can be read by a patient: grade 8 or below as a whole, and no title above 12 with its medicines counted as plain words', () => {
    const names = [
      ...new Set([
        ...distinct.map((d) => d.drug),
        ...distinct.flatMap((d) => allSteps(d.branch).flatMap((a) => (a.do === 'choose' ? (a.drugs ?? []) : []))),
      ]),
    ]
      .sort((a, b) => b.length - a.length)
      .map((n) => n.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    const named = new RegExp(names.join('|'), 'gi')
    const titles = [...new Set(distinct.map((d) => titleOf(d.branch, d.drug, true, 'patient', english)))]
    const sentences = [...new Set(distinct.flatMap((d) => stepsOf(d.branch, d.drug, 'patient', english)))]
    expect(grade([...titles, ...sentences].join('. '))).toBeLessThanOrEqual(8)
    expect(titles.filter((t) => grade(t.replace(named, 'drug')) > 12)).toEqual([])
  })

  test.skipIf(!existsSync(wording))(
    'share no run of eight words with a source text (skipped without the reference folder)',
    () => {
      const runs = (text: string): readonly string[] => {
        const words = text.toLowerCase().match(/[\p{L}\p{N}*]+/gu) ?? []
        return words.slice(7).map((_, i) => words.slice(i, i + 8).join(' '))
      }
      const theirs = new Set(tsvRows(readFileSync(wording, 'utf8')).flatMap((r) => runs(r['text'] ?? '')))
      expect(theirs.size).toBeGreaterThan(1000)
      const ours = distinct.flatMap(({ drug, branch }) =>
        audiences.flatMap((a) => [titleOf(branch, drug, true, a, english), ...stepsOf(branch, drug, a, english)]),
      )
      expect([...new Set(ours)].filter((s) => runs(s).some((r) => theirs.has(r)))).toEqual([])
    },
  )
})

describe('the list for a pharmacist', () => {
  test('has one row per record, none with an empty cell of ours, and no tab or line break inside a cell', () => {
    const rows = actionRows(releases)
    expect(rows.length).toBe(2583)
    expect(
      rows.filter((r) => r.length !== 13 || r.slice(8).some((c) => c === '') || r.some((c) => /[\t\n]/.test(c))),
    ).toEqual([])
  })
})

/** Vowel groups of a word, a silent end left out: the usual estimate of its syllables. */
const syllables = (word: string): number => {
  const w = word
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .replace(/(?:[^laeiouy]es|[^laeiouydt]ed|[^laeiouy]e)$/, '')
  return Math.max(1, (w.match(/[aeiouy]+/g) ?? []).length)
}

/** Flesch–Kincaid grade: 0.39 words per sentence + 11.8 syllables per word − 15.59. @source Kincaid et al. 1975 */
const grade = (text: string): number => {
  const sentences = text.split(/[.!?;:]+/).filter((s) => /[a-z]/i.test(s))
  const words = text.match(/[\p{L}'’]+/gu) ?? []
  const sounds = words.reduce((n, w) => n + syllables(w), 0)
  return (0.39 * words.length) / sentences.length + (11.8 * sounds) / words.length - 15.59
}
