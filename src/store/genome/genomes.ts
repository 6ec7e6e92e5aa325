import { createHash } from 'node:crypto'
import { AttuneError } from '../../shared/errors.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Database } from '../database.ts'
import { type BytesAtHand, bytesAtHand } from './bytes-at-hand.ts'

/** What is known of a stored genome without opening it. `sha256` is of the file it was packed from, `digest` the SHA-256 of its archive, `size` the bytes of that. */
export type StoredGenome = {
  readonly patient: string
  readonly digest: string
  readonly name: string
  readonly sha256: string
  readonly build: string
  readonly size: number
  readonly added: string
}

export type NewGenome = {
  readonly name: string
  readonly sha256: string
  readonly build: string
  readonly added: Instant
  readonly archive: Uint8Array
}

/** The genomes of one tenant's patients, one archive for each. */
export type GenomeStore = {
  /** Puts an archive in the place of the one before, or nothing at all. Sites read from the one before are forgotten. */
  save(patient: string, genome: NewGenome): Promise<StoredGenome>
  describe(patient: string): Promise<StoredGenome | undefined>
  list(): Promise<readonly StoredGenome[]>
  remove(patient: string): Promise<boolean>
  /** The bytes `[from, to)` of the archive; only the pieces they lie in are read. Undefined: there is no genome. */
  readRange(patient: string, from: number, to: number): Promise<Uint8Array | undefined>
  /** The archive for a reader such as `openArchive`, which is called and used within `run`. ATTUNE_STORE_CHANGED when it is replaced meanwhile. */
  archive(patient: string): Promise<(BytesAtHand & { readonly genome: StoredGenome }) | undefined>
  /** What was read from the present archive under this stamp, which says for what and with which tables it was read. */
  sites(patient: string, stamp: string): Promise<Uint8Array | undefined>
  /** Keeps what was read from one archive; false, and nothing kept, when it is not the present one any more. */
  saveSites(genome: Pick<StoredGenome, 'patient' | 'digest'>, stamp: string, sites: Uint8Array): Promise<boolean>
}

/** Bytes of a row: few enough that a statement stays short, many enough that a gene lies in one or two. */
const pieceSize = 1 << 20

const facts = ['patient', 'digest', 'name', 'sha256', 'build', 'size', 'added'] as const

export const genomeStore = (db: Database, tenant: string): GenomeStore => {
  const describe: GenomeStore['describe'] = (patient) =>
    db.read
      .selectFrom('genome')
      .where('tenant', '=', tenant)
      .where('patient', '=', patient)
      .select(facts)
      .executeTakeFirst()

  const piece = async ({ patient, digest }: StoredGenome, n: number): Promise<Uint8Array> => {
    const row = await db.read
      .selectFrom('genome_piece')
      .where('tenant', '=', tenant)
      .where('patient', '=', patient)
      .where('digest', '=', digest)
      .where('n', '=', n)
      .select('bytes')
      .executeTakeFirst()
    if (row === undefined) throw new AttuneError('ATTUNE_STORE_CHANGED', 'genome')
    return row.bytes
  }

  const opened = async (patient: string) => {
    const genome = await describe(patient)
    return genome === undefined
      ? undefined
      : { genome, ...bytesAtHand(genome.size, pieceSize, (n) => piece(genome, n)) }
  }

  const erase = async (tx: Database['write'], patient: string): Promise<boolean> => {
    for (const table of ['genome_sites', 'genome_piece'] as const)
      await tx.deleteFrom(table).where('tenant', '=', tenant).where('patient', '=', patient).execute()
    const gone = await tx
      .deleteFrom('genome')
      .where('tenant', '=', tenant)
      .where('patient', '=', patient)
      .executeTakeFirst()
    return gone.numDeletedRows > 0n
  }

  return {
    describe,
    archive: opened,
    list: () => db.read.selectFrom('genome').where('tenant', '=', tenant).select(facts).orderBy('patient').execute(),
    remove: (patient) => db.transaction((tx) => erase(tx, patient)),
    readRange: async (patient, from, to) => {
      const bytes = await opened(patient)
      return bytes?.run(() => bytes.read(from, to - from))
    },
    save: (patient, { archive, ...told }) =>
      db.transaction(async (tx) => {
        const size = archive.length
        const digest = createHash('sha256').update(archive).digest('hex')
        await erase(tx, patient)
        await tx
          .insertInto('genome')
          .values({ tenant, patient, digest, size, ...told })
          .execute()
        for (let n = 0; n * pieceSize < size; n++) {
          const bytes = archive.subarray(n * pieceSize, (n + 1) * pieceSize)
          await tx.insertInto('genome_piece').values({ tenant, patient, digest, n, bytes }).execute()
        }
        return { patient, digest, size, ...told }
      }),
    sites: async (patient, stamp) => {
      const row = await db.read
        .selectFrom('genome_sites as s')
        .innerJoin('genome as g', (j) =>
          j.onRef('g.tenant', '=', 's.tenant').onRef('g.patient', '=', 's.patient').onRef('g.digest', '=', 's.digest'),
        )
        .where('s.tenant', '=', tenant)
        .where('s.patient', '=', patient)
        .where('s.stamp', '=', stamp)
        .select('s.sites')
        .executeTakeFirst()
      return row?.sites
    },
    saveSites: ({ patient, digest }, stamp, sites) =>
      db.transaction(async (tx) => {
        const present = await tx
          .selectFrom('genome')
          .where('tenant', '=', tenant)
          .where('patient', '=', patient)
          .select('digest')
          .executeTakeFirst()
        if (present?.digest !== digest) return false
        await tx
          .insertInto('genome_sites')
          .values({ tenant, patient, stamp, digest, sites })
          .onConflict((c) => c.columns(['tenant', 'patient', 'stamp']).doUpdateSet({ digest, sites }))
          .execute()
        return true
      }),
  }
}
