import type { FastifyBaseLogger, FastifyLoggerOptions, FastifyRequest } from 'fastify'

/** Every request to standard output or to a stream; `false`: only faults, to standard error. */
export type LogTo = boolean | { write: (line: string) => void }

/** Where in the code an error was thrown, without its words, which may hold data. */
const placesOf = (error: Error): string =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .join('\n')

/** An error as it is logged: its kind, its code and where it was thrown, never its message. */
const told = (error: Error & { code?: unknown }): { type: string; message: string; stack: string } => ({
  type: typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name,
  message: '',
  stack:
    placesOf(error) +
    (error.cause instanceof Error ? `\ncaused by ${told(error.cause).type}\n${placesOf(error.cause)}` : ''),
})

/** What Fastify logs by: method, route pattern and status, and of faults their place in the code; never an address or data of a person. */
export const requestLog = (to: LogTo): FastifyLoggerOptions => {
  const stream = to === false ? process.stderr : to === true ? undefined : to
  return {
    level: to === false ? 'error' : 'info',
    ...(stream === undefined ? {} : { stream }),
    serializers: {
      req: (r: FastifyRequest) => ({ method: r.method, route: r.routeOptions?.url ?? 'unknown' }),
      err: told,
    },
  }
}

export const logFault = (log: FastifyBaseLogger, error: unknown, code: string, route: string | undefined): void =>
  log.error(
    { err: error instanceof Error ? error : new Error('not an error'), code, route: route ?? 'unknown' },
    'fault',
  )
