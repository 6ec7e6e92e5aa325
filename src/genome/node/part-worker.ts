import { openSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { claimPart, type SharedReading } from './part-claims.ts'
import { type PartAnswer, partPiece, readPart } from './read-part.ts'

/** What a worker tells of one part. */
export type PartMessage = { readonly number: number; readonly answer: PartAnswer }

if (parentPort !== null) {
  const { settings, parts, claims } = workerData as SharedReading
  const file = openSync(settings.path, 'r')
  const buffer = new Uint8Array(partPiece)
  for (let number = claimPart(claims, true); number < parts.length; number = claimPart(claims, true)) {
    const part = parts[number]
    if (part === undefined) break
    const answer = readPart(file, settings, part, buffer)
    const message: PartMessage = { number, answer }
    parentPort.postMessage(message, answer.kind === 'rows' ? [answer.rows.rows.buffer as ArrayBuffer] : [])
  }
}
