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
  ATTUNE_NOT_FOUND: { status: 404, exit: 2, message: 'There is no such {0}' },
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
