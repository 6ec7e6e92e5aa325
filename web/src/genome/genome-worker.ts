import { fileSource } from '../../../src/genome/browser/file-source.ts'
import type { GenePack } from '../../../src/knowledge/genes.ts'
import { bad, ok, type Problem, type Result } from '../../../src/shared/problem.ts'
import { geneView } from './gene-view.ts'
import type { GenomeCard, OpeningProgress } from './genome-answers.ts'
import { genomeCard } from './genome-card.ts'
import type { FromGenomeWorker, GenomeOrigin, ToGenomeWorker } from './genome-messages.ts'
import { lookUp } from './look-up.ts'
import { openFile, type OpenGenome, openPacked } from './open-genome.ts'

const tell = (message: FromGenomeWorker): void => self.postMessage(message, {})

/** Lets through the first of each stage and then at most ten a second. */
const paced = (): ((progress: OpeningProgress) => void) => {
  let last = { stage: '', at: 0 }
  return (progress) => {
    const now = performance.now()
    if (progress.stage === last.stage && now - last.at < 100) return
    last = { stage: progress.stage, at: now }
    tell({ tell: 'progress', progress })
  }
}

const genePack = async (): Promise<GenePack> => {
  const answer = await fetch('/gene-pack.json')
  if (!answer.ok) throw new Error(`The gene models could not be loaded: the server answered ${answer.status}.`)
  return (await answer.json()) as GenePack
}

const archiveAt = async (address: string, progress: (p: OpeningProgress) => void): Promise<Result<Uint8Array>> => {
  const answer = await fetch(address)
  if (!answer.ok || answer.body === null) {
    const said = (await answer.json().catch(() => undefined)) as
      | { message?: string; problems?: readonly Problem[] }
      | undefined
    if (said?.problems !== undefined) return bad(said.problems)
    throw new Error(said?.message ?? `The server answered ${answer.status}.`)
  }
  const size = Number(answer.headers.get('content-length')) || undefined
  const pieces: Uint8Array[] = []
  let read = 0
  const reader = answer.body.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    pieces.push(next.value)
    read += next.value.length
    progress({ stage: 'loading', bytes: read, ...(size === undefined ? {} : { of: size }) })
  }
  const out = new Uint8Array(read)
  let at = 0
  for (const piece of pieces) {
    out.set(piece, at)
    at += piece.length
  }
  return ok(out)
}

const openOrigin = async (origin: GenomeOrigin, pack: GenePack): Promise<Result<OpenGenome>> => {
  const progress = paced()
  if (origin.is === 'file') {
    const source = fileSource(origin.file, (bytes, of) => progress({ stage: 'reading', bytes, of }))
    return openFile(source, pack, origin.sample === undefined ? {} : { sample: origin.sample })
  }
  const archive = await archiveAt(origin.address, progress)
  if (!archive.ok) return archive
  return openPacked(archive.value, pack, (rows, of) => progress({ stage: 'measuring', bytes: rows, of }))
}

type Opened = { readonly genome: OpenGenome; readonly card: GenomeCard }
let opened: Opened | undefined

const open = async (origin: GenomeOrigin): Promise<void> => {
  const pack = await genePack()
  const result = await openOrigin(origin, pack)
  if (!result.ok) return tell({ tell: 'refused', problems: result.problems })
  const card = genomeCard(result.value)
  opened = { genome: result.value, card }
  tell({ tell: 'opened', card })
}

const answer = (message: Exclude<ToGenomeWorker, { ask: 'open' }>): FromGenomeWorker => {
  const { id } = message
  if (opened === undefined) return { tell: 'notAnswered', id, message: 'The genome is not open yet.' }
  try {
    return message.ask === 'search'
      ? { tell: 'found', id, found: lookUp(opened.genome, message.text) }
      : { tell: 'gene', id, view: geneView(opened.genome, opened.card, message.gene) }
  } catch (error) {
    return { tell: 'notAnswered', id, message: error instanceof Error ? error.message : 'It stopped unexpectedly.' }
  }
}

self.addEventListener('message', ({ data }: MessageEvent<ToGenomeWorker>) => {
  if (data.ask !== 'open') return tell(answer(data))
  open(data.origin).catch((error: unknown) =>
    tell({ tell: 'failed', message: error instanceof Error ? error.message : 'The genome could not be opened.' }),
  )
})
