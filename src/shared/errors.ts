/**
 * The one table of faults that are neither clinical (those are Assessments) nor bad input (those are Problems):
 * a bug, a failed disk, a knowledge table that does not fit its checksum. Code → message, HTTP status, exit code.
 */
export const faults = {
  ATTUNE_KNOWLEDGE_MISSING: {
    status: 500,
    exit: 3,
    message: 'A knowledge release that this work needs is not there: {0}',
  },
  ATTUNE_KNOWLEDGE_CHANGED: {
    status: 500,
    exit: 3,
    message: 'A knowledge table does not have the checksum its manifest states: {0}',
  },
  ATTUNE_KNOWLEDGE_INVALID: { status: 500, exit: 3, message: 'A knowledge table cannot be read: {0}' },
  ATTUNE_READ_FAILED: { status: 500, exit: 3, message: 'Reading failed: {0}' },
  ATTUNE_WRITE_FAILED: { status: 500, exit: 3, message: 'Writing failed, and nothing was left behind: {0}' },
  ATTUNE_STORE_FAILED: { status: 500, exit: 3, message: 'The store cannot be used: {0}' },
  ATTUNE_STORE_BUSY: { status: 503, exit: 3, message: 'The store was asked too long for: {0}' },
  ATTUNE_STORE_AWAY: { status: 503, exit: 3, message: 'The store does not answer; ask again: {0}' },
  ATTUNE_BUSY: { status: 503, exit: 3, message: 'There is no room for this now; ask again in a minute: {0}' },
  ATTUNE_STORE_CHANGED: { status: 503, exit: 3, message: 'It was replaced while it was read; ask again: {0}' },
  ATTUNE_STORE_IN_USE: {
    status: 500,
    exit: 3,
    message: 'Another process has the store open; stop that one, or choose another folder: {0}',
  },
  ATTUNE_STORE_NEWER: {
    status: 500,
    exit: 3,
    message: 'The store was written by a newer version of Attune; start that version, or restore an older backup: {0}',
  },
  ATTUNE_NOT_FOUND: { status: 404, exit: 2, message: 'There is no such {0}' },
  ATTUNE_NOT_SIGNED_IN: { status: 401, exit: 2, message: 'Nobody is signed in, or the session has ended.{0}' },
  ATTUNE_NOT_ALLOWED: { status: 403, exit: 2, message: 'This is not for the role you signed in with.{0}' },
  ATTUNE_DEMO_REFUSED: {
    status: 500,
    exit: 2,
    message:
      'The store has accounts of real people, and a demonstration would let everybody in: leave out --demo, or choose another folder with --data.{0}',
  },
  ATTUNE_PORT_IN_USE: { status: 500, exit: 3, message: 'The port is in use: {0}' },
  ATTUNE_LISTEN_FAILED: { status: 500, exit: 3, message: 'Nothing can be served at this address: {0}' },
  ATTUNE_INTERNAL: { status: 500, exit: 3, message: 'A fault in Attune itself: {0}' },
} as const

export type FaultCode = keyof typeof faults

/** A fault with a code from the table. The detail never holds patient data. */
export class AttuneError extends Error {
  readonly code: FaultCode
  constructor(code: FaultCode, detail: string, options?: ErrorOptions) {
    super(faults[code].message.replace('{0}', detail), options)
    this.name = 'AttuneError'
    this.code = code
  }
}
