import type { FastifyInstance } from 'fastify'
import { gzipSync } from 'node:zlib'
import { packArchive } from '../genome/archive/index.ts'
import { nodeDeflate } from '../genome/archive/node/index.ts'
import { memorySource } from '../genome/index.ts'
import { nodeInflate } from '../genome/node/index.ts'
import { loadGenePack } from '../knowledge/gene-pack.ts'
import { AttuneError } from '../shared/errors.ts'
import { ok, type Result } from '../shared/problem.ts'
import type { PeopleStore, StoredInput } from '../store/index.ts'

/** Bytes of archives that are kept in memory, so that a genome is packed once and not for every visit. */
const keptBytes = 64 * 1024 * 1024

/** Counts are kept whole: the page shows rows for provenance. */
const pack = async (genome: StoredInput): Promise<Result<Buffer>> => {
  const pieces: Uint8Array[] = []
  const packed = await packArchive(
    memorySource(genome.name, genome.bytes),
    { inflate: nodeInflate, deflate: nodeDeflate, exact: true },
    (bytes) => void pieces.push(bytes.slice()),
  )
  return packed.ok ? ok(Buffer.concat(pieces), packed.problems) : packed
}

/** Archives by the checksum of what they were made from, the one asked for longest ago given up first. */
const archives = () => {
  const kept = new Map<string, Promise<Result<Buffer>>>()
  const sizes = new Map<string, number>()
  const giveUp = (): void => {
    for (const key of kept.keys()) {
      const total = [...sizes.values()].reduce((a, b) => a + b, 0)
      if (total <= keptBytes || sizes.size <= 1) return
      kept.delete(key)
      sizes.delete(key)
    }
  }
  return (genome: StoredInput): Promise<Result<Buffer>> => {
    const key = `${genome.sha256} ${genome.name}`
    const made = kept.get(key) ?? pack(genome)
    kept.delete(key)
    kept.set(key, made)
    made.then(
      (result) => {
        if (!result.ok) return kept.delete(key)
        sizes.set(key, result.value.length)
        return giveUp()
      },
      () => kept.delete(key),
    )
    return made
  }
}

/** What the Genome page needs: the gene models that ship, and each person's genome as an archive. */
export const genomeRoutes = (app: FastifyInstance, people: PeopleStore): void => {
  const genes = gzipSync(JSON.stringify(loadGenePack()))
  const archiveOf = archives()
  app.get('/gene-pack.json', async (_request, reply) =>
    reply
      .type('application/json; charset=utf-8')
      .header('content-encoding', 'gzip')
      .header('cache-control', 'no-cache')
      .send(genes),
  )
  app.get<{ Params: { id: string } }>('/api/people/:id/genome', async (request, reply) => {
    const genome = (await people.inputs(request.params.id)).find((i) => i.kind === 'genome')
    if (genome === undefined) throw new AttuneError('ATTUNE_NOT_FOUND', 'genome')
    const archive = await archiveOf(genome)
    if (archive.ok) return reply.type('application/octet-stream').send(archive.value)
    const [first] = archive.problems
    return reply
      .status(422)
      .send({ code: first?.code ?? 'genome-unreadable', message: first?.message ?? '', problems: archive.problems })
  })
}
