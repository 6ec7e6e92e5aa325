import type { GeneResult } from '../../clinical/pharmacogenomics/index.ts'
import type { PatientView } from '../../record/index.ts'

export type PatientIdentifier = { readonly system: string; readonly value: string }

/**
 * A person of this server: the record as it stands here, and what the genome comes down to. `results` is absent where no genetic result is stored.
 * `unread`: what is stored and cannot be read, which is not the same as not being there.
 */
export type KnownPerson = {
  readonly person: string
  readonly view: PatientView
  readonly results?: readonly GeneResult[]
  readonly unread?: 'genome' | 'record'
}

/** The people of this server, for Attune itself. */
export type CdsPeople = {
  /** Everybody who bears one of the identifiers, by system and value. */
  readonly withIdentifiers: (identifiers: readonly PatientIdentifier[]) => Promise<readonly string[]>
  readonly open: (person: string) => Promise<KnownPerson | undefined>
}
