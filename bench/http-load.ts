import { connect, type Socket } from 'node:net'

/** One request over a connection that stays open. */
export type Wanted = { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: string }

export type Answered = { readonly status: number; readonly body: string }

/** A connection that takes one request after the other; small, so that it costs the measured server little of the machine. */
export type Line = { readonly ask: (wanted: Wanted) => Promise<Answered>; readonly close: () => void }

const textOf = ({ method, path, body = '' }: Wanted): string =>
  `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer x\r\n${
    method === 'POST' ? `content-type: application/fhir+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` : ''
  }\r\n${body}`

export const openLine = (port: number): Promise<Line> =>
  new Promise((opened, failed) => {
    const socket: Socket = connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    let held: Buffer = Buffer.alloc(0)
    let waiting: { done: (a: Answered) => void; failed: (e: Error) => void } | undefined
    const look = (): void => {
      const end = held.indexOf('\r\n\r\n')
      if (end < 0) return
      const head = held.subarray(0, end).toString('latin1')
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
      if (held.length < end + 4 + length) return
      const body = held.subarray(end + 4, end + 4 + length).toString('utf8')
      held = held.subarray(end + 4 + length)
      waiting?.done({ status: Number(head.slice(9, 12)), body })
    }
    socket.on('data', (piece: Buffer) => {
      held = held.length === 0 ? piece : Buffer.concat([held, piece])
      look()
    })
    socket.on('error', (cause) => (waiting === undefined ? failed(cause) : waiting.failed(cause)))
    socket.on('connect', () =>
      opened({
        ask: (wanted) =>
          new Promise((done, failedAsking) => {
            waiting = { done, failed: failedAsking }
            socket.write(textOf(wanted))
          }),
        close: () => socket.destroy(),
      }),
    )
  })

export type Load = { readonly perSecond: number; readonly p50: number; readonly p99: number; readonly done: number }

/**
 * Asks over `lines` connections at once, each as fast as it is answered, for `seconds` or until `next` gives nothing. Any status but the wanted
 * one ends the run: only what went well is counted. Latencies are in ms.
 */
export const load = async (
  port: number,
  lines: number,
  seconds: number,
  status: number,
  next: (n: number) => Wanted | undefined,
): Promise<Load> => {
  const open = await Promise.all(Array.from({ length: lines }, () => openLine(port)))
  const took: number[] = []
  let n = 0
  const from = performance.now()
  const until = from + seconds * 1000
  await Promise.all(
    open.map(async (line) => {
      for (let wanted = next(n++); wanted !== undefined && performance.now() < until; wanted = next(n++)) {
        const at = performance.now()
        const answered = await line.ask(wanted)
        if (answered.status !== status)
          throw new Error(`${wanted.path}: ${answered.status} ${answered.body.slice(0, 400)}`)
        took.push(performance.now() - at)
      }
    }),
  )
  const spent = (performance.now() - from) / 1000
  for (const line of open) line.close()
  took.sort((a, b) => a - b)
  const at = (part: number): number => took[Math.min(took.length - 1, Math.floor(took.length * part))] ?? Number.NaN
  return { perSecond: took.length / spent, p50: at(0.5), p99: at(0.99), done: took.length }
}
