import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { readTranscriptFile } from '../genome/annotation-files/node/index.ts'
import { openTranscriptTable } from '../genome/transcripts/transcript-table.ts'
import { genomeReleases, loadAll, tableBytes, verifyReleases } from './folder.ts'
import { importTranscripts, transcriptTables } from './import-transcripts.ts'

const folder = temporaryFolder('each test')

const rows = [
  '1\tx\tgene\t11\t90\t.\t+\t.\tID=gene:ENSG1;Name=ABC;gene_id=ENSG1',
  '1\tx\tmRNA\t11\t90\t.\t+\t.\tID=transcript:ENST1;Parent=gene:ENSG1;transcript_id=ENST1;version=2;biotype=protein_coding',
  '1\tx\texon\t11\t90\t.\t+\t.\tParent=transcript:ENST1',
  '1\tx\tCDS\t21\t80\t.\t+\t0\tParent=transcript:ENST1;protein_id=ENSP1',
]
const given = (lines: readonly string[]): string => folder.put('models.gff3', `${lines.join('\n')}\n`)
const options = () => ({ into: join(folder.path, 'knowledge'), read: readTranscriptFile })

test('a file becomes a release that is checked, opened on demand and kept apart from the tables of advice', async () => {
  const result = await importTranscripts(given(['##gff-version 3', '#!genome-build GRCh38.p14', ...rows]), {
    ...options(),
    release: '2026-05-ensembl-115',
  })
  expect(result).toMatchObject({
    ok: true,
    value: [join(folder.path, 'knowledge', 'transcripts-ensembl-grch38', '2026-05-ensembl-115')],
  })
  expect(verifyReleases(join(folder.path, 'knowledge'))).toEqual([])
  expect(loadAll(join(folder.path, 'knowledge'))).toEqual([])
  const [release] = genomeReleases(join(folder.path, 'knowledge'))
  if (release === undefined) throw new Error('no release')
  expect(release.manifest.source).toMatch(/^models\.gff3, given by the user, SHA-256 [0-9a-f]{64}$/)
  const table = openTranscriptTable(
    tableBytes(release, transcriptTables.table),
    new TextDecoder().decode(tableBytes(release, transcriptTables.index)),
  )
  expect(table.ofGene('ABC')).toMatchObject([{ id: 'ENST1.2', build: 'GRCh38', cds: { start: 10, end: 70 } }])
})

test('without a name a release is called by the date of the file and its checksum, and is not taken in twice', async () => {
  const file = given(rows)
  const first = await importTranscripts(file, { ...options(), build: 'GRCh37' })
  expect(first.ok && first.value[0]).toMatch(/transcripts-ensembl-grch37.\d{4}-\d\d-\d\d-[0-9a-f]{8}$/)
  const again = await importTranscripts(file, { ...options(), build: 'GRCh37' })
  expect(again.problems.map((p) => p.code)).toEqual(['import-release-there'])
})

test.each([
  ['a file that does not say its build', rows, 'import-build-unknown'],
  ['a broken line', ['#!genome-build GRCh38', ...rows, 'broken'], 'annotation-row-broken'],
  ['a file without transcripts', ['#!genome-build GRCh38'], 'annotation-without-transcripts'],
])('nothing is written of %s', async (_, lines, code) => {
  const result = await importTranscripts(given(lines), options())
  expect(result.ok).toBe(false)
  expect(result.problems.map((p) => p.code)).toContain(code)
  expect(existsSync(join(folder.path, 'knowledge'))).toBe(false)
})

test('a missing file and a name that leads elsewhere are refused', async () => {
  expect((await importTranscripts(join(folder.path, 'none.gff3'), options())).problems.map((p) => p.code)).toEqual([
    'import-file-missing',
  ])
  const named = await importTranscripts(given(rows), { ...options(), build: 'GRCh38', release: '../elsewhere' })
  expect(named.problems.map((p) => p.code)).toEqual(['import-release-name'])
  expect(readdirSync(folder.path)).toEqual(['models.gff3'])
  expect(readFileSync(join(folder.path, 'models.gff3'), 'utf8')).toContain('ENST1')
})
