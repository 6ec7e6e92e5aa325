import type { Problem } from '../../shared/problem.ts'
import { type Release, jsonlRows, tsvRows } from '../release.ts'
import type { GuidanceRecord } from './guidance.ts'
import { textHash } from './text-hash.ts'
import type { Table } from './write-releases.ts'

/** The id of the advice that stands for every text which nobody has coded yet. */
export const uncodedId = 'uncoded'

const uncoded = { advice: uncodedId, branches: [{ first: [{ do: 'noAdvice', firm: 'do', because: 'not-coded' }] }] }

type Held = {
  readonly byText: ReadonlyMap<string, string>
  readonly byRecord: ReadonlyMap<string, string>
  readonly mainOf: ReadonlyMap<string, string>
  readonly lines: ReadonlyMap<string, string>
}

const heldCodes = (held: Release | undefined): Held => {
  const hashes = tsvRows(held?.tables['text-hashes.tsv'] ?? '')
  return {
    byText: new Map(hashes.map((r) => [r['sha256'] ?? '', r['advice'] ?? ''])),
    byRecord: new Map(
      tsvRows(held?.tables['records.tsv'] ?? '').map((r) => [`${r['id']} ${r['drug']}`, r['advice'] ?? '']),
    ),
    mainOf: new Map(hashes.map((r) => [r['advice'] ?? '', r['main_sha256'] ?? ''])),
    lines: new Map(
      jsonlRows<{ readonly advice: string }>(held?.tables['advice.jsonl'] ?? '').map((l) => [
        l.advice,
        JSON.stringify(l),
      ]),
    ),
  }
}

/**
 * Finds the advice that was coded from the same text: for the same record of the same medicine its main part (newer releases no longer
 * print the considerations behind it), otherwise the whole text. Any other text is new and stays uncoded.
 */
const adviceOf = (r: GuidanceRecord, held: Held): string => {
  const hash = textHash(r.text)
  const before = held.byRecord.get(`${r.id} ${r.drug}`)
  return before !== undefined && held.mainOf.get(before) === hash ? before : (held.byText.get(hash) ?? uncodedId)
}

const columns = [
  'id',
  'document',
  'guideline',
  'drug',
  'population',
  'classification',
  'lookup',
  'flags',
  'pmids',
  'advice',
] as const

const clean = (cell: string): string => cell.replace(/[\t\r\n]+/g, ' ').trim()

/** The tables of one source: records, their coded advice, and the hashes of the texts behind it. Says for each guideline how many records have a text that is new. */
export const adviceTables = (
  records: readonly GuidanceRecord[],
  held: Release | undefined,
  file: string,
): { readonly tables: readonly Table[]; readonly problems: readonly Problem[] } => {
  const codes = heldCodes(held)
  const rows = records.map((r) => ({ ...r, advice: adviceOf(r, codes) }))
  const used = [...new Set(rows.map((r) => r.advice))].sort()
  const advice = used.map((id) => (id === uncodedId ? JSON.stringify(uncoded) : (codes.lines.get(id) ?? '')))
  const problems = [...Map.groupBy(rows, (r) => r.guideline)].flatMap(([guideline, list]): readonly Problem[] => {
    const open = list.filter((r) => r.advice === uncodedId)
    if (open.length === 0) return []
    const drugs = [...new Set(open.map((r) => r.drug))].sort().join(', ')
    return [
      {
        code: 'import-text-not-coded',
        severity: 'warning',
        at: { source: file, path: guideline },
        message: `${open.length} of ${list.length} records of guideline ${guideline} (${drugs}) carry a text whose action is not coded yet.`,
        remedy: 'They are shown as "read the source" until somebody codes them.',
      },
    ]
  })
  const hashes = tsvRows(held?.tables['text-hashes.tsv'] ?? '').filter((r) => used.includes(r['advice'] ?? ''))
  return {
    tables: [
      {
        file: 'records.tsv',
        text: `${[columns, ...rows.map((r) => columns.map((c) => clean(r[c])))].map((r) => r.join('\t')).join('\n')}\n`,
        what: 'one row per record',
      },
      {
        file: 'advice.jsonl',
        text: `${advice.join('\n')}\n`,
        what: 'coded advice, carried over for texts that were coded before; "uncoded" for new texts',
      },
      ...(hashes.length > 0
        ? [
            {
              file: 'text-hashes.tsv',
              text: `${[['advice', 'sha256', 'main_sha256'], ...hashes.map((r) => [r['advice'], r['sha256'], r['main_sha256']])].map((r) => r.join('\t')).join('\n')}\n`,
              what: 'SHA-256 of the normalised text behind each coded advice',
            },
          ]
        : []),
    ],
    problems,
  }
}
