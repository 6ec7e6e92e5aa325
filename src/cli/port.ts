import { bad, ok, type Result } from '../shared/problem.ts'

/** The port that `--port` names: 0 to 65535, where 0 takes any free one. */
export const portOf = (text: string): Result<number> =>
  /^\d{1,5}$/.test(text) && Number(text) <= 65535
    ? ok(Number(text))
    : bad([
        {
          code: 'bad-port',
          severity: 'error',
          at: { source: '--port' },
          message: `"${text}" is no port.`,
          remedy: 'Write a number from 0 to 65535; 0 takes any free port.',
        },
      ])
