import type { Problem } from '../../../src/shared/problem.ts'
import { faultOf, NoAnswer, Refused } from '../session/ask-server.ts'

/** What came of a file that was added to the record. */
export type Added = {
  readonly people: readonly { readonly id: string; readonly name: string }[]
  readonly took: readonly { readonly what: string; readonly count: number }[]
  readonly problems: readonly Problem[]
}

export type UploadOptions = {
  readonly person?: string
  readonly leaveOutFaulty: boolean
  readonly signal: AbortSignal
  /** Bytes that have gone out; all of them: the server is at work. */
  readonly progress: (bytes: number, of: number) => void
}

/** The user stopped before the whole file was sent: nothing of it was kept. */
export class Stopped extends Error {}

const said = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return {}
  }
}

/** Sends one file to the record. Refused, and nothing kept, is thrown with every problem; so is everything else that went wrong. */
export const upload = (file: File, options: UploadOptions): Promise<Added> =>
  new Promise((resolve, reject) => {
    const asked = new URLSearchParams({ name: file.name })
    if (options.person !== undefined) asked.set('person', options.person)
    if (options.leaveOutFaulty) asked.set('leaveOutFaulty', 'true')
    const request = new XMLHttpRequest()
    request.open('POST', `/api/import?${asked}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.addEventListener('progress', (e) => options.progress(e.loaded, file.size))
    let sent = false
    request.upload.addEventListener('load', () => {
      sent = true
      options.progress(file.size, file.size)
    })
    request.addEventListener('error', () =>
      reject(new NoAnswer('The server did not answer; whether the file was added is seen in the list of people.')),
    )
    request.addEventListener('abort', () =>
      reject(
        sent
          ? new NoAnswer(
              'It was stopped after the whole file was sent; whether it was added is seen in the list of people.',
            )
          : new Stopped('Stopped.'),
      ),
    )
    request.addEventListener('load', () => {
      const answer = said(request.responseText)
      const fault =
        request.status === 413
          ? new Refused('too large', [
              {
                code: 'file-too-large',
                severity: 'error',
                at: { source: file.name },
                message: 'The file is larger than 1 GB.',
                remedy: 'Compress it (bgzip), or leave out what is not the person’s own.',
              },
            ])
          : faultOf(request.status, answer as { message?: string; problems?: readonly Problem[] })
      if (fault === undefined) resolve(answer as Added)
      else reject(fault)
    })
    if (options.signal.aborted) return reject(new Stopped('Stopped.'))
    options.signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
