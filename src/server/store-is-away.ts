/** What a lost connection to the database looks like. @source PostgreSQL 15 manual, appendix A; libuv's names of errors */
const away = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|57P0[123]|57014|08\w{3}|53300)$/

/** Whether something failed because the database does not answer at present; asking again later may help. */
export const storeIsAway = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  return (typeof code === 'string' && away.test(code)) || error.message.startsWith('Connection terminated')
}
