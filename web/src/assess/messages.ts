import type { ReportDocument } from '../../../src/deliver/report/document.ts'
import type { Instant } from '../../../src/shared/instant.ts'
import type { Result } from '../../../src/shared/problem.ts'
import type { BrowserOptions, DroppedFiles } from '../../../src/assess/browser.ts'

/** How far the reading is. */
export type Progress = Parameters<NonNullable<BrowserOptions['onProgress']>>[0]

export type OutputName = 'report.html' | 'letter.html' | 'report.json' | 'report.fhir.json'

/** What the page asks the worker. `Stop` is the end of the worker itself. */
export type ToWorker =
  | {
      readonly ask: 'assess'
      readonly files: DroppedFiles
      readonly at: Instant
      readonly sample?: string
      readonly missingAsReference: boolean
    }
  | { readonly ask: 'render'; readonly document: ReportDocument; readonly output: OutputName }

export type FromWorker =
  | { readonly tell: 'progress'; readonly progress: Progress }
  | { readonly tell: 'done'; readonly result: Result<ReportDocument> }
  | { readonly tell: 'rendered'; readonly content: string }
  | { readonly tell: 'failed'; readonly message: string }
