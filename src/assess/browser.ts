import type { ReportDocument } from '../deliver/report/index.ts'
import { fileSource } from '../genome/browser/index.ts'
import { portableInflate } from '../genome/index.ts'
import type { Release } from '../knowledge/release.ts'
import type { Instant } from '../shared/instant.ts'
import { sha256 } from '../shared/sha256.ts'
import type { Result } from '../shared/problem.ts'
import { assessPerson, type TextInput } from './assess-person.ts'

export { renderOutputs } from './outputs.ts'

/** Files dropped on the page. */
export type DroppedFiles = { readonly genome?: File; readonly record?: File; readonly outsideCalls?: File }

export type BrowserOptions = {
  readonly at: Instant
  readonly knowledge: readonly Release[]
  readonly sample?: string
  readonly missingAsReference?: boolean
  readonly onProgress?: (progress: {
    readonly stage: 'genome' | 'record' | 'assessing'
    readonly bytes: number
    readonly of?: number
  }) => void
  readonly signal?: AbortSignal
}

const textOf = async (file: File): Promise<TextInput> => {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const digest = sha256()
  digest.add(bytes)
  return { name: file.name, text: new TextDecoder().decode(bytes), sha256: digest.hex() }
}

/** Assesses dropped files in the page itself: nothing leaves it. Aborting rejects with the signal's reason. */
export const assessFiles = async (files: DroppedFiles, options: BrowserOptions): Promise<Result<ReportDocument>> => {
  const tell = options.onProgress
  const record = files.record === undefined ? undefined : await textOf(files.record)
  const outsideCalls = files.outsideCalls === undefined ? undefined : await textOf(files.outsideCalls)
  if (record !== undefined) tell?.({ stage: 'record', bytes: record.text.length })
  const genome =
    files.genome === undefined
      ? undefined
      : fileSource(files.genome, (bytes, of) => {
          options.signal?.throwIfAborted()
          tell?.({ stage: 'genome', bytes, of })
        })
  options.signal?.throwIfAborted()
  return assessPerson(
    {
      ...(genome === undefined ? {} : { genome }),
      ...(record === undefined ? {} : { record }),
      ...(outsideCalls === undefined ? {} : { outsideCalls }),
    },
    {
      at: options.at,
      knowledge: options.knowledge,
      inflate: portableInflate,
      ...(options.sample === undefined ? {} : { sample: options.sample }),
      ...(options.missingAsReference === undefined ? {} : { missingAsReference: options.missingAsReference }),
    },
  )
}
