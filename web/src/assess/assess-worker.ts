import { assessFiles, renderOutputs } from '../../../src/assess/browser.ts'
import type { Release } from '../../../src/knowledge/release.ts'
import type { FromWorker, OutputName, Progress, ToWorker } from './messages.ts'

const tell = (message: FromWorker): void => self.postMessage(message, {})

/** Lets through the first of each stage and then at most ten a second: a large file reports thousands of steps. */
const paced = (report: (progress: Progress) => void): ((progress: Progress) => void) => {
  let last = { stage: '', at: 0 }
  return (progress) => {
    const now = performance.now()
    if (progress.stage === last.stage && now - last.at < 100 && progress.bytes !== progress.of) return
    last = { stage: progress.stage, at: now }
    report(progress)
  }
}

const knowledge = async (): Promise<readonly Release[]> => {
  const answer = await fetch('/knowledge-pack.json')
  if (!answer.ok) throw new Error(`The knowledge tables could not be loaded: the server answered ${answer.status}.`)
  return ((await answer.json()) as { releases: readonly Release[] }).releases
}

const fields = {
  'report.html': 'reportHtml',
  'letter.html': 'letterHtml',
  'report.json': 'reportJson',
  'report.fhir.json': 'fhirJson',
} as const satisfies Record<OutputName, string>

const work = async (message: ToWorker): Promise<FromWorker> => {
  if (message.ask === 'render')
    return { tell: 'rendered', content: (await renderOutputs(message.document))[fields[message.output]] }
  const { files, at, sample, missingAsReference } = message
  const result = await assessFiles(files, {
    at,
    knowledge: await knowledge(),
    missingAsReference,
    ...(sample === undefined ? {} : { sample }),
    onProgress: paced((progress) => tell({ tell: 'progress', progress })),
  })
  return { tell: 'done', result }
}

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  work(data).then(tell, (error: unknown) =>
    tell({ tell: 'failed', message: error instanceof Error ? error.message : 'The assessment stopped unexpectedly.' }),
  )
})
