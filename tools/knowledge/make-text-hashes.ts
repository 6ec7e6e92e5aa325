// Makes text-hashes.tsv of knowledge/cpic and knowledge/dpwg out of the reference wording: advice id and SHA-256 of the text that
// it was coded from, so that an import recognises a text that was read before. No text is kept. Run before make-records.ts:
// node tools/knowledge/make-text-hashes.ts
import { readFileSync, writeFileSync } from 'node:fs'
import { mainPart, textHash } from '../../src/knowledge/pharmcat/text-hash.ts'
import { jsonlRows, tsvRows } from '../../src/knowledge/release.ts'

const texts = new Map(
  tsvRows(readFileSync('../shared/reference/pgx/wording-texts-2024-02.tsv', 'utf8')).map((r) => [
    r['text_id'] ?? '',
    r['text'] ?? '',
  ]),
)
for (const id of ['cpic', 'dpwg']) {
  const folder = `knowledge/${id}/2024-02`
  const codes = new Map<string, string>()
  const rows: string[] = []
  for (const line of jsonlRows<{ readonly advice: string; readonly branches: unknown }>(
    readFileSync(`${folder}/advice.jsonl`, 'utf8'),
  )) {
    const text = texts.get(line.advice)
    if (text === undefined) throw new Error(`${line.advice} has no text`)
    const hash = textHash(text)
    const code = JSON.stringify(line.branches)
    const known = codes.get(hash)
    if (known !== undefined && known !== code)
      throw new Error(`${line.advice}: the same text stands coded in another way`)
    if (known === undefined) rows.push(`${line.advice}\t${hash}\t${textHash(mainPart(text))}`)
    codes.set(hash, code)
  }
  writeFileSync(`${folder}/text-hashes.tsv`, `${['advice\tsha256\tmain_sha256', ...rows].join('\n')}\n`)
  process.stdout.write(`${folder}/text-hashes.tsv: ${rows.length} rows\n`)
}
