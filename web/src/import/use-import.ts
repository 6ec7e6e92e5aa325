import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { forgetPeople, sessionEnded } from '../session/session.ts'
import { type FileState, type ImportFile, runImport } from './import-files.ts'
import { upload } from './upload.ts'

export type ImportState = {
  readonly files: readonly ImportFile[]
  readonly states: readonly FileState[]
  readonly person?: string
  readonly running: boolean
}

/** Adding files to the record: one import at a time, with a way to stop. */
export const useImport = () => {
  const [state, setState] = useState<ImportState>()
  const queries = useQueryClient()
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])

  const start = useCallback(
    async (from: Omit<ImportState, 'running'>, leaveOutFaulty: boolean): Promise<void> => {
      running.current?.abort()
      const control = new AbortController()
      running.current = control
      const states = from.states.map((s): FileState => (s.is === 'added' ? s : { is: 'waiting' }))
      setState({ ...from, states, running: true })
      const tell = (i: number, one: FileState): void =>
        setState((before) =>
          before === undefined || running.current !== control
            ? before
            : { ...before, states: before.states.with(i, one) },
        )
      const { signedOut } = await runImport(
        { ...from, states, leaveOutFaulty },
        { send: upload, signal: control.signal, tell },
      )
      if (running.current === control) setState((before) => before && { ...before, running: false })
      if (signedOut) {
        sessionEnded(queries)
        forgetPeople(queries)
        return
      }
      for (const key of ['people', 'found-people', 'report', 'record', 'resource'])
        void queries.invalidateQueries({ queryKey: [key] })
    },
    [queries],
  )

  const begin = useCallback(
    (files: readonly ImportFile[], person?: string): void =>
      void start(
        { files, states: files.map(() => ({ is: 'waiting' })), ...(person === undefined ? {} : { person }) },
        false,
      ),
    [start],
  )
  const withoutFaulty = useCallback((): void => void (state && start(state, true)), [start, state])
  const stop = useCallback(() => running.current?.abort(), [])
  const clear = useCallback(() => setState(undefined), [])
  return { state, begin, withoutFaulty, stop, clear }
}
