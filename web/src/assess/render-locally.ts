import type { ReportDocument } from '../../../src/deliver/report/document.ts'
import type { FromWorker, OutputName, ToWorker } from './messages.ts'
import { startWorker } from './start-worker.ts'

/** One output file of a document, made in a worker of its own. */
export const renderLocally = (document: ReportDocument, output: OutputName): Promise<string> =>
  new Promise((resolve, reject) => {
    const worker = startWorker()
    const end = (): void => worker.terminate()
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      if (data.tell === 'rendered') resolve(data.content)
      else if (data.tell === 'failed') reject(new Error(data.message))
      else return
      end()
    })
    worker.addEventListener('error', (event) => {
      reject(new Error(event.message || 'The file could not be made.'))
      end()
    })
    worker.postMessage({ ask: 'render', document, output } satisfies ToWorker, [])
  })
