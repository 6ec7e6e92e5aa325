import { bytesColumn, type Migration } from '../database.ts'

/**
 * One genome archive per patient, its bytes in pieces, and what was read from it for one purpose. `digest` is the SHA-256 of the archive: pieces
 * and sites of one archive are never taken for those of another.
 */
export type GenomeTables = {
  genome: {
    tenant: string
    patient: string
    digest: string
    name: string
    sha256: string
    build: string
    size: number
    added: string
  }
  genome_piece: { tenant: string; patient: string; digest: string; n: number; bytes: Uint8Array }
  genome_sites: { tenant: string; patient: string; stamp: string; digest: string; sites: Uint8Array }
}

export const genomeMigrations: readonly Migration[] = [
  {
    id: 'genome-1',
    up: async (db, dialect) => {
      const bytes = bytesColumn(dialect)
      await db.schema
        .createTable('genome')
        .addColumn('tenant', 'text', (c) => c.notNull())
        .addColumn('patient', 'text', (c) => c.notNull())
        .addColumn('digest', 'text', (c) => c.notNull())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('sha256', 'text', (c) => c.notNull())
        .addColumn('build', 'text', (c) => c.notNull())
        .addColumn('size', 'bigint', (c) => c.notNull())
        .addColumn('added', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('genome_key', ['tenant', 'patient'])
        .execute()
      await db.schema
        .createTable('genome_piece')
        .addColumn('tenant', 'text', (c) => c.notNull())
        .addColumn('patient', 'text', (c) => c.notNull())
        .addColumn('digest', 'text', (c) => c.notNull())
        .addColumn('n', 'bigint', (c) => c.notNull())
        .addColumn('bytes', bytes, (c) => c.notNull())
        .addPrimaryKeyConstraint('genome_piece_key', ['tenant', 'patient', 'digest', 'n'])
        .execute()
      await db.schema
        .createTable('genome_sites')
        .addColumn('tenant', 'text', (c) => c.notNull())
        .addColumn('patient', 'text', (c) => c.notNull())
        .addColumn('stamp', 'text', (c) => c.notNull())
        .addColumn('digest', 'text', (c) => c.notNull())
        .addColumn('sites', bytes, (c) => c.notNull())
        .addPrimaryKeyConstraint('genome_sites_key', ['tenant', 'patient', 'stamp'])
        .execute()
    },
  },
]
