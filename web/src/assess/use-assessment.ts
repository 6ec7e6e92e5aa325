import { useCallback, useEffect, useRef, useState } from 'react'
import type { ReportDocument } from '../../../src/deliver/report/document.ts'
import { type Problem, type Result, hasError } from '../../../src/shared/problem.ts'
import { parseInstant } from '../../../src/shared/instant.ts'
import type { LocalGenome } from '../person/local-people.tsx'
import type { FromWorker, Progress, ToWorker } from './messages.ts'
import { sortFiles } from './sort-files.ts'
import { startWorker } from './start-worker.ts'

export type AssessChoices = { readonly sample: string; readonly missingAsReference: boolean }

export type AssessmentState =
  | { readonly is: 'idle' }
  | {
      readonly is: 'reading'
      readonly names: readonly string[]
      readonly progress?: Progress
      readonly startedAt: number
    }
  | { readonly is: 'stopped' }
  | { readonly is: 'refused'; readonly problems: readonly Problem[] }
  | { readonly is: 'failed'; readonly message: string }

/** Assesses dropped files in a worker. One at a time: new files end the work on the old ones. `done` gets the finished document and the genome file it was made from. */
export const useAssessment = (done: (document: ReportDocument, genome?: LocalGenome) => void) => {
  const [state, setState] = useState<AssessmentState>({ is: 'idle' })
  const running = useRef<Worker>(undefined)

  const end = useCallback(() => {
    running.current?.terminate()
    running.current = undefined
  }, [])

  useEffect(() => end, [end])

  const finish = useCallback(
    (result: Result<ReportDocument>, genome: LocalGenome | undefined) => {
      end()
      if (!result.ok) return setState({ is: 'refused', problems: result.problems })
      setState({ is: 'idle' })
      done(result.value, genome)
    },
    [done, end],
  )

  const start = useCallback(
    async (dropped: readonly File[], choices: AssessChoices): Promise<void> => {
      end()
      const { files, problems } = await sortFiles(dropped)
      if (hasError(problems)) return setState({ is: 'refused', problems })
      const at = parseInstant(new Date().toISOString())
      if (at === undefined) return setState({ is: 'failed', message: 'The clock of this computer cannot be read.' })
      const sample = choices.sample.trim()
      const genome = files.genome && { file: files.genome, ...(sample === '' ? {} : { sample }) }
      const worker = startWorker()
      running.current = worker
      setState({ is: 'reading', names: dropped.map((f) => f.name), startedAt: performance.now() })
      worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
        if (running.current !== worker) return
        if (data.tell === 'progress')
          setState((before) => (before.is === 'reading' ? { ...before, progress: data.progress } : before))
        if (data.tell === 'done') finish(data.result, genome)
        if (data.tell === 'failed') {
          end()
          setState({ is: 'failed', message: data.message })
        }
      })
      worker.addEventListener('error', (event) => {
        end()
        setState({ is: 'failed', message: event.message || 'The assessment could not be started in this browser.' })
      })
      worker.postMessage(
        {
          ask: 'assess',
          files,
          at,
          missingAsReference: choices.missingAsReference,
          ...(sample === '' ? {} : { sample }),
        } satisfies ToWorker,
        [],
      )
    },
    [end, finish],
  )

  const stop = useCallback(() => {
    end()
    setState({ is: 'stopped' })
  }, [end])

  return { state, start, stop }
}
