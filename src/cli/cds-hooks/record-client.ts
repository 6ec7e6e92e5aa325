import { createServer, type IncomingMessage } from 'node:http'
import type { KitReport } from './kit-report.ts'
import { clientJudge } from './judge-client.ts'

const mostBytes = 8 << 20

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > mostBytes) break
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

export type Recorder = { readonly base: string; readonly stop: () => Promise<KitReport> }

/** Serves the recording service on loopback until it is stopped; then tells what the client did. `base`: how the client reaches it, where that is another address. */
export const recordClient = async (
  port: number,
  base: string | undefined,
  clock: { readonly now: () => number; readonly newId: () => string },
): Promise<Recorder> => {
  const judge = clientJudge(() => Math.floor(clock.now() / 1000), clock.newId)
  let at = base
  const server = createServer((request, reply) => {
    void bodyOf(request).then((body) => {
      const path = (request.url ?? '').split('?')[0] ?? ''
      const { status, body: answer } = judge.answer({
        method: request.method ?? '',
        path,
        url: `${at}${path}`,
        header: (name) => [request.headers[name]].flat()[0],
        body,
      })
      reply.writeHead(status, {
        'content-type': 'application/json',
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET, POST, OPTIONS',
        'access-control-allow-headers': 'Authorization, Content-Type, Accept',
      })
      reply.end(answer === undefined ? undefined : JSON.stringify(answer))
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  const taken = typeof address === 'object' && address !== null ? address.port : port
  at ??= `http://127.0.0.1:${taken}`
  return {
    base: at,
    stop: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      return judge.report()
    },
  }
}
