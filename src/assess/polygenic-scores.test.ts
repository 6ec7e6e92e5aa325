import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { openPanel, panelBytes } from '../clinical/polygenic/index.ts'
import { openArchive, packArchive, portableDeflate } from '../genome/archive/index.ts'
import { memorySource, portableInflate } from '../genome/index.ts'
import { memorySyncAccess } from '../genome/reference/index.ts'
import { loadAll } from '../knowledge/folder.ts'
import { evaluationsFile, panelFile } from '../knowledge/polygenic-release.ts'
import type { Instant } from '../shared/instant.ts'
import { AttuneError } from '../shared/errors.ts'
import { assessPerson, polygenicScoring } from './index.ts'
import type { GenomeForScores, PolygenicRelease, PolygenicTables } from './polygenic-scores.ts'

const examples = 'examples/polygenic'
const bytesOf = (file: string): Uint8Array => new Uint8Array(readFileSync(`${examples}/${file}`))
const at = '2026-11-24T00:00:00Z' as Instant
const inflate = portableInflate
const { openPolygenic, polygenicScores } = await polygenicScoring()

const release = (id: string, tables: Readonly<Record<string, Uint8Array | string>>): PolygenicRelease => ({
  manifest: {
    id,
    release: '2026-11',
    role: 'polygenic',
    title: id,
    source: 'test',
    version: '1',
    retrieved: '2026-11-24',
    licence: 'CC0-1.0',
    attribution: 'test',
    made: 'test',
    tables: Object.keys(tables).map((file) => ({ file, sha256: '', rows: 1, what: '' })),
  },
  bytes: (file) => {
    const table = tables[file]
    if (table === undefined) throw new AttuneError('ATTUNE_KNOWLEDGE_CHANGED', file)
    return typeof table === 'string' ? new TextEncoder().encode(table) : table
  },
})

const demoScore = release('pgs-DEMO-0001-grch38', { 'DEMO-0001.txt': bytesOf('DEMO-0001.txt') })
const demoPanel = release('ancestry-panel-demo', { [panelFile]: bytesOf('demo-panel.attune-panel.gz') })
const tables = await openPolygenic([demoScore, demoPanel], inflate)

const genomeFile = (name: string, file: string): GenomeForScores => ({
  open: () => memorySource(name, bytesOf(file)),
})

const scores = async (genome: GenomeForScores, of: PolygenicTables = tables, more = {}) => {
  const found = await polygenicScores(genome, of, { build: 'GRCh38', missingAsReference: false, ...more }, inflate)
  if (!found.ok) throw new Error(JSON.stringify(found.problems))
  return { ...found.value, problems: found.problems }
}

const record = JSON.stringify({
  resourceType: 'Bundle',
  type: 'collection',
  entry: [{ resource: { resourceType: 'Patient', id: 'p', gender: 'female', birthDate: '1976-04-02' } }],
})

const reported = async (file: string) => {
  const made = await assessPerson(
    {
      genome: memorySource(file, bytesOf(file)),
      record: { name: 'record.json', text: record, sha256: '' },
      scores: async (asked) => polygenicScores(genomeFile(file, file), tables, asked, inflate),
    },
    { at, knowledge: loadAll(), inflate },
  )
  if (!made.ok) throw new Error(JSON.stringify(made.problems))
  return made
}

describe('a report with imported scores', () => {
  test('gives the one person a standing among the people of the panel, and names score and panel among what it rests on', async () => {
    const { value, problems } = await reported('inside.g.vcf.gz')
    const [found] = value.early?.polygenic ?? []
    expect(found).toMatchObject({ state: 'finding', finding: { demonstration: true, scored: { matched: 400 } } })
    expect(found?.finding?.standing?.z).toBeGreaterThan(-5)
    expect(found?.finding?.standing?.z).toBeLessThan(5)
    expect(found?.finding?.place?.mostSimilar).toBe('SIM-B')
    expect(value.knowledge.map((k) => k.id)).toEqual(
      expect.arrayContaining(['pgs-DEMO-0001-grch38', 'ancestry-panel-demo']),
    )
    // Both passes over the genome find the same faults, which are told once.
    expect(new Set(problems.map((p) => JSON.stringify(p))).size).toBe(problems.length)
    expect(value.early?.limits.map((l) => l.module)).toContain('Polygenic scores')
  })

  test('gives the other the sum and the reason why there is no standing', async () => {
    const [found] = (await reported('outside.g.vcf.gz')).value.early?.polygenic ?? []
    expect(found).toMatchObject({
      state: 'indeterminate',
      finding: { scored: { matched: 400 }, abstained: [{ code: 'outside-reference' }] },
      needs: [{ code: 'outside-reference' }],
    })
    expect(found?.finding?.standing).toBeUndefined()
  })

  test('has no scores where no genome was read, or none is asked about', async () => {
    const asked: unknown[] = []
    const reader = async (given: unknown) => {
      asked.push(given)
      throw new Error('not to be read')
    }
    const options = { at, knowledge: loadAll(), inflate }
    const text = { name: 'record.json', text: record, sha256: '' }
    const made = await assessPerson({ record: text, scores: reader }, options)
    const genome = memorySource('g', bytesOf('inside.g.vcf.gz'))
    const medicines = await assessPerson(
      { record: text, genome, scores: reader },
      { ...options, only: 'pharmacogenomics' },
    )
    expect([made.ok, medicines.ok, asked]).toEqual([true, true, []])
  })
})

describe('a genome', () => {
  test('kept as an archive answers as its file does', async () => {
    const pieces: Uint8Array[] = []
    await packArchive(
      memorySource('inside', bytesOf('inside.g.vcf.gz')),
      { inflate, deflate: portableDeflate, exact: true },
      (piece) => void pieces.push(piece.slice()),
    )
    const archive = openArchive(memorySyncAccess(new Uint8Array(Buffer.concat(pieces))), { name: 'inside', inflate })
    if (!archive.ok) throw new Error('not packed')
    let pauses = 0
    const pause = async (): Promise<void> => void pauses++
    const [ofArchive, ofFile] = [
      await scores({ archive: archive.value, pause }),
      await scores(genomeFile('inside', 'inside.g.vcf.gz')),
    ]
    expect(ofArchive.assessments).toEqual(ofFile.assessments)
    expect(ofFile.assessments[0]?.state).toBe('finding')
  })

  test('of an array is scored too', async () => {
    const panel = await openPanel(memorySource('panel', bytesOf('demo-panel.attune-panel.gz')), inflate)
    if (!panel.ok) throw new Error('no panel')
    const { sites } = panel.value
    const rows = sites.refs.map(
      (ref, i) =>
        `rs${i}\t${i < (sites.chroms[0]?.to ?? 0) ? 1 : 2}\t${sites.pos[i]}\t${ref}${i % 3 === 0 ? sites.alts[i] : ref}`,
    )
    const text = `# This data file generated by 23andMe\n# human assembly build 38\n# rsid\tchromosome\tposition\tgenotype\n${rows.join('\n')}\n`
    const { assessments } = await scores({ open: () => memorySource('array.txt', text) })
    expect(assessments[0]?.finding?.scored.matched).toBe(400)
  })

  test('that cannot be read for scores leaves every score open and stops nothing', async () => {
    const { assessments, problems } = await scores({ open: () => memorySource('x.vcf', 'no VCF\n') })
    expect(assessments).toMatchObject([{ state: 'indeterminate', needs: [{ code: 'genome-not-read' }] }])
    expect(problems.length).toBeGreaterThan(0)
    expect(problems.every((p) => p.severity !== 'error')).toBe(true)
  })

  test('on a build for which a score is not imported leaves that score open', async () => {
    const { assessments } = await scores(genomeFile('inside', 'inside.g.vcf.gz'), tables, { build: 'GRCh37' })
    expect(assessments).toMatchObject([{ state: 'indeterminate', needs: [{ code: 'score-on-other-build' }] }])
  })
})

describe('imported releases', () => {
  test('that were changed or are no scores are left out and told, and the others count', async () => {
    const gone = release('pgs-GONE', {})
    const opened = await openPolygenic(
      [
        { ...gone, manifest: { ...gone.manifest, tables: [{ file: 'a.txt', sha256: '', rows: 1, what: '' }] } },
        release('pgs-WRONG', { 'b.txt': 'no score\n' }),
        release('ancestry-panel-wrong', { [panelFile]: 'no panel' }),
        demoScore,
        demoPanel,
      ],
      inflate,
    )
    expect(opened.scores.map((s) => s.id)).toEqual(['DEMO-0001'])
    expect(opened.manifests.map((m) => m.id)).toEqual(['pgs-DEMO-0001-grch38', 'ancestry-panel-demo'])
    expect(opened.problems.map((p) => [p.code, p.severity])).toEqual([
      ['polygenic-release-damaged', 'warning'],
      ['SCORE_NO_COLUMNS', 'warning'],
      ['panel-not-one', 'warning'],
    ])
  })

  test('bring what is published of a score, and of two panels the one with the most people counts', async () => {
    const panel = await openPanel(memorySource('panel', bytesOf('demo-panel.attune-panel.gz')), inflate)
    if (!panel.ok) throw new Error('no panel')
    const { demonstration: _, ...real } = panel.value
    const people = real.people.map((p, i) => ({ ...p, unrelated: i % 2 === 0 }))
    const evaluation = [
      {
        score: 'DEMO-0001',
        outcome: 'breast-cancer',
        effect: {
          logRatioPerSd: 0.3,
          kind: 'odds',
          adjustedFor: [],
          source: 'invented for this test',
          unverified: true,
        },
      },
    ]
    const opened = await openPolygenic(
      [
        release('pgs-DEMO-0001-grch38', {
          'DEMO-0001.txt': bytesOf('DEMO-0001.txt'),
          [evaluationsFile]: JSON.stringify(evaluation),
        }),
        release('ancestry-panel-a', { [panelFile]: panelBytes({ ...real, id: 'a' }) }),
        release('ancestry-panel-b', { [panelFile]: panelBytes({ ...real, id: 'b', people }) }),
      ],
      inflate,
    )
    const { assessments } = await scores(genomeFile('inside', 'inside.g.vcf.gz'), opened)
    expect(assessments[0]).toMatchObject({
      state: 'finding',
      finding: {
        place: { panel: 'a 2026-11' },
        standing: { outcome: 'breast-cancer', effect: { logRatioPerSd: 0.3 } },
      },
    })
    expect(opened.problems.map((p) => p.code)).toEqual(['polygenic-panels-several'])
  })
})
