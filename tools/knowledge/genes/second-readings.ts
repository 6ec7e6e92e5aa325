import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { translate } from '../../../src/genome/transcripts/genetic-code.ts'
import { tsvRows } from '../../../src/knowledge/release.ts'
import type { Model } from './models.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** What a second, independent reading says of coding bases that were read by hand: `checks` it confirms, `unverified` what it leaves open. */
export type SecondReading = { readonly checks: readonly string[]; readonly unverified: readonly string[] }

/**
 * Holds the coding bases of a model against the table of second readings, which keeps the SHA-256 of the coding bases
 * (with the stop codon) and of the protein (without it) as they were read anew. Throws where the two readings differ.
 * Models whose bases were not read by hand (`basesFrom` undefined) have nothing to be read again.
 */
export const secondReadingOf = (model: Model, table: string): SecondReading => {
  const { sequence, cds } = model.transcripts.GRCh38
  if (model.basesFrom === undefined || sequence === undefined || cds === undefined)
    return { checks: [], unverified: [] }
  const gene = model.facts['gene'] ?? ''
  const coding = sequence.slice(cds.start, cds.end)
  const read = tsvRows(readFileSync(table, 'utf8')).find((r) => r['gene'] === gene)
  const agrees = (text: string, digest: string | undefined, what: string): boolean => {
    if (digest === undefined || digest === '') return false
    if (sha256(text) !== digest) throw new Error(`${gene}: the second reading of the ${what} differs`)
    return true
  }
  const codingAgrees = agrees(coding, read?.['coding_sha256'], 'coding bases')
  const proteinAgrees = agrees(translate(coding).replace(/\*$/, ''), read?.['protein_sha256'], 'protein')
  return {
    checks: [
      codingAgrees ? `coding bases read twice, the second time in ${read?.['coding_source']}` : '',
      proteinAgrees ? `translation equals the protein in ${read?.['protein_source']}` : '',
    ].filter((part) => part !== ''),
    unverified: [
      codingAgrees ? '' : 'coding bases read once',
      sequence.includes('N') ? '' : 'bases outside the coding part read once',
    ].filter((part) => part !== ''),
  }
}
