import Fastify, { type FastifyInstance } from 'fastify'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openArchive } from '../genome/archive/index.ts'
import { nodeInflate } from '../genome/node/index.ts'
import { memorySyncAccess } from '../genome/reference/index.ts'
import { type GenePack, readGenes } from '../knowledge/genes.ts'
import { AttuneError, faults } from '../shared/errors.ts'
import type { Problem } from '../shared/problem.ts'
import type { PeopleStore, StoredInput } from '../store/index.ts'
import { genomeRoutes } from './genome-routes.ts'

const vcf = [
  '##fileformat=VCFv4.2',
  '##contig=<ID=chr10,length=133797422>',
  '##FORMAT=<ID=GT,Number=1,Type=String,Description="g">',
  '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="d">',
  '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tP',
  'chr10\t94781859\trs4244285\tG\tA\t50\tPASS\t.\tGT:DP\t0/1:31',
  '',
].join('\n')

const input = (kind: StoredInput['kind'], text: string): StoredInput => ({
  kind,
  name: 'p.vcf',
  sha256: text.length.toString(16),
  bytes: new TextEncoder().encode(text),
})

let asked = 0
const stored: Readonly<Record<string, readonly StoredInput[]>> = {
  one: [input('record', '{}'), input('genome', vcf)],
  broken: [input('genome', '##fileformat=VCFv4.2\n#CHROM\tPOS\nnonsense\n')],
  recordOnly: [input('record', '{}')],
}
const people = {
  inputs: async (person: string) => {
    asked++
    return stored[person] ?? []
  },
} as Pick<PeopleStore, 'inputs'> as PeopleStore

let app: FastifyInstance
beforeAll(() => {
  app = Fastify()
  app.setErrorHandler((error, _request, reply) =>
    reply.status(error instanceof AttuneError ? faults[error.code].status : 500).send({}),
  )
  genomeRoutes(app, people)
})
afterAll(() => app.close())

const get = (url: string) => app.inject({ method: 'GET', url })

describe('what the Genome page asks the server', () => {
  test('a stored genome comes as an archive that says what the file says, and comes the same again', async () => {
    const [first, again] = [await get('/api/people/one/genome'), await get('/api/people/one/genome')]
    expect([first.statusCode, first.headers['content-type']]).toEqual([200, 'application/octet-stream'])
    expect(again.rawPayload.equals(first.rawPayload)).toBe(true)
    expect(asked).toBe(2)
    const archive = openArchive(memorySyncAccess(first.rawPayload), { name: 'one', inflate: nodeInflate })
    if (!archive.ok) throw new Error('the archive was refused')
    expect(archive.value.directory.read.build).toBe('GRCh38')
    expect(archive.value.at('chr10', 94781859).map((c) => [c.id, c.alleles, c.depth])).toEqual([
      ['rs4244285', [0, 1], 31],
    ])
  })

  test('a genome that cannot be read is told with its problems', async () => {
    const answer = await get('/api/people/broken/genome')
    expect(answer.statusCode).toBe(422)
    const { problems } = answer.json<{ problems: readonly Problem[] }>()
    expect(problems.length).toBeGreaterThan(0)
    expect(problems.every((p) => p.message !== '' && p.remedy !== '')).toBe(true)
  })

  test('a person without a genome, and one who is not there, are not found', async () => {
    expect((await get('/api/people/recordOnly/genome')).statusCode).toBe(404)
    expect((await get('/api/people/nobody/genome')).statusCode).toBe(404)
  })

  test('the gene models come as one pack', async () => {
    const answer = await get('/gene-pack.json')
    const pack = JSON.parse(gunzipSync(answer.rawPayload).toString()) as GenePack
    expect(pack.release).toMatch(/^attune-genes /)
    expect(readGenes(pack.genes).map((g) => g.gene)).toContain('CYP2C19')
  })
})
